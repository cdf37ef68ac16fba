package io.miscord.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Account;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Welcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Instant TIME = Instant.parse("2026-11-21T10:00:00.000Z");
    private static final UserId ALICE = new UserId(new UUID(0x7000, 1));
    private static final ServerId SERVER = new ServerId(new UUID(0x7000, 2));
    private static final ChannelId CHANNEL = new ChannelId(new UUID(0x7000, 3));
    private static final ChannelId OTHER = new ChannelId(new UUID(0x7000, 4));
    private static final ChannelId CONVERSATION = new ChannelId(new UUID(0x7000, 5));

    @Test
    void one_channel_comes_with_what_tells_whether_it_may_still_be_seen() {
        var its = only(CHANNEL.value());
        assertThat(its.positions())
                .isEqualTo(Map.of(StreamId.of(CHANNEL), 3L, StreamId.of(SERVER), 2L, StreamId.of(ALICE), 1L));
        assertThat(its.channels()).isEqualTo(Map.of(SERVER, Set.of(CHANNEL)));
        assertThat(its.access()).isEqualTo(Map.of(SERVER, 7L));
    }

    @Test
    void a_conversation_has_no_server() {
        assertThat(only(CONVERSATION.value()).positions())
                .isEqualTo(Map.of(StreamId.of(CONVERSATION), 5L, StreamId.of(ALICE), 1L));
    }

    @Test
    void a_server_a_person_and_what_is_not_theirs_are_no_channels() {
        for (var id : List.of(SERVER.value(), ALICE.value(), new UUID(0x7000, 6))) {
            assertThat(new Reach.OneChannel(new ChannelId(id)).of(welcome()))
                    .as("%s", id)
                    .isEmpty();
        }
    }

    private static Welcome only(UUID channel) {
        return new Reach.OneChannel(new ChannelId(channel)).of(welcome()).orElseThrow();
    }

    /** As it is for a socket of one channel: without servers and conversations, with all positions. */
    private static Welcome welcome() {
        var account = new Account(
                ALICE, "alice", "Alice", null, null, "counting", TIME, TIME, "alice@example.org", false, true);
        var positions = Map.of(
                StreamId.of(ALICE), 1L,
                StreamId.of(SERVER), 2L,
                StreamId.of(CHANNEL), 3L,
                StreamId.of(OTHER), 4L,
                StreamId.of(CONVERSATION), 5L);
        return new Welcome(
                account,
                List.of(),
                List.of(),
                positions,
                Map.of(SERVER, 7L),
                Map.of(SERVER, Set.of(CHANNEL, OTHER)),
                Map.of(),
                Map.of(),
                "epoch");
    }
}
