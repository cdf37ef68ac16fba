package io.miscord.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket of Vert.x's that is read as usual, but written to on Netty's own channel, so that bytes are shared. */
final class WebSocketTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    /**
     * Bytes that the kernel takes beyond what the network takes, where it can be told: what is more waits here, where
     * it is seen whether the client reads. It does not limit what is on its way, so nobody who reads is slowed down.
     */
    private static final long UNSENT_BYTES = 16 * 1024;

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
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(bounds.drained(), bounds.full()));
        channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
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
        var outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
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
