package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miscord.contract.Actor;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.Task;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.TaskStatus;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.miscord.platform.storage.StorageKey;
import io.miscord.testkit.Eventually;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Exports and imports as tests ask for them, to their ends. */
public final class ChannelFiles {
    private final OwnerNode node;

    /** Asked for at this node. */
    public ChannelFiles(OwnerNode node) {
        this.node = node;
    }

    /** A further text channel. */
    ChannelId channel(SomeOne owner, ServerDetail server, String name) {
        return node.ask(new ChannelAsk.Create(owner.by(), server.id(), name, ChannelType.TEXT, null, null, null, null))
                .id();
    }

    /** What an export of a channel makes. */
    JsonNode exported(SomeOne by, ChannelId channel) {
        var task = ended(by, node.ask(new TaskAsk.Export(by.by(), channel, null)));
        assertThat(task.status()).as(String.valueOf(task.error())).isEqualTo(TaskStatus.DONE);
        var file = node.ask(new TaskAsk.FileOf(Actor.NODE, task.id()));
        var bytes = OwnerNode.get(node.storage().read(new StorageKey(file.key()), 0, Math.toIntExact(file.size())));
        var tree = Json.tree(bytes.toString(StandardCharsets.UTF_8));
        assertThat(task.processedItems()).isEqualTo(tree.path("messages").size());
        return tree;
    }

    /** Whether anything of a task is stored. */
    boolean hasFiles(Task task) {
        try (var left = Files.walk(node.files().resolve("tasks/" + task.id()))) {
            return left.anyMatch(Files::isRegularFile);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | UncheckedIOException e) {
            return true; // one went meanwhile: ask again
        }
    }

    /** Messages without what is another after an import: ids, and numbers other than their order. */
    static List<String> content(JsonNode file) {
        var places = new HashMap<Long, Integer>();
        var content = new ArrayList<String>();
        for (var message : file.path("messages")) {
            places.put(message.path("seq").asLong(), content.size());
            var reply = message.path("replyTo");
            var told = message.deepCopy();
            ((ObjectNode) told).remove(List.of("id", "seq"));
            if (!reply.isNull()) {
                // How far back it answers: the same wherever the messages begin.
                ((ObjectNode) told).put("replyTo", content.size() - places.get(reply.asLong()));
            }
            content.add(told.toString());
        }
        return content;
    }

    /** The task at its end. */
    public Task ended(SomeOne by, Task task) {
        var last = new Task[] {task};
        Eventually.that(() -> "still " + last[0], () -> {
            last[0] = node.ask(new TaskAsk.Get(by.by(), task.id()));
            return last[0].status().isFinal();
        });
        return last[0];
    }

    /** The task that has imported this file. */
    Task imported(SomeOne by, ChannelId channel, String file) {
        var task = node.ask(new TaskAsk.Import(by.by(), channel, null));
        upload(by, task, file);
        return ended(by, task);
    }

    /** Gives an import the file that it waits for. */
    void upload(SomeOne by, Task task, String file) {
        node.ask(new TaskAsk.Uploaded(by.by(), task.id(), stored(task, file)));
    }

    /** Stores a file for an import, which it is not told of; answers where. */
    String stored(Task task, String file) {
        var key = TaskAsk.upload(task.id(), UuidV7.next());
        OwnerNode.get(node.storage().put(new StorageKey(key), Buffer.buffer(file)));
        return key;
    }

    /** A file with these messages. */
    static String of(String messages) {
        return "{\"format\":\"miscord.channel\",\"version\":1,\"messages\":[" + messages + "]}";
    }
}
