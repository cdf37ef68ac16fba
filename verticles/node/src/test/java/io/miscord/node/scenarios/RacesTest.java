package io.miscord.node.scenarios;

import static io.miscord.node.scenarios.Races.atOnce;
import static io.miscord.node.scenarios.Races.call;
import static io.miscord.node.scenarios.Races.ids;
import static io.miscord.node.scenarios.Races.inOrder;
import static io.miscord.node.scenarios.Races.moved;
import static io.miscord.node.scenarios.Races.plain;
import static io.miscord.node.scenarios.Races.positions;
import static io.miscord.node.scenarios.Races.request;
import static io.miscord.node.scenarios.Races.role;
import static io.miscord.node.scenarios.Races.seqs;
import static io.miscord.node.scenarios.Races.told;
import static io.miscord.node.scenarios.Races.toldPositions;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.Http;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Seed;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The same thing done by many at the same moment, on different nodes: nothing is lost, nothing is done twice, nothing
 * is the server's fault, and all see the same in the end.
 */
@Tag("system")
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RacesTest {
    private static final int MANY = 50;
    private static final int ROUNDS = 8;

    private final Path data = Folders.temporary("races");
    private NodeProcess first;
    private NodeProcess second;
    private People people;

    @BeforeAll
    void start(Stores stores) {
        first = NodeProcess.start(data, Nodes.options(stores));
        second = NodeProcess.start(data, Nodes.options(stores, "--join", first.clusterAddress()));
        people = new People(first.url(), second.url());
    }

    @AfterAll
    void stop() {
        Nodes.stop(data, second, first);
    }

    @Test
    void one_invite_use_lets_one_of_fifty_in() {
        var here = people.meet();
        var server = "/api/servers/" + here.place().serverId();
        var code = here.alice()
                .http()
                .post(server + "/invite", Map.of("maxUses", 1))
                .expect(201)
                .path("code")
                .asText();
        var crowd = people.crowd(MANY);
        var joins = atOnce(crowd.stream()
                .map(person -> request(() -> person.http().post("/api/servers/join/" + code)))
                .toList());
        assertThat(joins).filteredOn(reply -> reply.status() == 200).hasSize(1);
        joins.stream()
                .filter(reply -> reply.status() != 200)
                .forEach(reply -> assertThat(
                                Refusals.problem(reply, 404).path("reason").asText())
                        .isEqualTo("NO_SUCH_INVITE"));
        assertThat(onBoth(here.alice(), server + "/members").path("items")).hasSize(3);
        assertThat(crowd)
                .filteredOn(person -> person.http().get(server).status() == 200)
                .as("who was let in is in")
                .singleElement()
                .satisfies(person -> person.leaves(here.place()));
    }

    @Test
    void edits_of_one_message_end_as_the_last_event_says() {
        var here = people.meet();
        var id = here.alice().sends(here.channel(), "first").path("messageId").asText();
        var edits = atOnce(IntStream.range(0, MANY)
                .mapToObj(i ->
                        request(() -> on(i, here.alice()).put("/api/messages/" + id, Map.of("content", "edit " + i))))
                .toList());
        assertThat(edits).allSatisfy(reply -> reply.expect(200));
        var toldAlice = told(here.alice(), "message:updated", id, MANY);
        var toldBob = told(here.bob(), "message:updated", id, MANY);
        assertThat(seqs(toldAlice)).isSorted().doesNotHaveDuplicates().isEqualTo(seqs(toldBob));
        var last = toldBob.getLast().path("data");
        var stored = onBoth(here.bob(), "/api/channels/" + here.channel() + "/messages")
                .get(0);
        assertThat(stored.path("content")).isEqualTo(last.path("content"));
        assertThat(stored.path("editedAt")).isEqualTo(last.path("editedAt"));
        assertThat(toldAlice.getLast().path("data")).isEqualTo(last);
        inOrder(here);
    }

    @Test
    void fifty_reactions_are_fifty() {
        var here = people.meet();
        var crowd = people.crowd(MANY);
        var code = here.alice().invites(here.place());
        assertThat(atOnce(crowd.stream()
                        .map(person -> request(() -> person.http().post("/api/servers/join/" + code)))
                        .toList()))
                .allSatisfy(reply -> reply.expect(200));
        var id = here.alice()
                .sends(here.channel(), "who agrees?")
                .path("messageId")
                .asText();
        var like = "/api/messages/" + id + "/reactions/%F0%9F%91%8D";
        var cheer = "/api/messages/" + id + "/reactions/%F0%9F%8E%89";
        // Everybody twice: a second reaction is none.
        var likes = Stream.concat(crowd.stream(), crowd.stream())
                .map(person -> request(() -> person.http().put(like)))
                .toList();
        assertThat(atOnce(likes)).allSatisfy(reply -> reply.expect(200));
        var added = told(here.bob(), "reaction:added", id, MANY);
        assertThat(added)
                .extracting(frame -> frame.path("data").path("count").asLong())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, MANY).boxed().toList());
        var changes = new ArrayList<Callable<Http.Reply>>();
        for (int i = 0; i < MANY; i++) {
            var http = crowd.get(i).http();
            changes.add(i % 2 == 0 ? () -> http.delete(like) : () -> http.put(cheer));
        }
        assertThat(atOnce(changes)).allSatisfy(reply -> reply.expect(200));
        told(here.bob(), "reaction:removed", id, MANY / 2);
        told(here.alice(), "reaction:added", id, MANY + MANY / 2);
        var reactions = onBoth(here.bob(), "/api/channels/" + here.channel() + "/messages")
                .get(0)
                .path("reactions");
        assertThat(reactions)
                .hasSize(2)
                .allSatisfy(
                        reaction -> assertThat(reaction.path("count").asInt()).isEqualTo(MANY / 2));
        inOrder(here);
    }

    @Test
    void a_pin_from_two_nodes_is_one_pin() {
        var here = people.meet();
        var ids = IntStream.range(0, ROUNDS)
                .mapToObj(i -> here.alice()
                        .sends(here.channel(), "worth keeping " + i)
                        .path("messageId")
                        .asText())
                .toList();
        var pins = ids.stream()
                .flatMap(id -> IntStream.range(0, 4)
                        .mapToObj(i -> request(() -> on(i, here.alice()).post("/api/messages/" + id + "/pin"))))
                .toList();
        assertThat(atOnce(pins)).allSatisfy(reply -> reply.expect(200));
        ids.forEach(id -> told(here.bob(), "message:pinned", id, 1));
        var pinned = onBoth(here.bob(), "/api/channels/" + here.channel() + "/pins");
        assertThat(pinned.findValuesAsText("id")).containsAll(ids);
        assertThat(pinned).hasSize(ROUNDS);
        assertThat(here.bob().history(here.channel()))
                .filteredOn(message -> message.path("type").asText().equals("system"))
                .extracting(message -> message.path("system").path("messageId").asText())
                .containsExactlyInAnyOrderElementsOf(ids);
        here.alice().sends(here.channel(), "that is all");
        here.bob().sees("that is all");
        assertThat(here.bob().frames().of("message:pinned")).hasSize(ROUNDS);
        inOrder(here);
    }

    @Test
    void moves_of_roles_from_two_nodes_are_both_there() {
        var here = people.meet();
        var roles = "/api/servers/" + here.place().serverId() + "/roles";
        for (int i = 0; i < 5; i++) {
            here.alice().http().post(roles, Map.of("name", "Role " + i)).expect(201);
        }
        // Everybody's stays where it is, and 1 is the place above it.
        Moving moving = (http, id, place) -> http.raw(
                "PATCH", roles, "application/json", "[{\"id\":\"%s\",\"position\":%d}]".formatted(id, place + 1));
        moves(
                here,
                moving,
                () -> ids(onBoth(here.bob(), roles)).stream().skip(1).toList());
        inOrder(here);
    }

    @Test
    void moves_of_channels_from_two_nodes_are_both_there() {
        var here = people.meet();
        for (int i = 0; i < 4; i++) {
            here.alice().createsChannel(here.place(), "channel-" + i);
        }
        var channels = "/api/servers/" + here.place().serverId() + "/channels";
        Moving moving = (http, id, place) -> http.raw(
                "PATCH", channels, "application/json", "[{\"id\":\"%s\",\"position\":%d}]".formatted(id, place));
        moves(here, moving, () -> ids(onBoth(here.bob(), channels)));
        var stored = positions(onBoth(here.bob(), channels));
        // What both sockets were told of the channels ends where they are.
        for (var person : List.of(here.alice(), here.bob())) {
            Eventually.that(() -> person + " was told " + toldPositions(person), () -> {
                var told = toldPositions(person);
                return !told.isEmpty()
                        && told.entrySet().stream()
                                .allMatch(one -> one.getValue().equals(stored.get(one.getKey())));
            });
        }
        inOrder(here);
    }

    @Test
    void role_edits_from_two_nodes_lose_nothing() {
        var here = people.meet();
        var roles = "/api/servers/" + here.place().serverId() + "/roles";
        var id = here.alice()
                .http()
                .post(roles, Map.of("name", "Crew"))
                .expect(201)
                .path("id")
                .asText();
        for (int i = 1; i <= ROUNDS; i++) {
            var changes = List.<Map<String, Object>>of(
                    Map.of("name", "Crew " + i),
                    Map.of("color", i),
                    Map.of("hoist", i % 2 == 0),
                    Map.of("mentionable", i % 2 == 1),
                    Map.of("permissions", List.of(i % 2 == 0 ? "KICK_MEMBERS" : "SEND_MESSAGES")));
            var edits = new ArrayList<Callable<Http.Reply>>();
            for (int k = 0; k < changes.size(); k++) {
                var http = on(k, here.alice());
                var change = changes.get(k);
                edits.add(() -> http.put(roles + "/" + id, change));
            }
            assertThat(atOnce(edits)).allSatisfy(reply -> reply.expect(200));
            var role = role(onBoth(here.bob(), roles), id);
            changes.forEach(change -> change.forEach((field, value) ->
                    assertThat(plain(role.path(field))).as(field).isEqualTo(value.toString())));
        }
        given(here, roles);
        inOrder(here);
    }

    /** Roles that are given and taken at the same moment are all given, and all taken. */
    private void given(People.Meeting here, String roles) {
        var held = IntStream.range(0, ROUNDS)
                .mapToObj(i -> here.alice()
                        .http()
                        .post(roles, Map.of("name", "Held " + i))
                        .expect(201)
                        .path("id")
                        .asText())
                .toList();
        var member = "/api/servers/%s/members/%s/roles/"
                .formatted(here.place().serverId(), here.bob().id());
        var even = IntStream.range(0, ROUNDS)
                .filter(i -> i % 2 == 0)
                .mapToObj(held::get)
                .toList();
        assertThat(atOnce(even.stream()
                        .map(id ->
                                request(() -> on(even.indexOf(id), here.alice()).put(member + id)))
                        .toList()))
                .allSatisfy(reply -> reply.expect(204));
        assertThat(rolesOfBob(here)).containsExactlyInAnyOrderElementsOf(even);
        var turned = new ArrayList<Callable<Http.Reply>>();
        for (int i = 0; i < ROUNDS; i++) {
            var http = on(i / 2, here.alice());
            var path = member + held.get(i);
            turned.add(i % 2 == 0 ? () -> http.delete(path) : () -> http.put(path));
        }
        assertThat(atOnce(turned)).allSatisfy(reply -> reply.expect(204));
        var odd = held.stream().filter(id -> !even.contains(id)).toList();
        assertThat(rolesOfBob(here)).containsExactlyInAnyOrderElementsOf(odd);
        Eventually.that(() -> "bob's socket: " + here.bob(), () -> {
            var told = here.bob().frames().of("member:updated");
            return !told.isEmpty()
                    && ids(told.getLast().path("data").path("member").path("roles"))
                            .containsAll(odd)
                    && told.getLast().path("data").path("member").path("roles").size() == odd.size();
        });
    }

    private List<String> rolesOfBob(People.Meeting here) {
        var members = onBoth(here.alice(), "/api/servers/" + here.place().serverId() + "/members")
                .path("items");
        for (var member : members) {
            if (member.path("user").path("id").asText().equals(here.bob().id())) {
                return ids(member.path("roles"));
            }
        }
        throw new AssertionError("bob is not in " + members);
    }

    /** Puts something at a place of a list, counted from 0. */
    private interface Moving {
        Http.Reply move(Http http, String id, int place);
    }

    /** Pairs of moves, one on each node: the list is afterwards as one of the two after the other leaves it. */
    private void moves(People.Meeting here, Moving moving, Callable<List<String>> list) {
        var random = Seed.announced().random();
        for (int i = 0; i < ROUNDS; i++) {
            var before = call(list);
            var pair = new ArrayList<>(before);
            Collections.shuffle(pair, random);
            var one = pair.get(0);
            var two = pair.get(1);
            int first = random.nextInt(before.size());
            int second = random.nextInt(before.size());
            assertThat(atOnce(List.of(
                            () -> moving.move(on(0, here.alice()), one, first),
                            () -> moving.move(on(1, here.alice()), two, second))))
                    .allSatisfy(reply -> reply.expect(200));
            assertThat(call(list))
                    .as("%s to %d and %s to %d in %s", one, first, two, second, before)
                    .isIn(moved(moved(before, one, first), two, second), moved(moved(before, two, second), one, first));
        }
    }

    private Http on(int node, Person person) {
        return person.http().at(people.api(node));
    }

    /** What both nodes answer alike. */
    private JsonNode onBoth(Person person, String path) {
        var answer = on(0, person).get(path).expect(200);
        assertThat(on(1, person).get(path).expect(200)).isEqualTo(answer);
        return answer;
    }
}
