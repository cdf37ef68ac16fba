package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.ListedMember;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Role;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.UserId;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A large server: how every statement of the stores is carried out on it, and how long what people do there takes. The
 * times are those of owners alone, without HTTP and sockets.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryPlansIT {
    /** Tables that grow without end, or with each person or server: nothing may read one of them whole. */
    private static final Pattern WHOLE = Pattern.compile(
            "Seq Scan on (messages|stream_events|stream_heads|users|members|channels|reactions|mentions|read_states"
                    + "|message_nonces_\\d|sessions|refresh_tokens|idempotency_keys|dm_participants|user_roles|roles"
                    + "|access_versions|mention_marks|slow_marks|pending_notices|channel_overwrites|mutes|emoji"
                    + "|relationships|user_settings|credentials|bans|invites|audit_log|notifications"
                    + "|notification_levels|reports|filter_rules|dm_conversations|group_departures|tasks)\\b");

    /** What may read a table whole, and why. */
    private static final Map<String, String> MAY = Map.of(
            "accounts.AccountStore.ANYBODY", "any first row will do: it reads one",
            "tasks.TaskStore.EXPIRE", "housekeeping, of tasks that are forgotten after some days",
            "operator.InstanceStore.FIGURES", "the operator's overview counts everybody, which nothing else does",
            "operator.InstanceStore.ALL",
                    "an operator's list: of a server that has most members there are, all are read",
            "operator.InstanceStore.NAMED", "the same");

    /** Constants that begin like a statement and are put together with conditions at run time. */
    private static final Set<String> PARTS = Set.of("audit.AuditStore.COLUMNS");

    private static final String NOBODY = "00000000-0000-7000-8000-000000000001";

    private static final int RUNS = 200;
    /** What each of these takes at most for 99 of 100 on a machine that does nothing else. */
    private static final long MOST_MS = 200;
    /** How much slower the machine may be while other tests run on it. */
    private static final int NOISE = 4;

    private OwnerNode node;
    private Stores stores;
    private LargeServer large;

    @BeforeAll
    void fill(Stores own) {
        stores = own;
        node = new OwnerNode(own);
        long began = System.nanoTime();
        large = LargeServer.fill(node, own);
        System.out.printf("large server: filled in %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void it_is_as_large_as_is_said() {
        var server = large.server().id();
        assertThat(stores.query("""
                SELECT concat_ws(' ', (SELECT count(*) FROM members WHERE server_id = '%1$s'),
                       (SELECT count(*) FROM channels WHERE server_id = '%1$s'),
                       (SELECT count(*) FROM roles WHERE server_id = '%1$s'),
                       (SELECT count(*) FROM channel_overwrites o JOIN channels c ON c.id = o.channel_id
                         WHERE c.server_id = '%1$s'),
                       (SELECT count(*) >= %2$d FROM messages m JOIN channels c ON c.id = m.channel_id
                         WHERE c.server_id = '%1$s'))
                """.formatted(server, LargeServer.MESSAGES)))
                .containsExactly("%d %d %d %d t"
                        .formatted(
                                LargeServer.MEMBERS, LargeServer.CHANNELS, LargeServer.ROLES, LargeServer.OVERWRITES));
    }

    /** With values as they may come, and as prepared for any: both for what is not there and for the large server. */
    @Test
    void no_statement_reads_a_large_table_whole() throws Exception {
        var statements = Plans.statements();
        assertThat(statements).hasSizeGreaterThan(150).containsKeys("messages.HistoryStore.BEFORE");
        assertThat(statements.keySet()).containsAll(MAY.keySet()).containsAll(PARTS);
        statements.keySet().removeAll(PARTS);
        // The node tells people of what waits, and so empties what was filled: an empty table is always read whole.
        stores.execute("INSERT INTO pending_notices (message_id) SELECT id FROM messages LIMIT 20000"
                + " ON CONFLICT DO NOTHING");
        stores.execute("ANALYZE pending_notices");
        var whole = new LinkedHashMap<String, String>();
        try (var plans = new Plans(stores)) {
            for (var id : List.of(NOBODY, large.server().id().toString())) {
                statements.forEach((name, sql) -> plans.of(name, sql, id).stream()
                        .filter(plan -> WHOLE.matcher(plan).find() && !MAY.containsKey(name))
                        .forEach(plan -> whole.put(name, plan)));
            }
        }
        assertThat(whole).isEmpty();
    }

    @Test
    void what_people_do_in_a_large_server_takes_no_time() {
        var owner = large.owner().by();
        var server = large.server().id();
        var somebody = stores.query("""
                SELECT user_id FROM members WHERE server_id = '%s' ORDER BY name_key LIMIT 1 OFFSET 5000
                """.formatted(server)).getFirst();
        var member = new Actor(UserId.of(somebody), large.owner().by().session(), "127.0.0.1");
        var roles = node.ask(new RoleAsk.Of(owner, server)).items();
        var general = OwnerNode.general(large.server());
        var cursor = new @Nullable String[1];
        var took = new LinkedHashMap<String, long[]>();
        took.put("open", times(i -> node.ask(new ServerAsk.Get(i % 2 == 0 ? owner : member, server))));
        took.put(
                "members by role",
                times(i -> cursor[0] = members(member, cursor[0]).next()));
        took.put("member groups", times(i -> node.ask(new ServerAsk.MemberGroups(member, server))));
        took.put("send", times(i -> node.ask(new MessageAsk.Send(owner, general, "@everyone " + i, null, null))));
        took.put("change a role", times(i -> node.ask(change(owner, roles.get(1 + i % 10), i))));
        took.forEach((what, times) -> System.out.printf(
                "large server: %s p50 %.1f ms, p99 %.1f ms%n",
                what, times[RUNS / 2] / 1_000.0, times[RUNS * 99 / 100] / 1_000.0));
        assertThat(took).allSatisfy((what, times) -> {
            assertThat(times[RUNS / 2] / 1_000).as("half of: %s", what).isLessThan(MOST_MS);
            assertThat(times[RUNS * 99 / 100] / 1_000).as("99 of 100: %s", what).isLessThan(MOST_MS * NOISE);
        });
    }

    /** Function bodies have plans of their own: they are seen by what they read, not by EXPLAIN. */
    @Test
    void the_functions_that_write_read_no_large_table_whole() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        node.say(alice, channel, "so that what she may do is known");
        stores.query("SELECT pg_sleep(1.1)::text, pg_stat_force_next_flush()::text"); // statistics are told each second
        var before = scans();
        for (int i = 0; i < 50; i++) {
            node.say(alice, channel, "<@" + alice.id() + "> hello", "n" + i);
            var again = node.say(alice, channel, "again", "n" + i);
            node.ask(new MessageAsk.Delete(alice.by(), again.message().id()));
        }
        stores.query("SELECT pg_sleep(1.1)::text");
        assertThat(List.of(
                        "messages",
                        "stream_events",
                        "stream_heads",
                        "members",
                        "users",
                        "message_nonces_0",
                        "mention_marks"))
                // Fewer than one a send; housekeeping and statistics may look once.
                .allSatisfy(table -> assertThat(scans().get(table) - before.get(table))
                        .as(table)
                        .isLessThan(20));
    }

    private Answer.Listing<ListedMember> members(Actor by, @Nullable String cursor) {
        var server = large.server().id();
        return node.ask(new ServerAsk.Members(by, server, ServerAsk.Order.ROLE, null, cursor, 100));
    }

    /** One that moves what people see, and one that does not, in turn. */
    private static Ask<Role> change(Actor by, Role role, int i) {
        var allowed = switch (i / 10 % 4) {
            case 0 -> Permissions.of(Permission.KICK_MEMBERS, Permission.VIEW_CHANNEL);
            case 1 -> Permissions.of(Permission.KICK_MEMBERS);
            case 2 -> Permissions.of(Permission.BAN_MEMBERS);
            default -> Permissions.NONE;
        };
        return new RoleAsk.Update(by, role.serverId(), role.id(), null, i, allowed, null, null);
    }

    /** What so many runs took, in microseconds, the quickest first; some more before them do not count. */
    private static long[] times(IntConsumer work) {
        for (int i = 0; i < RUNS / 10; i++) {
            work.accept(i);
        }
        var times = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long began = System.nanoTime();
            work.accept(i);
            times[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
        }
        Arrays.sort(times);
        return times;
    }

    private Map<String, Long> scans() {
        var scans = new LinkedHashMap<String, Long>();
        stores.query("SELECT relname || '=' || seq_scan FROM pg_stat_user_tables")
                .forEach(line -> {
                    var parts = line.split("=", 2);
                    scans.put(parts[0], Long.valueOf(parts[1]));
                });
        return scans;
    }
}
