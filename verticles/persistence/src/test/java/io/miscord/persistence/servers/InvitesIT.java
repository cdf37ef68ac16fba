package io.miscord.persistence.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Ask;
import io.miscord.contract.Invite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invites: who sees and ends which, and what they let in at the very end. Two nodes work on one database. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InvitesIT {
    private Stores stores;
    private OwnerNode node;
    private OwnerNode second;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
        second = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
        second.close();
    }

    @BeforeEach
    void meet() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        node.join(alice, server.id(), bob);
        stores.execute("DELETE FROM invites");
    }

    @Test
    void one_lists_ones_own_and_whoever_manages_the_server_all() {
        var hers = invite(alice, null);
        var his = invite(bob, 5);
        assertThat(codes(alice)).containsExactly(his.code(), hers.code());
        assertThat(codes(bob)).containsExactly(his.code());
        assertThat(node.ask(page(bob, null, 50)).items().getFirst().createdBy()).isEqualTo(bob.id());
        gives(bob, Permissions.of(Permission.MANAGE_SERVER));
        assertThat(codes(bob)).containsExactly(his.code(), hers.code());
        refused(page(node.somebody(), null, 50), Refusal.NO_SUCH_SERVER);
    }

    @Test
    void what_lets_nobody_in_any_more_is_not_listed() {
        var used = invite(alice, 1);
        var ended = node.ask(new ServerAsk.CreateInvite(alice.by(), server.id(), null, 3_600, null));
        var open = invite(alice, 2);
        assertThat(codes(alice)).containsExactly(open.code(), ended.code(), used.code());
        joins(node.somebody(), used);
        stores.execute("UPDATE invites SET expires_at = now() WHERE code = '%s'".formatted(ended.code()));
        assertThat(codes(alice)).containsExactly(open.code());
        for (var invite : List.of(used, ended)) {
            refused(new ServerAsk.Join(node.somebody().by(), invite.code()), Refusal.NO_SUCH_INVITE);
            refused(new ServerAsk.LookUpInvite(bob.by(), invite.code()), Refusal.NO_SUCH_INVITE);
        }
    }

    @Test
    void few_can_be_open_of_a_person_and_of_a_server_also_when_many_are_made_at_once() {
        var made = new ArrayList<Future<Invite>>();
        for (int i = 0; i < 60; i++) {
            var at = i % 2 == 0 ? node : second;
            made.add(at.bus().ask(new ServerAsk.CreateInvite(bob.by(), server.id(), 1, null, null)));
        }
        OwnerNode.get(Future.join(made).otherwiseEmpty());
        assertThat(made.stream().filter(Future::succeeded)).hasSize(50);
        assertThat(codes(bob)).hasSize(50);
        var more = new ServerAsk.CreateInvite(bob.by(), server.id(), 1, null, null);
        refused(more, Refusal.TOO_MANY_OWN_INVITES, 50);
        // Who makes some elsewhere has them there; one that is over is none.
        node.ask(new ServerAsk.CreateInvite(bob.by(), node.server(bob).id(), 1, null, null));
        joins(
                node.somebody(),
                made.stream()
                        .filter(Future::succeeded)
                        .findFirst()
                        .orElseThrow()
                        .result());
        node.ask(more);

        stores.execute("""
                INSERT INTO invites (code, server_id, created_by)
                SELECT 'other-' || i, '%s', '%s' FROM generate_series(1, 949) i
                """.formatted(server.id(), node.somebody().id()));
        invite(alice, null);
        refused(new ServerAsk.CreateInvite(alice.by(), server.id(), null, null, null), Refusal.TOO_MANY_INVITES, 1_000);
    }

    @Test
    void those_that_are_over_go_after_a_week_and_no_others() {
        var used = invite(alice, 1);
        joins(node.somebody(), used);
        var half = invite(alice, 2);
        joins(node.somebody(), half);
        var ended = node.ask(new ServerAsk.CreateInvite(alice.by(), server.id(), null, 3_600, null));
        var open = invite(alice, null);
        stores.execute("UPDATE invites SET expires_at = now() - interval '6 days' WHERE code = '" + ended.code() + "'");
        stores.execute("UPDATE invites SET created_at = now() - interval '1 year', used_up_at = used_up_at - interval"
                + " '6 days'");
        node.keepHouse();
        assertThat(stores.query("SELECT code FROM invites"))
                .containsExactlyInAnyOrder(used.code(), half.code(), ended.code(), open.code());
        stores.execute("UPDATE invites SET expires_at = expires_at - interval '2 days', used_up_at = used_up_at"
                + " - interval '2 days'");
        node.keepHouse();
        assertThat(stores.query("SELECT code FROM invites")).containsExactlyInAnyOrder(half.code(), open.code());
    }

    @Test
    void pages_are_whole_though_many_were_made_in_one_moment() {
        for (int i = 0; i < 7; i++) {
            invite(alice, null);
        }
        stores.execute("UPDATE invites SET created_at = '2026-01-01T00:00:00Z' WHERE code < 'a'");
        var found = new ArrayList<String>();
        String cursor = null;
        do {
            var page = node.ask(page(alice, cursor, 2));
            assertThat(page.items()).hasSizeBetween(1, 2);
            page.items().forEach(invite -> found.add(invite.code()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(found).hasSize(7).doesNotHaveDuplicates().containsExactlyElementsOf(codes(alice));
        for (var wrong : List.of("x", "eA", "!", "eAp5")) {
            refused(page(alice, wrong, 2), Refusal.NOT_A_CURSOR, "cursor");
        }
    }

    @Test
    void ones_own_may_always_be_ended_and_those_of_others_by_who_manages_the_server() {
        var hers = invite(alice, null);
        var his = invite(bob, null);
        refused(revoke(bob, hers), Refusal.MISSING_PERMISSION, Permission.MANAGE_SERVER);
        refused(revoke(node.somebody(), hers), Refusal.NO_SUCH_INVITE);
        node.ask(new ServerAsk.Leave(bob.by(), server.id()));
        node.ask(revoke(bob, his));
        refused(revoke(bob, his), Refusal.NO_SUCH_INVITE);
        refused(revoke(bob, hers), Refusal.NO_SUCH_INVITE);
        refused(new ServerAsk.Join(bob.by(), his.code()), Refusal.NO_SUCH_INVITE);
        joins(bob, hers);
        gives(bob, Permissions.of(Permission.MANAGE_SERVER));
        node.ask(revoke(bob, hers));
        assertThat(codes(alice)).isEmpty();
    }

    @Test
    void fifty_joins_on_the_last_use_let_one_in() {
        var people = new ArrayList<SomeOne>();
        for (int i = 0; i < 50; i++) {
            people.add(node.somebody());
        }
        var invite = invite(alice, 3);
        joins(node.somebody(), invite);
        joins(node.somebody(), invite);
        var joins = new ArrayList<Future<ServerDetail>>();
        for (int i = 0; i < people.size(); i++) {
            var at = i % 2 == 0 ? node : second;
            joins.add(at.bus().ask(new ServerAsk.Join(people.get(i).by(), invite.code())));
        }
        OwnerNode.get(Future.join(joins).otherwiseEmpty());
        assertThat(joins.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(joins.stream()
                        .filter(Future::failed)
                        .map(join -> OwnerNode.problem(join.cause()).reason())
                        .distinct())
                .containsExactly(Refusal.NO_SUCH_INVITE);
        assertThat(stores.query("SELECT uses FROM invites")).containsExactly("3");
        assertThat(stores.query("SELECT count(*) FROM members WHERE server_id = '%s'".formatted(server.id())))
                .containsExactly("5");
    }

    @Test
    void who_joins_while_an_invite_is_ended_is_in_or_is_not() {
        for (int round = 0; round < 10; round++) {
            var carol = node.somebody();
            var invite = invite(alice, null);
            var join = second.bus().ask(new ServerAsk.Join(carol.by(), invite.code()));
            node.ask(revoke(alice, invite));
            OwnerNode.get(Future.join(List.of(join)).otherwiseEmpty());
            var member = stores.query("SELECT count(*) FROM members WHERE server_id = '%s' AND user_id = '%s'"
                    .formatted(server.id(), carol.id()));
            assertThat(member).containsExactly(join.succeeded() ? "1" : "0");
            refused(new ServerAsk.Join(node.somebody().by(), invite.code()), Refusal.NO_SUCH_INVITE);
        }
    }

    private Invite invite(SomeOne by, Integer uses) {
        return node.ask(new ServerAsk.CreateInvite(by.by(), server.id(), uses, null, null));
    }

    private void joins(SomeOne person, Invite invite) {
        node.ask(new ServerAsk.Join(person.by(), invite.code()));
    }

    private void gives(SomeOne to, Permissions permissions) {
        var role = node.ask(new RoleAsk.Create(alice.by(), server.id(), "r", 0, permissions, false, false, null));
        node.ask(new RoleAsk.Give(alice.by(), server.id(), to.id(), role.id()));
    }

    private ServerAsk.Invites page(SomeOne by, String cursor, int limit) {
        return new ServerAsk.Invites(by.by(), server.id(), cursor, limit);
    }

    private static ServerAsk.RevokeInvite revoke(SomeOne by, Invite invite) {
        return new ServerAsk.RevokeInvite(by.by(), invite.code());
    }

    private List<String> codes(SomeOne by) {
        return node.ask(page(by, null, 50)).items().stream().map(Invite::code).toList();
    }

    private void refused(Ask<?> ask, Refusal why, Object... values) {
        var problem = node.refused(ask);
        if (why == Refusal.NOT_A_CURSOR) {
            assertThat(problem.reason()).as(ask.toString()).isEqualTo(why);
        } else {
            assertThat(problem).as(ask.toString()).isEqualTo(Problem.of(why, values));
        }
    }
}
