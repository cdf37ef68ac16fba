package io.miscord.testkit.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Http;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes down what one client is shown: events of streams, and history that it reads. */
final class Reader {
    private static final int PAGE = 100;
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(500);

    private final Trial trial;
    private final World world;
    private final World.Human who;
    private final History history;

    Reader(Trial trial, World world, World.Human who, History history) {
        this.trial = trial;
        this.world = world;
        this.who = who;
        this.history = history;
    }

    /** A frame with a seq came. */
    void received(JsonNode frame) {
        var kind = frame.path("event").asText();
        var data = frame.path("data");
        var id = data.path("messageId").asText();
        var nonce = "";
        var text = "";
        if (kind.equals("message:new")) {
            var message = data.path("message");
            id = message.path("id").asText();
            nonce = message.path("nonce").asText();
            text = message.path("content").asText();
            if (text.equals(Text.of(nonce))) {
                text = "";
            }
        }
        history.add(new Entry.Receive(
                trial.now(),
                world.name(frame.path("stream").asText()),
                frame.path("seq").asLong(),
                kind,
                id,
                nonce,
                text));
    }

    /** Reads the whole history of a channel, newest first, in the background; of another stream there is none. */
    void reads(List<String> nodes, String channelId) {
        var name = world.name(channelId);
        if (name.contains(".c") || name.startsWith("d")) {
            Thread.ofVirtual().start(() -> pages(nodes, channelId, name));
        }
    }

    private void pages(List<String> nodes, String channelId, String name) {
        var before = "";
        int tries = 0;
        while (!trial.over()) {
            var page = page(
                    nodes.get(tries++ % nodes.size()),
                    "/api/channels/" + channelId + "/messages?limit=" + PAGE + before);
            if (page.isEmpty()) {
                LockSupport.parkNanos(RETRY);
                continue;
            }
            for (var message : page.get()) {
                history.add(new Entry.Read(
                        trial.now(),
                        name,
                        message.path("seq").asLong(),
                        message.path("id").asText()));
            }
            if (page.get().size() < PAGE) {
                return;
            }
            before = "&before=" + page.get().get(PAGE - 1).path("id").asText();
        }
    }

    private Optional<JsonNode> page(String node, String path) {
        try {
            var reply = new Http(node).as(who.token()).get(path);
            return reply.status() == 200 ? Optional.of(reply.json()) : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
