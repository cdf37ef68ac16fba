package io.miscord.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;

/**
 * Ends a socket whose text is not UTF-8, as RFC 6455 wants it, rather than have something else stored than was meant.
 * Pings and pongs may come between the pieces of a text and are none of it. On the socket's event loop.
 */
final class TextGate extends Utf8FrameValidator {
    TextGate() {
        super(false); // the socket says goodbye in its own way
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof TextWebSocketFrame || message instanceof ContinuationWebSocketFrame) {
            super.channelRead(context, message);
        } else {
            context.fireChannelRead(message);
        }
    }
}
