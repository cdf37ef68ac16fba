package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(gateway.url()).getPort())) {
            socket.setSoTimeout(30_000);
            var out = socket.getOutputStream();
            out.write("""
                    GET /ws/main HTTP/1.1\r
                    Host: %s\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    \r
                    """.formatted(URI.create(gateway.url()).getAuthority()).getBytes(StandardCharsets.US_ASCII));
            var in = new DataInputStream(socket.getInputStream());
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            out.write(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, FIRST});
            assertThat(in.readUnsignedByte()).isEqualTo(0x88);
            in.readUnsignedByte();
            assertThat(in.readUnsignedShort()).isEqualTo(4522);
        }
    }
}
