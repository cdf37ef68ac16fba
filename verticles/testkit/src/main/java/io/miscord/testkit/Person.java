package io.miscord.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with an account, who talks to nodes as a client does and notices what a person would. What they do fails the
 * test unless it works; for what must not work there are {@link #http} and {@link #connection}. For one thread at a
 * time.
 */
public final class Person implements AutoCloseable {
    private static final String PASSWORD = "correct horse battery staple";
    private static final int PAGE = 100;

    private final String username;
    private final List<Connection> connections = new ArrayList<>();
    private Http http;
    private JsonNode signedIn;
    private @Nullable Connection current;

    private Person(Http http, String username, JsonNode signedIn) {
        this.username = username;
        this.signedIn = signedIn;
        this.http = http.as(signedIn.path("accessToken").asText());
    }

    /** Makes an account for somebody; others may have the same name. */
    public static Person registers(String node, String name) {
        var http = new Http(node);
        var signedIn = http.post("/api/auth/register", registration(name)).expect(201);
        return new Person(http, signedIn.path("user").path("username").asText(), signedIn);
    }

    /** What registering takes, with a username that nobody has. */
    public static Map<String, Object> registration(String name) {
        var username = name + "-" + UUID.randomUUID().toString().substring(24);
        var wish = new LinkedHashMap<String, Object>();
        wish.put("email", username + "@example.org");
        wish.put("username", username);
        wish.put("password", PASSWORD);
        wish.put("displayName", name);
        return wish;
    }

    /** The password of everybody. */
    public static String password() {
        return PASSWORD;
    }

    /** The unique name. */
    public String username() {
        return username;
    }

    /** The account's id. */
    public String id() {
        return account().path("id").asText();
    }

    /** The account as it was told at the last sign-in. */
    public JsonNode account() {
        return signedIn.path("user");
    }

    /** The access token in use. */
    public String accessToken() {
        return signedIn.path("accessToken").asText();
    }

    /** The refresh token of the last sign-in. */
    public String refreshToken() {
        return signedIn.path("refreshToken").asText();
    }

    /** Requests of this person. */
    public Http http() {
        return http;
    }

    /** Makes requests to another node from now on. */
    public Person movesTo(String node) {
        http = http.at(node);
        return this;
    }

    /** Gets fresh tokens for the refresh token. */
    public Person refreshes() {
        signedIn = http.post("/api/auth/refresh", Map.of("refreshToken", refreshToken()))
                .expect(200);
        http = http.as(accessToken());
        return this;
    }

    /** Signs in anew. */
    public Person logsIn() {
        signedIn = http.post("/api/auth/login", Map.of("login", username, "password", PASSWORD))
                .expect(200);
        http = http.as(accessToken());
        return this;
    }

    /** Makes a server. */
    public Place createsServer(String name) {
        return place(http.post("/api/servers", Map.of("name", name)).expect(201));
    }

    /** Makes a text channel. */
    public String createsChannel(Place place, String name) {
        return http.post("/api/servers/" + place.serverId() + "/channels", Map.of("name", name, "type", "text"))
                .expect(201)
                .path("id")
                .asText();
    }

    /** Makes an invite without limits, and answers its code. */
    public String invites(Place place) {
        return http.post("/api/servers/" + place.serverId() + "/invite", Map.of())
                .expect(201)
                .path("code")
                .asText();
    }

    /** Joins by an invite. */
    public Place joins(String code) {
        return place(http.post("/api/servers/join/" + code).expect(200));
    }

    /** Leaves a server. */
    public void leaves(Place place) {
        http.delete("/api/servers/" + place.serverId() + "/members/me").expect(204);
    }

    /** Opens the conversation with somebody, and answers its id, which is a channel's. */
    public String opensConversation(Person other) {
        return http.post("/api/users/me/dms", Map.of("userIds", List.of(other.id())))
                .expect(200, 201)
                .path("id")
                .asText();
    }

    /** Opens a socket on this node and is let in; the socket that is used from now on. */
    public Person connects(String node) {
        use(Connection.open(node, "", new FrameLog(), "")).authenticate(Map.of("token", accessToken()));
        return this;
    }

    /** Opens a further socket, as another device would, and is let in; the one in use stays in use. */
    public Connection anotherDevice(String node) {
        var connection = Connection.open(node, "?token=" + accessToken(), new FrameLog(), "");
        connections.add(connection);
        connection.frames().await("authenticated", () -> username, data -> true);
        return connection;
    }

    /** Comes back on this node to where the socket in use was, and waits until all that was missed has come. */
    public Person resumes(String node) {
        var log = connection().frames();
        int before = log.of("resumed").size();
        var resume = Map.of("epoch", log.epoch().orElseThrow(), "positions", log.positions());
        use(Connection.open(node, "", log, "")).authenticate(Map.of("token", accessToken(), "resume", resume));
        Eventually.that(() -> "not resumed: " + log, () -> log.of("resumed").size() > before);
        return this;
    }

    /** The socket in use. */
    public Connection connection() {
        return Optional.ofNullable(current).orElseThrow(() -> new IllegalStateException(username + " has no socket"));
    }

    /** What came over the socket in use. */
    public FrameLog frames() {
        return connection().frames();
    }

    /** What came over every socket so far, batches both whole and apart. */
    public List<JsonNode> heard() {
        return connections.stream()
                .map(Connection::frames)
                .distinct()
                .flatMap(log -> Stream.concat(log.all().stream(), log.batches().stream()))
                .toList();
    }

    /** Writes a message and waits for the ack; its data are answered. */
    public JsonNode sends(String channelId, String text) {
        return sends(channelId, text, UUID.randomUUID().toString());
    }

    /** Writes a message under a nonce of one's own. */
    public JsonNode sends(String channelId, String text, String nonce) {
        return connection().ack("message:send", Map.of("channelId", channelId, "content", text, "nonce", nonce));
    }

    /** Does one of {@code message:edit}, {@code delete}, {@code react}, … and waits for the ack. */
    public JsonNode does(String event, String messageId, Object... more) {
        var data = new LinkedHashMap<String, Object>();
        data.put("messageId", messageId);
        for (int i = 0; i < more.length; i += 2) {
            data.put(more[i].toString(), more[i + 1]);
        }
        return connection().ack(event, data);
    }

    /** Waits until this message has come, and answers it. */
    public JsonNode sees(String text) {
        return frames().await(
                        "message:new",
                        () -> text,
                        data -> data.path("message").path("content").asText().equals(text))
                .path("data")
                .path("message");
    }

    /** Waits for an event about a message, and answers its data. */
    public JsonNode sees(String event, String messageId) {
        return frames().await(
                        event,
                        () -> messageId,
                        data -> data.path("messageId").asText().equals(messageId))
                .path("data");
    }

    /** Waits for the last of these in a channel, and fails unless they came exactly so since the socket was opened. */
    public void seesNothingBut(String channelId, String... texts) {
        sees(texts[texts.length - 1]);
        var seen = frames().texts(channelId);
        if (!seen.equals(List.of(texts))) {
            throw new AssertionError(username + " should have seen " + List.of(texts) + ", but saw " + seen);
        }
        frames().inOrder();
    }

    /** The whole history of a channel, oldest first, read page by page. */
    public List<JsonNode> history(String channelId) {
        var all = new ArrayList<JsonNode>();
        String before = "";
        while (true) {
            var page = http.get("/api/channels/" + channelId + "/messages?limit=" + PAGE + before)
                    .expect(200);
            page.forEach(all::add);
            if (page.size() < PAGE) {
                return all.reversed();
            }
            before = "&before=" + page.get(page.size() - 1).path("id").asText();
        }
    }

    /** The texts of the whole history of a channel, oldest first. */
    public List<String> texts(String channelId) {
        return history(channelId).stream()
                .map(message -> message.path("content").asText())
                .toList();
    }

    /** Closes every socket. */
    @Override
    public void close() {
        connections.forEach(Connection::close);
    }

    @Override
    public String toString() {
        return username;
    }

    private Connection use(Connection connection) {
        connections.add(connection);
        current = connection;
        return connection;
    }

    private static Place place(JsonNode server) {
        for (var channel : server.path("channels")) {
            if (channel.path("type").asText().equals("text")) {
                return new Place(server.path("id").asText(), channel.path("id").asText());
            }
        }
        throw new AssertionError("a server without a text channel: " + server);
    }
}
