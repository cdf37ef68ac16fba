package io.miscord.testkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that one person reads at a time when nothing happens: what a fresh greeting tells, and answers to GET.
 *
 * @param greeting the data of {@code authenticated}, of a fresh start
 * @param pages of channels and conversations the newest messages, as {@code GET …/messages} gives them, by channel
 * @param rosters of servers all members, by server; of those that are looked at
 * @param lists what was read by other routes, under the names {@code relationships}, {@code settings}, {@code levels}
 *     and {@code notifications}; what was not read is not there, and not compared
 */
public record Snapshot(
        JsonNode greeting, Map<String, JsonNode> pages, Map<String, JsonNode> rosters, Map<String, JsonNode> lists) {
    /** How many messages the page of a channel has at most: {@code limit} of the reading. */
    public static final int PAGE = 50;

    public Snapshot {
        pages = Map.copyOf(pages);
        rosters = Map.copyOf(rosters);
        lists = Map.copyOf(lists);
    }

    /** Of a greeting alone. */
    public Snapshot(JsonNode greeting) {
        this(greeting, Map.of(), Map.of(), Map.of());
    }

    /** As JSON: the greeting and the rest by name. */
    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.set("greeting", greeting);
        new TreeMap<>(pages).forEach(json.putObject("pages")::set);
        new TreeMap<>(rosters).forEach(json.putObject("rosters")::set);
        lists.forEach(json::set);
        return json;
    }

    /**
     * A line of {@code histories.ndjson}, which the web client's test plays too.
     *
     * @param seed what the history was made from
     * @param me whose history it is: an id
     * @param frames what they were told between the two, in its order
     */
    public static String line(long seed, String me, Snapshot before, List<JsonNode> frames, Snapshot after) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("seed", seed).put("me", me);
        json.set("before", before.json());
        json.putArray("frames").addAll(frames);
        json.set("after", after.json());
        return json.toString();
    }
}
