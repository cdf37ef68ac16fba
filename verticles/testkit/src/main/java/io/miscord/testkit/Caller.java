package io.miscord.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Somebody in a call, by {@code /ws/voice}: what their client says and is told of it. For one thread at a time. */
public final class Caller implements AutoCloseable {
    private final Person person;
    private final String channel;
    private final Connection socket;

    private Caller(Person person, String channel, Connection socket) {
        this.person = person;
        this.channel = channel;
        this.socket = socket;
    }

    /** Somebody who opens the socket of a call on a node, and has not been told anything yet. */
    public static Caller knocks(Person person, String channel, String node) {
        return knocks(person, channel, node, "");
    }

    private static Caller knocks(Person person, String channel, String node, String more) {
        var path = "/ws/voice/" + channel + "?token=" + person.accessToken() + more;
        return new Caller(person, channel, Connection.at(node, path));
    }

    /** Somebody who comes into a call. */
    public static Caller joins(Person person, String channel, String node) {
        var caller = knocks(person, channel, node);
        caller.await("voice:ready", data -> true);
        return caller;
    }

    /** The same person with another socket, at a node, in the place where this one was. */
    public Caller resumes(String node) {
        var caller = knocks(person, channel, node, "&resume=" + session() + ":" + lastN());
        caller.await("voice:ready", data -> true);
        return caller;
    }

    /** What {@code voice:ready} said. */
    public JsonNode ready() {
        return frames().of("voice:ready").getLast().path("data");
    }

    /** Which participant this is. */
    public String self() {
        return ready().path("self").asText();
    }

    /** What one comes back with. */
    public String session() {
        return ready().path("sessionId").asText();
    }

    /** Who was there when they came. */
    public List<String> present() {
        return StreamSupport.stream(ready().path("participants").spliterator(), false)
                .map(one -> one.path("participantId").asText())
                .toList();
    }

    /** The number of the last signal that came. */
    public long lastN() {
        return frames().all().stream()
                .mapToLong(frame -> frame.path("data").path("n").asLong())
                .max()
                .orElse(0);
    }

    /** Offers a connection to somebody. */
    public void offers(Caller to, String sdp) {
        socket.ack("voice:offer", Map.of("target", to.self(), "sdp", sdp, "pc", "1"));
    }

    /** Answers somebody's offer. */
    public void answers(Caller to, String sdp) {
        socket.ack("voice:answer", Map.of("target", to.self(), "sdp", sdp, "pc", "1"));
    }

    /** Says where one can be reached. */
    public void isAt(Caller to, String candidate) {
        socket.ack("voice:ice", Map.of("target", to.self(), "candidate", Map.of("candidate", candidate), "pc", "1"));
    }

    /** Says how one is. */
    public void is(String what, boolean so) {
        socket.ack("voice:state", Map.of(what, so));
    }

    /** Waits for an event whose data are like this, and answers the data. */
    public JsonNode await(String event, Predicate<JsonNode> data) {
        return frames().await(event, () -> person + " in a call: " + frames(), data)
                .path("data");
    }

    /** Waits for a signal with this description. */
    public JsonNode hears(String event, String sdp) {
        return await(event, data -> data.path("sdp").asText().equals(sdp));
    }

    /** Waits until somebody is told of as gone. */
    public JsonNode seesLeave(Caller who) {
        var self = who.self();
        return await("voice:left", data -> data.path("participantId").asText().equals(self));
    }

    /** Waits until somebody is as told. */
    public void sees(Caller who, String what, boolean so) {
        var self = who.self();
        await(
                "voice:states",
                data -> StreamSupport.stream(data.path("participants").spliterator(), false)
                        .anyMatch(one -> one.path("participantId").asText().equals(self)
                                && one.path(what).asBoolean() == so));
    }

    /** What came. */
    public FrameLog frames() {
        return socket.frames();
    }

    /** The socket. */
    public Connection socket() {
        return socket;
    }

    /** Leaves the call. */
    public void leaves() {
        socket.ack("voice:leave", Map.of());
        socket.closed();
    }

    @Override
    public void close() {
        socket.close();
    }
}
