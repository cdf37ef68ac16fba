package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.UserId;
import io.miscord.gateway.wire.LegacyChatWire;
import io.miscord.gateway.wire.LegacyNotificationsWire;
import io.miscord.gateway.wire.MainWire;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EncodedTest {
    private static final ChannelId CHANNEL = new ChannelId(new UUID(0x7000, 1));
    private static final EphemeralEvent TYPING = new EphemeralEvent.Typing(CHANNEL, new UserId(new UUID(0x7000, 2)));

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
    /** How often an event was put into the words of a legacy wire, which asks for the time then. */
    private final AtomicInteger encoded = new AtomicInteger();

    private final InstantSource clock = () -> {
        encoded.incrementAndGet();
        return Instant.EPOCH;
    };

    @Test
    void whoever_has_the_same_wire_gets_the_same_bytes_which_are_made_once() {
        try (var told = Encoded.of(memory, TYPING)) {
            var main = told.on(MainWire.WIRE);
            var legacy = told.on(new LegacyChatWire(CHANNEL, clock));
            for (int i = 0; i < 1_000; i++) {
                assertThat(told.on(MainWire.WIRE)).isSameAs(main);
                assertThat(told.on(new LegacyChatWire(CHANNEL, clock))).isSameAs(legacy);
            }
            assertThat(encoded).hasValue(1);
            assertThat(text(main)).startsWith("{\"event\":\"typing\"");
            assertThat(text(legacy)).startsWith("{\"type\":\"typing\"");
        }
        assertThat(memory.metric().usedDirectMemory()).isZero();
    }

    @Test
    void a_wire_without_words_gets_nothing_however_often_it_is_asked() {
        var silent = new LegacyNotificationsWire(clock);
        try (var told = Encoded.of(memory, TYPING)) {
            assertThat(told.on(silent)).isNull();
            assertThat(told.on(silent)).isNull();
            assertThat(told.on(MainWire.WIRE)).isNotNull();
            assertThat(told.on(silent)).isNull();
        }
        assertThat(memory.metric().usedDirectMemory()).isZero();
    }

    private static String text(SharedFrame frame) {
        return new String(frame.words(), StandardCharsets.UTF_8);
    }
}
