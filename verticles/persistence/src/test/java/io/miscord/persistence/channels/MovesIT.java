package io.miscord.persistence.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelAsk.ChannelMove;
import io.miscord.contract.ChannelAsk.Into;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where channels stand: made, moved, changed and deleted, by one and by many at once, on two nodes. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MovesIT {
    private OwnerNode node;
    private OwnerNode other;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;

    @BeforeAll
    void start(Stores stores) {
        // Fifty wait for one another, on a machine that may be busy.
        var patient = Map.of(
                "database.queryTimeout",
                "30s",
                "database.acquireTimeout",
                "30s",
                "database.statementTimeout",
                "30s",
                "database.lockTimeout",
                "30s");
        node = new OwnerNode(stores, patient);
        other = new OwnerNode(stores, patient);
    }

    @AfterAll
    void stop() {
        node.close();
        other.close();
    }

    @BeforeEach
    void meet() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        node.join(alice, server.id(), bob);
    }

    @Test
    void no_move_is_lost_under_fifty_at_once() {
        var a = makes("A", ChannelType.CATEGORY, null);
        var b = makes("B", ChannelType.CATEGORY, null);
        var ids = new ArrayList<ChannelId>();
        for (int i = 0; i < 50; i++) {
            ids.add(makes("c" + i, ChannelType.TEXT, i % 2 == 0 ? null : b));
        }
        allows(alice, "admin", bob);
        var moves = new ArrayList<Future<?>>();
        for (int i = 0; i < 50; i++) {
            var by = i % 3 == 0 ? bob : alice;
            var bus = i % 2 == 0 ? node.bus() : other.bus();
            moves.add(
                    i % 5 == 0
                            ? bus.ask(new ChannelAsk.Update(by.by(), ids.get(i), null, null, 0, null, new Into(a)))
                            : bus.ask(move(by, to(ids.get(i), 0, new Into(a)))));
        }
        OwnerNode.get(Future.all(moves));
        var now = channels(bob);
        var inA = now.stream().filter(channel -> a.equals(channel.parentId())).toList();
        assertThat(inA).extracting(Channel::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(inA).extracting(Channel::position).doesNotHaveDuplicates();
        assertThat(channels(alice)).isEqualTo(now);
        for (var channel : inA) {
            assertThat(lastTold(channel.id())).isEqualTo(channel);
        }
    }

    @Test
    void renaming_at_the_same_time_loses_neither_the_name_nor_the_place() {
        var a = makes("A", ChannelType.CATEGORY, null);
        var ids = List.of(makes("x", ChannelType.TEXT, null), makes("y", ChannelType.TEXT, null));
        for (int round = 0; round < 10; round++) {
            var into = new Into(round % 2 == 0 ? a : null);
            var asks = new ArrayList<Future<?>>();
            for (var id : ids) {
                asks.add(other.bus().ask(rename(id, "name-" + round)));
                asks.add(node.bus().ask(move(alice, to(id, 0, into))));
            }
            OwnerNode.get(Future.all(asks));
            for (var id : ids) {
                var channel = node.ask(new ChannelAsk.Get(alice.by(), id));
                assertThat(channel.name()).isEqualTo("name-" + round);
                assertThat(channel.parentId()).isEqualTo(into.category());
                assertThat(lastTold(id)).isEqualTo(channel);
            }
        }
    }

    @Test
    void moves_are_made_one_after_the_other_and_only_what_moves_is_told() {
        var a = makes("A", ChannelType.CATEGORY, null);
        var b = makes("B", ChannelType.CATEGORY, null);
        var x = makes("x", ChannelType.TEXT, a);
        var y = makes("y", ChannelType.TEXT, a);
        var z = makes("z", ChannelType.TEXT, a);
        int told = updates();
        var after = node.ask(move(alice, to(z, 0, null), to(x, 2, null), to(b, 0, null)))
                .items();
        assertThat(after).isEqualTo(channels(bob));
        assertThat(names(a)).containsExactly("z", "y", "x");
        assertThat(categories()).containsExactly("B", "A");
        assertThat(updates() - told).isEqualTo(4); // y went one down in the first move, and up again in the second
        node.ask(move(alice, to(x, 0, new Into(b)), to(y, 0, new Into(b)), to(z, 5, new Into(null))));
        assertThat(names(a)).isEmpty();
        assertThat(names(b)).containsExactly("y", "x");
        assertThat(names(null)).containsExactly("general", "General", "z");
        told = updates();
        node.ask(move(alice, to(x, 9, null), to(y, 0, new Into(b))));
        assertThat(updates()).isEqualTo(told);
    }

    @Test
    void a_change_moves_a_channel_too_and_is_told_once() {
        var a = makes("A", ChannelType.CATEGORY, null);
        var x = makes("x", ChannelType.TEXT, a);
        var y = makes("y", ChannelType.TEXT, null);
        var changed = node.ask(new ChannelAsk.Update(alice.by(), y, "why", "what for", null, 5, new Into(a)));
        assertThat(changed.name()).isEqualTo("why");
        assertThat(changed.topic()).isEqualTo("what for");
        assertThat(changed.slowMode()).isEqualTo(5);
        assertThat(changed.parentId()).isEqualTo(a);
        assertThat(node.ask(new ChannelAsk.Get(bob.by(), y))).isEqualTo(changed);
        assertThat(node.events(StreamId.of(y), ChannelEvent.ChannelUpdated.class))
                .containsExactly(new ChannelEvent.ChannelUpdated(changed));
        assertThat(names(a)).containsExactly("x", "why");
        node.ask(new ChannelAsk.Update(alice.by(), y, null, null, 0, null, null));
        assertThat(names(a)).containsExactly("why", "x");
        assertThat(lastTold(x)).isEqualTo(node.ask(new ChannelAsk.Get(bob.by(), x)));
        node.ask(new ChannelAsk.Update(alice.by(), y, null, null, null, null, new Into(null)));
        assertThat(names(null)).containsExactly("general", "General", "why");
    }

    @Test
    void a_new_channel_takes_a_place_and_those_after_it_make_room() {
        var category = makes("A", ChannelType.CATEGORY, null);
        makes("x", ChannelType.TEXT, category);
        node.ask(new ChannelAsk.Create(alice.by(), server.id(), "first", ChannelType.TEXT, null, category, 0, null));
        node.ask(new ChannelAsk.Create(alice.by(), server.id(), "second", ChannelType.VOICE, null, null, 1, null));
        assertThat(names(category)).containsExactly("first", "x");
        assertThat(names(null)).containsExactly("general", "second", "General");
    }

    @Test
    void the_channels_of_a_deleted_category_stay_in_their_order_after_all_others() {
        var category = makes("A", ChannelType.CATEGORY, null);
        var x = makes("x", ChannelType.TEXT, category);
        makes("y", ChannelType.TEXT, category);
        node.ask(new ChannelAsk.Delete(alice.by(), category));
        assertThat(names(null)).containsExactly("general", "General", "x", "y");
        assertThat(lastTold(x)).isEqualTo(node.ask(new ChannelAsk.Get(bob.by(), x)));
    }

    @Test
    void what_cannot_be_a_place_is_refused() {
        var category = makes("A", ChannelType.CATEGORY, null);
        var general = OwnerNode.general(server);
        var elsewhere = node.ask(new ChannelAsk.Create(
                        alice.by(), node.server(alice).id(), "B", ChannelType.CATEGORY, null, null, null, null))
                .id();
        var wrong = Problem.invalid("parentId", Refusal.NOT_A_CATEGORY);
        for (var nowhere : List.of(general, elsewhere, new ChannelId(UuidV7.next()))) {
            assertThat(node.refused(move(alice, to(general, 0, new Into(nowhere)))))
                    .isEqualTo(wrong);
        }
        assertThat(node.refused(move(alice, to(category, 0, new Into(category)))))
                .isEqualTo(wrong);
        assertThat(node.refused(move(alice, to(elsewhere, 0, null)))).isEqualTo(Problem.of(Refusal.NO_SUCH_CHANNEL));
        assertThat(node.refused(move(alice, to(general, -1, null))))
                .isEqualTo(Problem.invalid("position", Refusal.BELOW_LEAST, 0));
        var many = new ChannelMove[501];
        Arrays.fill(many, to(general, 0, null));
        assertThat(node.refused(move(alice, many))).isEqualTo(Problem.invalid("moves", Refusal.TOO_MANY, 500));
        assertThat(node.refused(move(bob, to(general, 0, null))))
                .isEqualTo(Problem.of(Refusal.MISSING_PERMISSION, Permission.MANAGE_CHANNELS));
        assertThat(updates()).isZero();
    }

    /** Bob may manage one channel and one category, and nothing else. */
    @Test
    void it_takes_the_permission_where_it_comes_from_and_where_it_goes() {
        var manages = Permissions.of(Permission.MANAGE_CHANNELS);
        var missing = Problem.of(Refusal.MISSING_PERMISSION, Permission.MANAGE_CHANNELS);
        var his = makes("his", ChannelType.CATEGORY, null);
        var hers = makes("hers", ChannelType.CATEGORY, null);
        var hidden = makes("hidden", ChannelType.CATEGORY, null);
        var x = makes("x", ChannelType.TEXT, hers);
        sets(his, manages, Permissions.NONE);
        sets(hidden, manages, Permissions.of(Permission.VIEW_CHANNEL));
        assertThat(node.refused(move(bob, to(x, 0, new Into(his))))).isEqualTo(missing);
        sets(x, manages, Permissions.NONE);
        node.ask(move(bob, to(x, 0, new Into(his))));
        assertThat(node.refused(move(bob, to(x, 0, new Into(hers))))).isEqualTo(missing);
        assertThat(node.refused(move(bob, to(x, 0, new Into(null))))).isEqualTo(missing);
        assertThat(node.refused(move(bob, to(x, 0, new Into(hidden)))))
                .isEqualTo(Problem.invalid("parentId", Refusal.NOT_A_CATEGORY));
        assertThat(node.refused(move(bob, to(hidden, 0, null)))).isEqualTo(Problem.of(Refusal.NO_SUCH_CHANNEL));
        node.ask(new ChannelAsk.Create(bob.by(), server.id(), "y", ChannelType.TEXT, null, his, 0, null));
        assertThat(names(his)).containsExactly("y", "x");
        for (var place : Arrays.asList(hers, null)) {
            assertThat(node.refused(new ChannelAsk.Create(
                            bob.by(), server.id(), "z", ChannelType.TEXT, null, place, null, null)))
                    .isEqualTo(missing);
        }
    }

    private void sets(ChannelId channel, Permissions allow, Permissions deny) {
        node.ask(new ChannelAsk.SetOverwrite(alice.by(), channel, Overwrite.of(bob.id(), allow, deny)));
    }

    private void allows(SomeOne by, String role, SomeOne to) {
        var id = server.roles().stream()
                .filter(one -> one.name().equals(role))
                .findFirst()
                .orElseThrow()
                .id();
        node.ask(new RoleAsk.Give(by.by(), server.id(), to.id(), id));
    }

    private ChannelId makes(String name, ChannelType type, @Nullable ChannelId parent) {
        return node.ask(new ChannelAsk.Create(alice.by(), server.id(), name, type, null, parent, null, null))
                .id();
    }

    private ChannelAsk.Update rename(ChannelId channel, String name) {
        return new ChannelAsk.Update(alice.by(), channel, name, null, null, null, null);
    }

    private ChannelAsk.Move move(SomeOne by, ChannelMove... moves) {
        return new ChannelAsk.Move(by.by(), server.id(), List.of(moves));
    }

    private static ChannelMove to(ChannelId channel, int position, @Nullable Into into) {
        return new ChannelMove(channel, position, into);
    }

    private List<Channel> channels(SomeOne by) {
        return node.ask(new ChannelAsk.Of(by.by(), server.id())).items();
    }

    /** The channels of a category, or outside of any, in order. */
    private List<String> names(@Nullable ChannelId parent) {
        return channels(alice).stream()
                .filter(channel -> channel.type() != ChannelType.CATEGORY)
                .filter(channel -> parent == null ? channel.parentId() == null : parent.equals(channel.parentId()))
                .map(Channel::name)
                .toList();
    }

    private List<String> categories() {
        return channels(alice).stream()
                .filter(channel -> channel.type() == ChannelType.CATEGORY)
                .map(Channel::name)
                .toList();
    }

    private Channel lastTold(ChannelId channel) {
        return node.events(StreamId.of(channel), ChannelEvent.ChannelUpdated.class)
                .getLast()
                .channel();
    }

    private int updates() {
        return channels(alice).stream()
                .mapToInt(channel -> node.events(StreamId.of(channel.id()), ChannelEvent.ChannelUpdated.class)
                        .size())
                .sum();
    }
}
