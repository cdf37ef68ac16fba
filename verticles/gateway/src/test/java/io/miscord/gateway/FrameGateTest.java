package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a client can have a socket do without saying anything has bounds. */
final class FrameGateTest {
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(40), 65_536, 5, 10);

    private long now = 1_000;
    private int floods;
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameGate(LIMITS, () -> now, () -> floods++));

    @Test
    void a_ping_is_answered_only_while_the_answer_can_leave() {
        assertThat(channel.writeInbound(new PingWebSocketFrame())).isTrue();
        writable(false);
        var ping = new PingWebSocketFrame(Unpooled.buffer(8).writeLong(1));
        assertThat(ping.refCnt()).isEqualTo(1);
        int before = channel.inboundMessages().size();
        channel.writeInbound(ping);
        assertThat(channel.inboundMessages()).hasSize(before);
        assertThat(ping.refCnt()).isZero();
        channel.writeInbound(new TextWebSocketFrame("heard all the same"));
        assertThat(channel.inboundMessages()).hasSize(before + 1);
        writable(true);
        channel.writeInbound(new PingWebSocketFrame());
        assertThat(channel.inboundMessages()).hasSize(before + 2);
        assertThat(floods).isZero();
    }

    @Test
    void frames_of_every_kind_are_counted_and_too_many_end_the_socket_once() {
        for (int i = 0; i < 50; i++) {
            channel.writeInbound(new PingWebSocketFrame());
            channel.writeInbound(new ContinuationWebSocketFrame());
        }
        assertThat(floods).isZero();
        assertThat(channel.inboundMessages()).hasSize(100);
        channel.writeInbound(new ContinuationWebSocketFrame());
        channel.writeInbound(new TextWebSocketFrame("too late"));
        now += 60_000;
        channel.writeInbound(new TextWebSocketFrame("too late too"));
        assertThat(floods).isEqualTo(1);
        assertThat(channel.inboundMessages()).hasSize(100);
    }

    @Test
    void whoever_pings_in_the_bounds_goes_on() {
        for (int i = 0; i < 1_000; i++) {
            channel.writeInbound(new PingWebSocketFrame());
            now += 20;
        }
        assertThat(floods).isZero();
        assertThat(channel.inboundMessages()).hasSize(1_000);
    }

    @Test
    void a_flood_of_pings_ends_a_real_socket_before_anybody_has_signed_in() throws IOException {
        try (var gateway = new GatewayServer(Map.of(), UnaryOperator.identity());
                var socket = new RawSocket(gateway)) {
            var pings = new byte[1_500 * 6];
            for (int i = 0; i < pings.length; i += 6) {
                pings[i] = (byte) 0x89;
                pings[i + 1] = (byte) 0x80;
            }
            socket.write(pings);
            int pongs = 0;
            int opcode = socket.in.readUnsignedByte();
            while (opcode == 0x8A) {
                assertThat(socket.in.readUnsignedByte()).isZero();
                pongs++;
                opcode = socket.in.readUnsignedByte();
            }
            assertThat(socket.closeCode(opcode)).as("after %d pongs", pongs).isEqualTo(4008);
            assertThat(pongs).isLessThan(1_500);
        }
    }

    private void writable(boolean yes) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, yes);
    }
}
