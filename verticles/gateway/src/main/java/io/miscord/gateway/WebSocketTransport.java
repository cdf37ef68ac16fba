package io.miscord.gateway;

import io.miscord.platform.http.Unread;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket of Vert.x's that is read as usual, but written to on Netty's own channel, so that bytes are shared. */
final class WebSocketTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    private final ServerWebSocket socket;
    private final Channel channel;
    private final Outflow.Bounds bounds;

    /** @param channel the WebSocket's own */
    WebSocketTransport(ServerWebSocket socket, Channel channel, Outflow.Bounds bounds) {
        this.socket = socket;
        this.channel = channel;
        this.bounds = bounds;
    }

    @Override
    public void open(Socket its) {
        Unread.bound(channel, bounds.drained(), bounds.full());
        channel.pipeline().addFirst(new Room(its));
        socket.textMessageHandler(its::received);
        socket.binaryMessageHandler(bytes -> its.receivedBinary());
        socket.pongHandler(pong -> its.alive());
        socket.exceptionHandler(failure -> {
            LOG.debug("socket failed cause={}", failure.getMessage());
            if (failure instanceof IOException || failure instanceof VertxException) {
                channel.close(); // the connection broke, which is no fault of the client's
                its.gone();
            } else {
                its.end(Disconnect.PROTOCOL); // a frame or message beyond every bound, or no WebSocket at all
            }
        });
        socket.closeHandler(end -> its.gone());
    }

    @Override
    public void write(SharedFrame frame) {
        channel.write(frame.view(), channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public long waiting() {
        return Unread.bytes(channel);
    }

    @Override
    public boolean hasRoom() {
        return channel.isWritable();
    }

    @Override
    public void ping() {
        socket.writePing(Buffer.buffer());
    }

    @Override
    public void read(boolean on) {
        if (on) {
            socket.resume();
        } else {
            socket.pause();
        }
    }

    @Override
    public void close(Disconnect why) {
        socket.resume(); // or the client's own goodbye is never read
        socket.close((short) why.code(), why.reason());
    }

    /** Netty says when more waits than may, and when there is room again. */
    private static final class Room extends ChannelInboundHandlerAdapter {
        private final Socket its;

        Room(Socket its) {
            this.its = its;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
            if (context.channel().isWritable()) {
                its.drained();
            } else {
                its.filled();
            }
            super.channelWritabilityChanged(context);
        }
    }
}
