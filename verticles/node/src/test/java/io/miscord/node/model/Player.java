package io.miscord.node.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Http;
import io.miscord.testkit.Person;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One of those who act: asks now this node, now that, and listens on a socket that now and then moves. */
final class Player {
    private final Person person;
    private final List<String> nodes;
    private final RandomGenerator random;
    private final String epoch;
    private Connection socket;

    Player(String name, List<String> nodes, RandomGenerator random) {
        this.nodes = nodes;
        this.random = random;
        this.person = Person.registers(node(), name);
        this.socket = Connection.open(node(), "");
        this.epoch = socket.authenticate(Map.of("token", person.accessToken()))
                .path("epoch")
                .asText();
    }

    /** An answer: what it says, and the data of the answer, if there are any. */
    record Answer(Verdict verdict, JsonNode data) {}

    String id() {
        return person.id();
    }

    /** What a device is told that comes new. */
    JsonNode fresh() {
        try (var device = Connection.open(node(), "")) {
            return device.authenticate(Map.of("token", person.accessToken()));
        }
    }

    /** Requests to whichever node. */
    Http http() {
        return person.http().at(node());
    }

    Connection socket() {
        return socket;
    }

    /** Asks over HTTP. */
    Answer asks(String method, String path, Object body) {
        return answer(http().raw(method, path, "application/json", Http.text(body)));
    }

    /** Asks over HTTP, without a body. */
    Answer asks(String method, String path) {
        return answer(
                switch (method) {
                    case "GET" -> http().get(path);
                    case "POST" -> http().post(path);
                    case "PUT" -> http().put(path);
                    default -> http().delete(path);
                });
    }

    /** Sends a file over HTTP. */
    Answer sends(String method, String path, String type, byte[] file) {
        return answer(http().bytes(method, path, type, file));
    }

    /** Asks over the socket. */
    Answer says(String event, Map<String, ?> data) {
        var frame = socket.answer(event, data);
        return new Answer(Verdict.of(frame), frame.path("data"));
    }

    /** Loses the socket and goes on with the next, on whichever node, from where it was. */
    void comesBack() {
        socket.drop();
        var resume = Map.of("epoch", epoch, "positions", socket.frames().positions());
        int before = socket.frames().of("resumed").size();
        socket = Connection.openAgain(node(), socket);
        socket.authenticate(Map.of("token", person.accessToken(), "resume", resume));
        Eventually.that(
                () -> "not resumed: " + socket.frames(),
                () -> socket.frames().of("resumed").size() > before);
    }

    void leaves() {
        socket.close();
        person.close();
    }

    private static Answer answer(Http.Reply reply) {
        var verdict = Verdict.of(reply);
        var data = reply.text().isEmpty() ? Http.none() : reply.json();
        if (verdict != Verdict.DONE
                && (!data.has("reason") || data.path("detail").asText().isEmpty())) {
            throw new AssertionError("a refusal that does not say why: " + reply);
        }
        return new Answer(verdict, data);
    }

    private String node() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    @Override
    public String toString() {
        return person.account().path("displayName").asText();
    }
}
