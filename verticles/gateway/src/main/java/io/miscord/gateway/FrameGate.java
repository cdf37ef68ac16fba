package io.miscord.gateway;

import io.miscord.platform.data.Bucket;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.function.LongSupplier;

/**
 * Bounds what a client can have a socket do below its {@link Connection}, which sees whole messages alone: Vert.x
 * answers every ping by itself, however much is still unread, and gathers however many pieces of a message. Here every
 * frame is counted as it comes off the wire, and a ping that could not be answered at once is not answered at all: a
 * client that reads nothing learns nothing by pinging, and its pongs are not kept for it. On the socket's event loop.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {
    /** Pings and pieces for each frame that a client may send. */
    static final int PIECES = 10;

    /** The name under which Vert.x takes its own place in a socket's pipeline. */
    private static final String VERTX = "handler";

    private final Bucket frames;
    private final LongSupplier clock;
    private final Runnable flooded;
    private boolean shut;

    /**
     * @param clock milliseconds that never go back
     * @param flooded what ends the socket; called once, when more came than may
     */
    FrameGate(ConnectionLimits limits, LongSupplier clock, Runnable flooded) {
        this.frames =
                new Bucket(PIECES * limits.frameBurst(), PIECES * (double) limits.framesPerSecond(), clock.getAsLong());
        this.clock = clock;
        this.flooded = flooded;
    }

    /** Takes its place before Vert.x's in the pipeline of a socket that was just opened. */
    void guard(Channel channel) {
        channel.pipeline().addBefore(VERTX, "frame-gate", this).addBefore(VERTX, "text-gate", new TextGate());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof WebSocketFrame)) {
            context.fireChannelRead(message);
        } else if (shut || !frames.take(clock.getAsLong())) {
            ReferenceCountUtil.release(message);
            shut();
        } else if (message instanceof PingWebSocketFrame && !context.channel().isWritable()) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void shut() {
        if (!shut) {
            shut = true;
            flooded.run();
        }
    }
}
