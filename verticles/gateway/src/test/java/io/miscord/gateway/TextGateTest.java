package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class TextGateTest {
    private static final byte FIRST = (byte) 0xC3;
    private static final byte SECOND = (byte) 0xA4;

    private final EmbeddedChannel channel = new EmbeddedChannel(new TextGate());

    @Test
    void what_is_utf_8_passes_also_in_pieces_that_cut_a_letter_with_a_pong_between() {
        channel.writeInbound(new TextWebSocketFrame("\u00e4\ufffd\ud83d\ude00"));
        channel.writeInbound(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[] {FIRST})));
        channel.writeInbound(new PongWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {FIRST})));
        channel.writeInbound(new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[] {SECOND})));
        assertThat(channel.inboundMessages()).hasSize(4);
    }

    @Test
    void what_is_not_is_refused_and_let_go_of() {
        var bytes = Unpooled.wrappedBuffer(new byte[] {'"', FIRST, '"'});
        assertThatThrownBy(() -> channel.writeInbound(new TextWebSocketFrame(bytes)))
                .isInstanceOf(CorruptedWebSocketFrameException.class);
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(bytes.refCnt()).isZero();
    }

    @Test
    void a_real_socket_is_ended_as_a_violation() throws IOException {
        try (var gateway = new GatewayServer(Map.of(), UnaryOperator.identity());
                var socket = new RawSocket(gateway)) {
            socket.write(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, FIRST});
            assertThat(socket.closeCode(socket.in.readUnsignedByte())).isEqualTo(4522);
        }
    }
}
