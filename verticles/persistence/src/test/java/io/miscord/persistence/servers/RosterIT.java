package io.miscord.persistence.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.ListedMember;
import io.miscord.contract.MemberGroup;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The list of a server's 10,000 members, as people see it: in pages, in groups, and by how somebody is called. Twenty
 * roles of which every other one is listed apart; a member has up to six of them.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RosterIT {
    private static final int MEMBERS = 10_000;

    private OwnerNode node;
    private Stores stores;
    private SomeOne alice;
    private ServerDetail server;
    private List<Expected> expected;

    /** Somebody as they are to be listed; {@code group} is the place of their role, or a last one for none. */
    private record Expected(
            UUID user, String name, int position, @Nullable RoleId group) {}

    @BeforeAll
    void fill(Stores own) {
        stores = own;
        node = new OwnerNode(own);
        alice = node.somebody();
        server = node.server(alice);
        // A letter beyond the first 65,536 code points stands after U+FF5E, but before it as UTF-16 has it.
        own.execute("""
                INSERT INTO users (id, email, username, username_key, username_skeleton, display_name)
                SELECT uuidv7(), 'e' || i, 'u' || i, 'u' || i, 'u' || i,
                       (ARRAY['Ann', 'ann', 'Ёж', 'Zoë', '%%_', U&'\\FF5E', U&'\\+01F600', '日本'])[1 + i %% 8] || i %% 7
                  FROM generate_series(1, %2$d) i;
                INSERT INTO members (server_id, user_id, nickname)
                SELECT '%1$s', u.id, CASE WHEN random() < 0.3 THEN 'Nick ' || substr(u.username, 2, 1) END
                  FROM users u WHERE u.id <> '%3$s';
                INSERT INTO roles (id, server_id, name, position, hoist)
                SELECT uuidv7(), '%1$s', 'Role ' || p, p * 5, p %% 2 = 0 FROM generate_series(1, 20) p;
                INSERT INTO user_roles (user_id, role_id, server_id)
                SELECT m.user_id, r.id, m.server_id
                  FROM (SELECT *, row_number() OVER (ORDER BY user_id) AS n FROM members WHERE server_id = '%1$s') m
                  JOIN roles r ON r.server_id = m.server_id AND r.name <> 'Role 10'
                   AND r.position BETWEEN 1 AND 100 AND (m.n * 31 + r.position) %% 97 < m.n %% 12;
                ANALYZE;
                """.formatted(server.id(), MEMBERS - 1, alice.id()));
        expected = expected();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void pages_of_ten_thousand_are_whole_and_in_order() {
        var listed = pages(100);
        assertThat(listed).hasSize(MEMBERS);
        assertThat(listed.stream().map(member -> member.user().id().value()).toList())
                .isEqualTo(expected.stream().map(Expected::user).toList());
        assertThat(listed.stream().map(ListedMember::group).toList())
                .isEqualTo(expected.stream().map(Expected::group).toList());
        assertThat(listed.stream().map(ListedMember::group).distinct().count()).isEqualTo(10);
        assertThat(listed.stream().filter(member -> member.group() == null).count())
                .isGreaterThan(1_000);
    }

    @Test
    void groups_say_how_many_there_are_in_the_order_of_the_list() {
        var groups =
                node.ask(new ServerAsk.MemberGroups(alice.by(), server.id())).items();
        var counts = expected.stream().collect(Collectors.groupingBy(Expected::position, Collectors.counting()));
        assertThat(groups.stream().map(MemberGroup::count).toList())
                .isEqualTo(counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                        .map(Map.Entry::getValue)
                        .toList());
        assertThat(groups.getFirst().name()).isEqualTo("Role 20");
        assertThat(groups.getLast())
                .isEqualTo(new MemberGroup(null, "member", groups.getLast().count()));
        assertThat(groups.stream().map(MemberGroup::name)).doesNotContain("Role 10", "Role 11");
        var alone = node.server(alice);
        assertThat(node.ask(new ServerAsk.MemberGroups(alice.by(), alone.id())).items())
                .containsExactly(new MemberGroup(null, "member", 1));
    }

    @Test
    void who_goes_or_loses_their_role_between_two_pages_moves_nobody_else() {
        var first = page(null, 50);
        var last = first.items().getLast();
        var undone = List.of(
                "UPDATE members SET nickname = 'zzz' WHERE user_id = '%s'"
                        .formatted(last.user().id()),
                "UPDATE roles SET hoist = false WHERE id = '%s'".formatted(last.group()));
        assertThat(ids(page(first.next(), 50))).isEqualTo(rest(50, 100));
        stores.execute(undone.getFirst());
        assertThat(ids(page(first.next(), 50))).isEqualTo(rest(50, 100));
        stores.execute("UPDATE members SET nickname = '%s' WHERE user_id = '%s'"
                .formatted(
                        last.nickname() == null ? last.user().displayName() : last.nickname(),
                        last.user().id()));
        // Without the group that the page ended in, what follows is the next group.
        stores.execute(undone.getLast());
        var next = page(first.next(), 50).items();
        assertThat(next.getFirst().group()).isNotNull().isNotEqualTo(last.group());
        stores.execute("UPDATE roles SET hoist = true WHERE id = '%s'".formatted(last.group()));
    }

    @Test
    void people_are_found_by_how_their_name_begins() {
        assertThat(found("ANN3"))
                .isNotEmpty()
                .allMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("ann3"));
        assertThat(found("ёж")).isNotEmpty().allMatch(name -> name.startsWith("Ёж"));
        assertThat(found("%")).isNotEmpty().allMatch(name -> name.startsWith("%"));
        assertThat(found("_")).isEmpty();
        assertThat(found("%_1")).isNotEmpty().allMatch(name -> name.equals("%_1"));
        assertThat(found("nick 7")).hasSizeGreaterThan(50).allMatch(name -> name.equals("Nick 7"));
        assertThat(found("\uD83D\uDE00"))
                .hasSameSizeAs(expected.stream()
                        .filter(one -> one.name().startsWith("\uD83D\uDE00"))
                        .toList());
        assertThat(found(alice.signedIn().user().displayName().toUpperCase(Locale.ROOT)))
                .hasSize(1);
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        var byRole = page(null, 1).next();
        var byName = node.ask(ask("ann", null, 1)).next();
        for (var wrong : List.of(
                "", "x", "AAAA", "0", String.valueOf(byName), UUID.randomUUID().toString())) {
            assertThat(node.refused(ask(null, wrong, 10)).reason()).as(wrong).isEqualTo(Refusal.NOT_A_CURSOR);
        }
        assertThat(node.refused(ask("ann", byRole, 10)).reason()).isEqualTo(Refusal.NOT_A_CURSOR);
        var byId = new ServerAsk.Members(alice.by(), server.id(), ServerAsk.Order.ID, null, byRole, 10);
        assertThat(node.refused(byId).reason()).isEqualTo(Refusal.NOT_A_CURSOR);
        var stranger = node.somebody();
        assertThat(node.refused(new ServerAsk.MemberGroups(stranger.by(), server.id()))
                        .reason())
                .isEqualTo(Refusal.NO_SUCH_SERVER);
    }

    private List<Expected> expected() {
        var rows = stores.query("""
                SELECT concat_ws('|', m.user_id, coalesce(r.position, 0), coalesce(r.id::text, ''),
                                 coalesce(m.nickname, u.display_name))
                  FROM members m JOIN users u ON u.id = m.user_id
                  LEFT JOIN LATERAL (
                       SELECT o.position, o.id FROM user_roles x JOIN roles o ON o.id = x.role_id AND o.hoist
                        WHERE x.server_id = m.server_id AND x.user_id = m.user_id
                        ORDER BY o.position DESC LIMIT 1) r ON true
                 WHERE m.server_id = '%s'
                """.formatted(server.id()));
        return rows.stream()
                .map(row -> row.split("\\|", 4))
                .map(parts -> new Expected(
                        UUID.fromString(parts[0]),
                        parts[3],
                        Integer.parseInt(parts[1]),
                        parts[2].isEmpty() ? null : RoleId.of(parts[2])))
                .sorted(Comparator.comparingInt((Expected one) -> -one.position())
                        .thenComparing(one -> one.name().toLowerCase(Locale.ROOT), RosterIT::byCodePoints)
                        .thenComparing(one -> one.user().toString()))
                .toList();
    }

    private static int byCodePoints(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    private static List<UUID> ids(Answer.Listing<ListedMember> page) {
        return page.items().stream().map(member -> member.user().id().value()).toList();
    }

    private List<UUID> rest(int from, int to) {
        return expected.subList(from, to).stream().map(Expected::user).toList();
    }

    private List<ListedMember> pages(int limit) {
        var all = new ArrayList<ListedMember>();
        String cursor = null;
        do {
            var page = page(cursor, limit);
            assertThat(page.items()).hasSizeBetween(1, limit);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private List<String> found(String search) {
        var names = new ArrayList<String>();
        String cursor = null;
        do {
            var page = node.ask(ask(search, cursor, 40));
            page.items()
                    .forEach(member ->
                            names.add(member.nickname() == null ? member.user().displayName() : member.nickname()));
            cursor = page.next();
        } while (cursor != null);
        return names;
    }

    private Answer.Listing<ListedMember> page(@Nullable String cursor, int limit) {
        return node.ask(ask(null, cursor, limit));
    }

    private ServerAsk.Members ask(@Nullable String search, @Nullable String cursor, int limit) {
        return new ServerAsk.Members(alice.by(), server.id(), ServerAsk.Order.ROLE, search, cursor, limit);
    }
}
