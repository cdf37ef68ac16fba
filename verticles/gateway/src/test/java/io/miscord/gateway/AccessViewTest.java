package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Conversation;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.platform.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What sockets are given and lose when permissions change, with an owner and sockets that are in the test's hands. */
class AccessViewTest {
    private static final ServerId SERVER = new ServerId(new UUID(0x7000, 1));
    private static final AccessDomain DOMAIN = AccessDomain.of(SERVER);
    private static final StreamId STREAM = StreamId.of(SERVER);
    private static final ChannelId GROUP = new ChannelId(new UUID(0x7000, 2));
    private static final AccessDomain OF_GROUP = AccessDomain.of(GROUP);

    private final Onlookers world = new Onlookers();
    private final AccessView view = new AccessView(world, new Random(1));
    private final List<Channel> channels = IntStream.range(0, 500)
            .mapToObj(i -> Welcomes.channel(SERVER, new ChannelId(new UUID(0x7100, i))))
            .toList();

    @Test
    void a_change_of_nobodys_sight_asks_nothing() {
        var alice = enters(user(1), channels);
        changed(2, List.of());
        assertThat(world.asks).isEmpty();
        assertThat(view.allows(said(channels.getFirst(), 2)))
                .as("what was said under it may be told")
                .isTrue();
        assertThat(alice.events).isEmpty();
    }

    @Test
    void a_change_of_somebody_who_is_not_here_asks_nothing() {
        enters(user(1), channels);
        changed(2, List.of(user(2)));
        assertThat(world.asks).isEmpty();
        assertThat(view.allows(said(channels.getFirst(), 2))).isTrue();
    }

    @Test
    void ten_thousand_sockets_share_one_set() {
        var all = IntStream.range(0, 10_000)
                .mapToObj(i -> enters(user(i), channels))
                .toList();
        assertThat(view.distinctSights()).isEqualTo(1);

        changed(2, null);
        var fewer = channels.subList(0, 499);
        assertThat(world.asks).as("at a time").hasSize(AccessView.ASKS_AT_ONCE);
        int asked = 0;
        while (!world.asks.isEmpty()) {
            assertThat(world.asks).hasSizeLessThanOrEqualTo(AccessView.ASKS_AT_ONCE);
            var ask = world.asks.removeFirst();
            assertThat(ask.people()).hasSizeLessThanOrEqualTo(AccessView.CHUNK);
            asked += ask.people().size();
            ask.answer().complete(visibility(2, Map.of(new HashSet<>(ask.people()), fewer)));
        }
        assertThat(asked).isEqualTo(10_000);

        int turns = 1;
        assertThat(view.allows(said(channels.getFirst(), 2)))
                .as("while some are not up to date")
                .isFalse();
        while (!world.turns.isEmpty()) {
            world.turns.removeFirst().run();
            turns++;
        }
        assertThat(turns).isEqualTo(10_000 / AccessView.SLICE);
        assertThat(view.distinctSights()).isEqualTo(1);
        assertThat(all.stream().map(socket -> socket.has().sights.get(SERVER)).distinct())
                .hasSize(1);
        assertThat(all).allSatisfy(socket -> {
            assertThat(socket.events).containsExactly("channel:removed");
            assertThat(socket.has().streams).hasSize(500); // one less, and the server's own
        });
        assertThat(world.refreshed).containsExactly(stream(channels.getFirst()));
        assertThat(view.allows(said(channels.getFirst(), 2))).isTrue();

        all.forEach(view::closed);
        assertThat(view.distinctSights()).isZero();
    }

    @Test
    void each_kind_of_people_loses_and_gains_what_is_theirs() {
        var guest = enters(user(1), channels.subList(0, 2));
        var guard = enters(user(2), channels.subList(0, 3));
        changed(2, null);
        answers(2, Map.of(Set.of(user(1)), channels.subList(1, 3), Set.of(user(2)), channels.subList(0, 3)));
        assertThat(guest.events).containsExactly("channel:removed", "channel:created");
        assertThat(guest.has().streams.keySet())
                .containsExactlyInAnyOrder(STREAM, stream(channels.get(1)), stream(channels.get(2)));
        assertThat(guard.events).isEmpty();
        assertThat(view.distinctSights()).isEqualTo(2);
    }

    @Test
    void who_came_and_went_during_a_round_neither_stops_it_nor_is_left_behind() {
        var stays = IntStream.range(0, 600)
                .mapToObj(i -> enters(user(i), channels.subList(0, 2)))
                .toList();
        changed(2, null);
        var ask = world.asks.removeFirst();
        ask.answer().complete(visibility(2, Map.of(new HashSet<>(ask.people()), channels.subList(0, 1))));
        stays.forEach(world::closes);
        stays.forEach(view::closed);
        assertThat(view.mayEnter(DOMAIN, 1)).isFalse();
        var late = enters(user(600), channels.subList(0, 1), 2);
        while (!world.turns.isEmpty()) {
            world.turns.removeFirst().run();
        }
        assertThat(view.allows(said(channels.getFirst(), 2))).isTrue();
        assertThat(late.events).isEmpty();
        assertThat(view.distinctSights()).isEqualTo(1);
    }

