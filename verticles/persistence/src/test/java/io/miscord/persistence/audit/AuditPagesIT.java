package io.miscord.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ModerationAsk;
import io.miscord.contract.ServerId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPagesIT {
    private OwnerNode node;
    private Stores stores;
    private SomeOne alice;
    private SomeOne bob;
    private ServerId server;

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

    private static List<UUID> expected(List<UUID> ids, IntPredicate which) {
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
}
