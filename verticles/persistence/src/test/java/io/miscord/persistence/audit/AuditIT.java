package io.miscord.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.AuditEntry;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIT {
    private OwnerNode node;
    private Stores stores;
    private SomeOne alice;
    private SomeOne bob;
    private ServerId server;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void meet() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice).id();
        node.join(alice, server, bob);
    }

    @Test
    void every_act_leaves_its_before_and_after() {
        for (var act : Act.values()) {
            var entry = done(act);
            assertThat(entry.act()).isEqualTo(act.text());
            assertThat(entry.actor()).isNotNull();
            assertThat(entry.actor().id()).isEqualTo(alice.id());
            assertThat(entry.createdAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        }
        assertThat(all().items().stream().map(AuditEntry::act))
                .as("one of each, newest first")
                .containsExactlyElementsOf(
                        Arrays.stream(Act.values()).map(Act::text).toList().reversed());
    }

    /** What an act leaves, besides who did it and when. */
    private AuditEntry done(Act act) {
        var until = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
        switch (act) {
            case SERVER_UPDATE -> {
                node.ask(new ServerAsk.Update(alice.by(), server, "Renamed", "and described"));
                assertThat(newest().targetId()).isEqualTo(server.value());
                assertThat(newest().target()).isNull();
                changed("name", "Server", "Renamed");
                changed("description", null, "and described");
            }
            case CHANNEL_CREATE -> {
                channel = node.ask(new ChannelAsk.Create(
                                alice.by(), server, "workshop", ChannelType.TEXT, null, null, null, null))
                        .id();
                toChannel();
                assertThat(newest().before()).isNull();
                assertThat(newest().after()).containsEntry("name", "workshop").containsEntry("type", "text");
            }
            case CHANNEL_UPDATE -> {
                node.ask(new ChannelAsk.Update(alice.by(), channel, null, "Tools", null, null));
                toChannel();
                changed("topic", null, "Tools");
                changed("name", "workshop", "workshop");
            }
            case CHANNEL_DELETE -> {
                node.ask(new ChannelAsk.Delete(alice.by(), channel));
                toChannel();
                assertThat(newest().before()).containsEntry("topic", "Tools");
                assertThat(newest().after()).isNull();
            }
            case MEMBER_KICK -> {
                stores.execute("UPDATE members SET nickname = 'Bobby' WHERE user_id = '%s'".formatted(bob.id()));
                node.ask(new ModerationAsk.Kick(alice.by(), server, bob.id(), "noise"));
                toBob("noise");
                assertThat(newest().before()).containsEntry("nickname", "Bobby").containsKeys("roles", "joinedAt");
                assertThat(newest().after()).isNull();
            }
            case MEMBER_BAN -> {
                node.ask(new ModerationAsk.Ban(alice.by(), server, bob.id(), "spam", null, 60));
                toBob("spam");
                assertThat(newest().before()).isNull();
                assertThat(newest().after())
                        .containsEntry("reason", "spam")
                        .containsEntry("expiresAt", null)
                        .containsEntry("purge", 60);
            }
            case MEMBER_UNBAN -> {
                node.ask(new ModerationAsk.Unban(alice.by(), server, bob.id(), "a mistake"));
                toBob("a mistake");
                assertThat(newest().before()).containsEntry("reason", "spam").containsEntry("expiresAt", null);
                assertThat(newest().after()).isNull();
                node.join(alice, server, bob);
            }
            case MEMBER_MUTE -> {
                node.ask(new ModerationAsk.Mute(alice.by(), server, bob.id(), until, "calm down"));
                toBob("calm down");
                assertThat(newest().before()).isNull();
                assertThat(newest().after()).containsOnlyKeys("mutedUntil");
            }
            case MEMBER_UNMUTE -> {
                node.ask(new ModerationAsk.Unmute(alice.by(), server, bob.id(), null));
                toBob(null);
                assertThat(newest().before()).containsOnlyKeys("mutedUntil");
                assertThat(newest().after()).isNull();
            }
        }
        return newest();
    }

    @Test
    void what_is_refused_or_changes_nothing_leaves_nothing() {
        node.refused(new ModerationAsk.Kick(bob.by(), server, alice.id(), "I want to"));
        node.refused(new ModerationAsk.Kick(alice.by(), server, alice.id(), null));
        node.ask(new ServerAsk.Update(alice.by(), server, "Server", null));
        node.ask(new ModerationAsk.Unmute(alice.by(), server, bob.id(), null));
        assertThat(all().items()).isEmpty();
    }

    @Test
    void only_who_may_see_the_log_does() {
        var ask = new ModerationAsk.Audit(bob.by(), server, ModerationAsk.Filter.ALL, null, 50);
        var refused = node.refused(ask);
        assertThat(refused.reason()).isEqualTo(Refusal.MISSING_PERMISSION);
        assertThat(refused.params()).containsEntry("permission", Permission.VIEW_AUDIT_LOG.name());
        var stranger = node.somebody();
        assertThat(node.refused(new ModerationAsk.Audit(stranger.by(), server, ModerationAsk.Filter.ALL, null, 50))
                        .reason())
                .isEqualTo(Refusal.NO_SUCH_SERVER);
    }

    @Test
    void entries_pass_by_who_what_whom_and_when() {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        // Every minute an act: of Alice and Bob in turn, of three kinds, to one of two people.
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 24; i++) {
            ids.add(entry(start.plusSeconds(60L * i), i));
        }
        assertThat(found(new ModerationAsk.Filter(alice.id(), null, null, null, null, null)))
                .isEqualTo(expected(ids, i -> i % 2 == 0));
        assertThat(found(new ModerationAsk.Filter(null, "act_1", null, null, null, null)))
                .isEqualTo(expected(ids, i -> i % 3 == 1));
        assertThat(found(new ModerationAsk.Filter(null, null, bob.id().value(), null, null, null)))
                .isEqualTo(expected(ids, i -> i % 4 == 3));
        var from = start.plusSeconds(300);
        var to = start.plusSeconds(600);
        assertThat(found(new ModerationAsk.Filter(null, null, null, to, from, null)))
                .isEqualTo(expected(ids, i -> i >= 5 && i < 10));
        assertThat(found(new ModerationAsk.Filter(bob.id(), "act_0", bob.id().value(), null, from, "REASON")))
                .isEqualTo(expected(ids, i -> i % 2 == 1 && i % 3 == 0 && i % 4 == 3 && i >= 5));
        assertThat(found(new ModerationAsk.Filter(null, null, null, Instant.MIN, null, null)))
                .isEmpty();
        assertThat(found(new ModerationAsk.Filter(null, null, null, Instant.MAX, Instant.MAX, null)))
                .isEmpty();
        assertThat(found(ModerationAsk.Filter.ALL)).isEqualTo(expected(ids, i -> true));
    }

    @Test
    void a_text_is_found_in_reason_before_and_after_however_far_back() {
        stores.execute("""
                INSERT INTO audit_log (id, server_id, act, reason)
                SELECT uuidv7(make_interval(secs => -i - 10)), '%s', 'noise', 'nothing 100%% of interest'
                  FROM generate_series(1, 4500) i
                """.formatted(server));
        var oldest = UuidV7.at(Instant.now().minusSeconds(100_000).toEpochMilli());
        stores.execute("""
                INSERT INTO audit_log (id, server_id, act, before, after)
                VALUES ('%s', '%s', 'role_update', '{"name": "Ёжики"}', '{"name": "Ежи_и_ко"}')
                """.formatted(oldest, server));
        assertThat(found(text("ёЖИКИ"))).containsExactly(oldest);
        assertThat(found(text("жи_и"))).containsExactly(oldest);
        assertThat(found(text("жи%и"))).isEmpty();
        assertThat(found(text("00% OF"))).hasSize(4_500);
    }

    private static ModerationAsk.Filter text(String text) {
        return new ModerationAsk.Filter(null, null, null, null, null, text);
    }

    private UUID entry(Instant at, int i) {
        var id = UuidV7.at(at.toEpochMilli());
        stores.execute(
                """
                INSERT INTO audit_log (id, server_id, actor_id, act, target_id, reason)
                VALUES ('%s', '%s', '%s', 'act_%d', '%s', 'a reason')
                """.formatted(id, server, (i % 2 == 0 ? alice : bob).id(), i % 3, (i % 4 == 3 ? bob : alice).id()));
        return id;
    }

    private static List<UUID> expected(List<UUID> ids, java.util.function.IntPredicate which) {
        return IntStream.range(0, ids.size())
                .filter(which)
                .mapToObj(ids::get)
                .toList()
                .reversed();
    }

    /** What passes, by its pages. */
    private List<UUID> found(ModerationAsk.Filter filter) {
        var ids = new ArrayList<UUID>();
        String cursor = null;
        do {
            var page = node.ask(
                    new ModerationAsk.Audit(alice.by(), server, filter, cursor, filter.text() == null ? 5 : 100));
            page.items().forEach(entry -> ids.add(entry.id()));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    private Answer.Listing<AuditEntry> all() {
        return node.ask(new ModerationAsk.Audit(alice.by(), server, ModerationAsk.Filter.ALL, null, 50));
    }

    private AuditEntry newest() {
        return all().items().getFirst();
    }

    private void toBob(@Nullable String reason) {
        assertThat(newest().targetId()).isEqualTo(bob.id().value());
        assertThat(newest().target()).isNotNull();
        assertThat(newest().target().id()).isEqualTo(bob.id());
        assertThat(newest().reason()).isEqualTo(reason);
    }

    private void toChannel() {
        assertThat(newest().targetId()).isEqualTo(channel.value());
        assertThat(newest().channelId()).isEqualTo(channel);
    }

    private void changed(String field, @Nullable Object from, @Nullable Object into) {
        assertThat(map(newest().before())).containsEntry(field, from);
        assertThat(map(newest().after())).containsEntry(field, into);
    }

    private static Map<String, Object> map(@Nullable Map<String, Object> values) {
        return values == null ? Map.of() : values;
    }
}