    @Test
    void who_was_taken_out_of_a_group_is_given_nothing_that_was_said_after() {
        var alice = participates(user(1));
        var bob = participates(user(2));
        assertThat(view.allows(said(GROUP, 1))).isTrue();
        assertThat(view.allows(said(GROUP, 2))).as("bob is out since").isFalse();
        var ask = world.asks.removeFirst();
        assertThat(ask.domain()).isEqualTo(OF_GROUP);
        ask.answer().complete(participants(2, user(1)));
        assertThat(bob.has().streams).isEmpty();
        assertThat(alice.has().streams).containsOnlyKeys(StreamId.of(GROUP));
        assertThat(world.refreshed).containsExactly(StreamId.of(GROUP));
        assertThat(view.allows(said(GROUP, 2))).isTrue();
    }

    @Test
    void who_is_added_to_a_group_has_it_from_where_they_came_unless_they_are_out_again() {
        for (boolean stays : List.of(true, false)) {
            var carol = enters(user(3), List.of());
            var conversation = new Conversation(GROUP, null, user(1), List.of());
            view.opened(carol, new PersonEvent.DmCreated(conversation, 7));
            assertThat(carol.has().streams).as("not before it is asked").doesNotContainKey(StreamId.of(GROUP));
            world.asks.removeFirst().answer().complete(stays ? participants(2, user(3)) : participants(3));
            assertThat(carol.has().streams.containsKey(StreamId.of(GROUP))).isEqualTo(stays);
            if (stays) {
                assertThat(carol.positions).containsEntry(StreamId.of(GROUP), 7L);
            }
            view.left(carol, OF_GROUP);
            assertThat(carol.has().streams).doesNotContainKey(StreamId.of(GROUP));
            world.closes(carol);
        }
    }

    /** The event that says so comes; it may be given at once. */
    private void changed(long version, @Nullable List<UserId> people) {
        var change = new ServerEvent.AccessChanged(SERVER, version, people);
        var frame = Json.frame(change, STREAM, version);
        assertThat(view.allows(new StreamEvent(STREAM, version, DOMAIN, version, change.event(), 0, false, frame)))
                .isTrue();
    }

    private void answers(long version, Map<Set<UserId>, List<Channel>> seen) {
        world.asks.removeFirst().answer().complete(visibility(version, seen));
    }

    private Onlooker enters(UserId user, List<Channel> sees) {
        return enters(user, sees, 1);
    }

    private Onlooker enters(UserId user, List<Channel> sees, long version) {
        var socket = world.enters(user);
        view.entered(DOMAIN, version);
        var streams = sees.stream().map(AccessViewTest::stream).collect(Collectors.toSet());
        view.sees(socket, SERVER, streams);
        world.subscribe(socket, STREAM, 0, 0);
        streams.forEach(stream -> world.subscribe(socket, stream, 0, 0));
        return socket;
    }

    private Onlooker participates(UserId user) {
        var socket = world.enters(user);
        view.entered(OF_GROUP, 1);
        world.subscribe(socket, StreamId.of(GROUP), 0, 0);
        return socket;
    }

    private Visibility visibility(long version, Map<Set<UserId>, List<Channel>> seen) {
        var groups = new ArrayList<Visibility.Group>();
        var named = new HashSet<Channel>();
        seen.forEach((people, theirs) -> {
            groups.add(new Visibility.Group(
                    people, theirs.stream().map(Channel::id).collect(Collectors.toSet())));
            named.addAll(theirs);
        });
        return new Visibility(DOMAIN, version, groups, List.copyOf(named), Map.of());
    }

    private static Visibility participants(long version, UserId... users) {
        var groups = users.length == 0
                ? List.<Visibility.Group>of()
                : List.of(new Visibility.Group(Set.of(users), Set.of(GROUP)));
        return new Visibility(OF_GROUP, version, groups, List.of(), Map.of(StreamId.of(GROUP), 9L));
    }

    private static StreamEvent said(Channel channel, long version) {
        return said(stream(channel), DOMAIN, version);
    }

    private static StreamEvent said(ChannelId group, long version) {
        return said(StreamId.of(group), AccessDomain.of(group), version);
    }

    private static StreamEvent said(StreamId stream, AccessDomain domain, long version) {
        var frame = Events.of(stream, 1, version, false).frame();
        return new StreamEvent(stream, 1, domain, version, "message:new", 0, false, frame);
    }

    private static StreamId stream(Channel channel) {
        return StreamId.of(channel.id());
    }

    private static UserId user(int i) {
        return new UserId(new UUID(0x7200, i));
    }
}
