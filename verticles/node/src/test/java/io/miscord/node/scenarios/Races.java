package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Http;
import io.miscord.testkit.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Many requests at the same moment, and what is told of them; for {@link RacesTest}. */
final class Races {
    /** Requests under way at a time, by the two nodes together: more would wait for connections, and not for rows. */
    private static final int ABREAST = 10;

    private Races() {}

    static List<String> moved(List<String> before, String id, int place) {
        var after = new ArrayList<>(before);
        after.remove(id);
        after.add(place, id);
        return after;
    }

    /** Many requests, {@value #ABREAST} of them under way at any moment; none fails by the server's fault. */
    static List<Http.Reply> atOnce(List<Callable<Http.Reply>> requests) {
        var places = new Semaphore(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = requests.stream()
                    .map(request -> threads.submit(() -> {
                        places.acquire();
                        try {
                            return request.call();
                        } finally {
                            places.release();
                        }
                    }))
                    .toList();
            places.release(ABREAST);
            var replies = asked.stream().map(Races::get).toList();
            assertThat(replies)
                    .allSatisfy(
                            reply -> assertThat(reply.status()).as(reply.text()).isLessThan(500));
            return replies;
        }
    }

    static Callable<Http.Reply> request(Callable<Http.Reply> request) {
        return request;
    }

    static <T> T get(Future<T> future) {
        return call(future::get);
    }

    static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The first so many frames about a message, once they have come. */
    static List<JsonNode> told(Person person, String event, String messageId, int count) {
        return Eventually.get(
                () -> person + " was told " + person.frames().of(event).size() + " times of " + event,
                () -> Optional.of(person.frames()
                                .matching(
                                        event,
                                        data -> data.path("messageId").asText().equals(messageId)))
                        .filter(frames -> frames.size() >= count)
                        .map(frames -> frames.subList(0, count)));
    }

    static List<Long> seqs(List<JsonNode> frames) {
        return frames.stream().map(frame -> frame.path("seq").asLong()).toList();
    }

    static void inOrder(People.Meeting here) {
        here.alice().frames().inOrder();
        here.bob().frames().inOrder();
    }

    static List<String> ids(JsonNode list) {
        var ids = new ArrayList<String>();
        list.forEach(
                one -> ids.add(one.isTextual() ? one.asText() : one.path("id").asText()));
        return ids;
    }

    static String plain(JsonNode value) {
        return value.isArray() ? ids(value).toString() : value.asText();
    }

    static Map<String, Integer> positions(JsonNode channels) {
        var positions = new HashMap<String, Integer>();
        channels.forEach(channel -> positions.put(
                channel.path("id").asText(), channel.path("position").asInt()));
        return positions;
    }

    /** Where the channels are that somebody was told of, by the last event of each. */
    static Map<String, Integer> toldPositions(Person person) {
        var told = new HashMap<String, Integer>();
        person.frames().of("channel:updated").forEach(frame -> {
            var channel = frame.path("data").path("channel");
            told.put(channel.path("id").asText(), channel.path("position").asInt());
        });
        return told;
    }

    static JsonNode role(JsonNode roles, String id) {
        for (var role : roles) {
            if (role.path("id").asText().equals(id)) {
                return role;
            }
        }
        throw new AssertionError("no role " + id + " in " + roles);
    }
}
