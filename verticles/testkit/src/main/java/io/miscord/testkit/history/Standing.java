package io.miscord.testkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.NavigableSet;
import java.util.TreeSet;

/** How far channels go, how far the person has read them, and what calls them in the rest. */
final class Standing {
    private static final int EVERYONE = 2;

    private final Known known;
    private final Reducer.Rest rest;
    private final String me;

    Standing(Known known, Reducer.Rest rest, String me) {
        this.known = known;
        this.rest = rest;
        this.me = me;
    }

    /** Heads, marks and unread calls, as a greeting has them. */
    void told(JsonNode told) {
        told.path("heads")
                .properties()
                .forEach(at -> known.set("head/" + at.getKey(), at.getValue().asLong()));
        told.path("reads")
                .properties()
                .forEach(at -> known.raise("read/" + at.getKey(), at.getValue().asLong()));
        told.path("mentions").properties().forEach(at -> {
            var calls = new TreeSet<Long>();
            at.getValue().forEach(seq -> calls.add(seq.asLong()));
            known.calls(at.getKey(), calls);
        });
    }

    /** Marks, and all unread calls, as a greeting tells them to who comes back. */
    void toldAgain(JsonNode told) {
        known.removeUnder("calls/");
        told.path("reads")
                .properties()
                .forEach(at -> read(at.getKey(), at.getValue().asLong()));
        told(told);
    }

    /** The channels of a server, asked anew; what is not answered is not compared any more. */
    void ask(String server) {
        var told = rest.standing(server);
        for (var path : known.channelsOf(server)) {
            var channel = path.substring("channel/".length());
            if (told.isMissingNode()) {
                known.strange.add(channel);
            } else {
                known.strange.remove(channel);
                known.remove("head/" + channel);
                known.remove("calls/" + channel);
            }
        }
        told(told);
    }

    /** Somebody wrote; one's own message is read, and calls nobody. */
    void written(String channel, JsonNode message) {
        long seq = message.path("seq").asLong();
        if (!known.at.containsKey("head/" + channel)) {
            known.first.put(channel, seq);
        }
        known.set("head/" + channel, seq);
        boolean isMine = message.path("author").path("id").asText().equals(me);
        if (isMine && !message.path("type").asText().equals("system")) {
            known.raise("read/" + channel, seq);
        } else if (callsMe(channel, message)) {
            var calls = calls(channel);
            calls.add(seq);
            known.calls(channel, calls);
        }
        unread(channel);
    }

    /**
     * Messages are gone.
     *
     * @param seqs with which they were sent
     * @param last that of the last message that is left, 0 if none is
     */
    void gone(String channel, Iterable<JsonNode> seqs, long last) {
        known.remove("head/" + channel);
        known.raise("head/" + channel, last);
        var calls = calls(channel);
        seqs.forEach(seq -> calls.remove(seq.asLong()));
        known.calls(channel, calls);
    }

    /** The person has read a channel so far. */
    void read(String channel, long seq) {
        known.raise("read/" + channel, seq);
        unread(channel);
    }

    private boolean callsMe(String channel, JsonNode message) {
        var server = known.get("channel/" + channel).path("serverId").asText();
        var roles = Powers.texts(known.get("own/" + server).path("roles"));
        // An edit calls nobody: one that was edited when it is told names whom it may not have called.
        boolean asSent = message.path("editedAt").isNull();
        return (asSent && Powers.texts(message.path("mentions")).contains(me))
                || Powers.texts(message.path("mentionRoles")).stream().anyMatch(roles::contains)
                || (message.path("flags").asInt() & EVERYONE) != 0;
    }

    /** Calls that were read are none any more. */
    private void unread(String channel) {
        var calls = calls(channel);
        known.calls(channel, calls.tailSet(known.get("read/" + channel).asLong() + 1));
    }

    private NavigableSet<Long> calls(String channel) {
        var calls = new TreeSet<Long>();
        known.get("calls/" + channel).forEach(seq -> calls.add(seq.asLong()));
        return calls;
    }
}
