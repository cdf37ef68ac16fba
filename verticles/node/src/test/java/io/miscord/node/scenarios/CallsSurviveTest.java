package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.embedded.EmbeddedServers.Kind;
import io.miscord.testkit.BreakableServers;
import io.miscord.testkit.Caller;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a call gets over: the death of a node, and Redis being away; and how quick signals are. What is asserted of that
 * is far from what is wanted, since a busy machine multiplies it; on a quiet one {@code -Dmiscord.calls.p99=20} asserts
 * what is wanted of a relay.
 */
@Tag("system")
final class CallsSurviveTest {
    private static final Duration RECOVERY = Duration.ofSeconds(40);
    private static final int ROOMS = 25;
    private static final int SEATS = 8;
    /** Milliseconds from one socket to another. */
    private static final int P99 = Integer.getInteger("miscord.calls.p99", 250);

    private final BreakableServers servers = new BreakableServers();
    private final Path data = Folders.temporary("calls");
    private NodeProcess one;
    private NodeProcess two;
    private People people;
    private People.Meeting here;
    private String channel;

    @BeforeEach
    void start() {
        one = NodeProcess.start(data, Nodes.options(servers.stores()));
        two = NodeProcess.start(data, Nodes.options(servers.stores(), "--join", one.clusterAddress()));
        people = new People(one.url(), two.url());
        here = people.meet();
        channel = VoiceScenarios.voiceOf(here.alice(), here.place());
    }

    @AfterEach
    void stop() {
        Nodes.stop(data, two, one);
        servers.close();
    }

    @Test
    void when_the_node_of_a_socket_is_killed_its_person_goes_on_elsewhere_with_what_was_missed() {
        try (var alice = Caller.joins(here.alice(), channel, one.url());
                var bob = Caller.joins(here.bob(), channel, two.url())) {
            alice.offers(bob, "before");
            bob.hears("voice:offer", "before");
            two.kill9();
            alice.offers(bob, "while he is away");
            try (var again = bob.resumes(one.url())) {
                assertThat(again.ready().path("resumed").asBoolean()).isTrue();
                assertThat(again.self()).isEqualTo(bob.self());
                again.hears("voice:offer", "while he is away");
                again.answers(alice, "here again");
                alice.hears("voice:answer", "here again");
                assertThat(alice.frames().of("voice:left")).isEmpty();
            }
            // Who does not come back is gone when the lease is over, though the node that held it cannot say so.
            Eventually.within(
                    RECOVERY,
                    () -> "bob is still there",
                    () -> !alice.frames().of("voice:left").isEmpty());
            assertThat(alice.seesLeave(bob).path("reason").asText()).isEqualTo("lost");
        }
    }

    @Test
    void with_redis_gone_a_call_goes_on_and_somebody_can_come_to_it_at_the_same_node() {
        var carol = people.registers("carol", 0);
        carol.joins(here.alice().invites(here.place()));
        try (var alice = Caller.joins(here.alice(), channel, one.url());
                var bob = Caller.joins(here.bob(), channel, two.url())) {
            servers.kill9(Kind.REDIS);
            try (var third = Caller.joins(carol, channel, one.url())) {
                assertThat(third.present()).contains(alice.self(), bob.self(), third.self());
                alice.await(
                        "voice:joined",
                        data -> data.at("/participant/participantId").asText().equals(third.self()));
                third.offers(alice, "same node");
                alice.hears("voice:offer", "same node");
                third.offers(bob, "other node");
                bob.hears("voice:offer", "other node");
                bob.answers(third, "and back");
                third.hears("voice:answer", "and back");
                third.is("muted", true);
                alice.sees(third, "muted", true);
                servers.startAgain();
                third.offers(alice, "as soon as redis is back");
                alice.hears("voice:offer", "as soon as redis is back");
                Eventually.within(
                        RECOVERY,
                        () -> "not in Redis: " + VoiceScenarios.in(here.bob(), channel),
                        () -> VoiceScenarios.in(here.bob(), channel).size() == 3);
                bob.offers(third, "after");
                third.hears("voice:offer", "after");
                for (var caller : List.of(alice, bob, third)) {
                    assertThat(caller.frames().of("voice:left")).isEmpty();
                    assertThat(caller.socket().isOpen()).isTrue();
                }
            }
        }
    }

    @Test
    void signals_of_200_people_in_25_calls_on_two_nodes_are_quick_and_states_are_batched() {
        var callers = new ArrayList<List<Caller>>();
        var crowd = people.crowd(ROOMS * SEATS);
        var code = here.alice().invites(here.place());
        try {
            for (int room = 0; room < ROOMS; room++) {
                var its = new ArrayList<Caller>();
                var place = VoiceScenarios.makesVoice(here.alice(), here.place(), "room-" + room);
                for (int seat = 0; seat < SEATS; seat++) {
                    var person = crowd.get(room * SEATS + seat);
                    person.joins(code);
                    its.add(Caller.joins(person, place, people.gateway(seat)));
                }
                callers.add(its);
            }
            relays(callers, 2); // warms the nodes up
            var times = relays(callers, 4);
            Arrays.sort(times);
            double p50 = times[times.length / 2] / 1e6;
            double p99 = times[times.length * 99 / 100] / 1e6;
            System.out.printf("offer to answer: %d pairs, p50 %.1f ms, p99 %.1f ms%n", times.length, p50, p99);
            statesAreBatched(callers.getFirst());
            assertThat(p99).isLessThan(2.0 * P99); // there and back: two relays
        } finally {
            callers.forEach(its -> its.forEach(Caller::close));
        }
    }

    /** Nanoseconds from an offer's leaving to its answer's coming back, of pairs on different nodes. */
    private static long[] relays(List<List<Caller>> callers, int rounds) {
        var times = new ArrayList<Long>();
        for (int round = 0; round < rounds; round++) {
            for (var its : callers) {
                for (int i = 0; i + 1 < its.size(); i += 2) {
                    var from = its.get(i);
                    var to = its.get(i + 1);
                    var text = "r" + round + "-" + times.size();
                    long start = System.nanoTime();
                    from.socket().asks("voice:offer", signal(to, text));
                    to.hears("voice:offer", text);
                    to.socket().asks("voice:answer", signal(from, text));
                    from.hears("voice:answer", text);
                    times.add(System.nanoTime() - start);
                }
            }
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    private static Map<String, String> signal(Caller to, String text) {
        return Map.of("target", to.self(), "sdp", text, "pc", "1");
    }

    /** All eight speak and fall silent as quickly as their sockets allow, on two nodes. */
    private static void statesAreBatched(List<Caller> room) {
        var watcher = room.getFirst();
        int before = watcher.frames().of("voice:states").size();
        long start = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            for (var caller : room) {
                caller.socket().asks("voice:state", Map.of("speaking", i % 2 == 0));
            }
        }
        room.getLast().is("deafened", true);
        watcher.sees(room.getLast(), "deafened", true);
        double seconds = (System.nanoTime() - start) / 1e9;
        int batches = watcher.frames().of("voice:states").size() - before;
        System.out.printf("states: 320 changes in %.2f s told in %d batches%n", seconds, batches);
        assertThat(batches).isLessThanOrEqualTo((int) Math.ceil(20 * seconds) + 1);
    }
}
