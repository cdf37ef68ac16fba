package io.miscord.gateway.socketio;

import io.miscord.platform.http.Unread;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.VertxException;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket that carries, or is to carry, a session of Engine.IO, which may live on another event loop: Netty takes
 * writes from any, in their order. What comes is handed to the session's loop in the order it came.
 */
final class EngineWebSocket {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    /** The code of an end that is nobody's fault. */
    static final short NORMAL = 1000;

    /** What a session hears of its WebSocket, on the WebSocket's own event loop. */
    interface Listener {
        void packet(EnginePacket packet);

        /** What came is none of the protocol. */
        void wrong();

        void room();

        void gone();
    }

    private final ServerWebSocket socket;
    private final Channel channel;
    private final int maxPayload;
    /** Bytes written in all, and of these what had left when it was asked last; used on the session's loop. */
    private long written;

    private long left;
    private boolean waited;

    EngineWebSocket(ServerWebSocket socket, Channel channel, EngineSettings settings) {
        this.socket = socket;
        this.channel = channel;
        this.maxPayload = settings.maxPayload();
        Unread.bound(channel, settings.drained(), settings.full());
    }

    /** Begins to hear; on the WebSocket's own loop, before anything else came. */
    void open(Listener listener) {
        if (socket.isClosed()) { // it went while it was being opened, or its session did not want it
            listener.gone();
            return;
        }
        channel.pipeline().addFirst(new Room(listener));
        socket.textMessageHandler(text -> text(text, listener));
        socket.binaryMessageHandler(bytes -> {
            if (bytes.length() > maxPayload) {
                listener.wrong();
            } else {
                listener.packet(EnginePacket.binary(bytes.getBytes()));
            }
        });
        socket.exceptionHandler(failure -> {
            LOG.debug("socket failed cause={}", failure.getMessage());
            if (failure instanceof IOException || failure instanceof VertxException) {
                channel.close(); // the connection broke, which is no fault of the client's
            } else {
                listener.wrong(); // a message beyond every bound, or no WebSocket at all
            }
        });
        socket.closeHandler(closed -> listener.gone());
    }

    private void text(String text, Listener listener) {
        try {
            if (text.length() > maxPayload) {
                throw new MalformedException("too large");
            }
            listener.packet(EnginePacket.of(text));
        } catch (MalformedException e) {
            listener.wrong();
        }
    }

    void write(Outgoing packet) {
        written += packet.size();
        channel.write(packet.frame(channel.alloc()), channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** Bytes that were written and not yet taken by the network. */
    long waiting() {
        return Unread.bytes(channel);
    }

    /**
     * Whether some of what waited when this was asked last has left since. Then the client reads, however slowly,
     * though it cannot answer a ping that waits behind all else.
     */
    boolean drains() {
        long leftBefore = left;
        boolean waitedBefore = waited;
        long waiting = waiting();
        left = written - waiting; // never too much: what waits is counted with its header
        waited = waiting > 0;
        return waitedBefore && left > leftBefore;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    void read(boolean on) {
        onItsLoop(on ? socket::resume : socket::pause);
    }

    void close() {
        close(NORMAL, "");
    }

    /** Says goodbye after what was written. */
    void close(short code, String reason) {
        onItsLoop(() -> {
            channel.flush();
            socket.resume(); // or the client's own goodbye is never read
            socket.close(code, reason);
        });
    }

    private void onItsLoop(Runnable work) {
        var loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            work.run();
        } else {
            loop.execute(work);
        }
    }

    /** Netty says when more waits than may, and when there is room again. */
    private static final class Room extends ChannelInboundHandlerAdapter {
        private final Listener listener;

        Room(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
            listener.room();
            super.channelWritabilityChanged(context);
        }
    }
}
