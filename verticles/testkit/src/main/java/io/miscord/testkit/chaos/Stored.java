package io.miscord.testkit.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the database holds at the end, by the short names of streams. */
final class Stored {
    private final Map<String, List<Row>> messages = new HashMap<>();
    private final Map<String, List<Event>> events = new HashMap<>();
    private final Map<String, Long> heads = new HashMap<>();

    /** What became of a message's text. */
    enum Content {
        AS_SENT,
        EDITED,
        DELETED,
        ALTERED
    }

    /** A message. */
    record Row(String id, long seq, String author, String nonce, Content content) {}

    /**
     * An event of the log.
     *
     * @param subject what it is about, as a message; empty for nothing
     */
    record Event(long seq, String kind, String subject) {}

    void message(String channel, Row row) {
        messages.computeIfAbsent(channel, its -> new ArrayList<>()).add(row);
    }

    void event(String stream, Event event) {
        events.computeIfAbsent(stream, its -> new ArrayList<>()).add(event);
    }

    void head(String stream, long seq) {
        heads.put(stream, seq);
    }

    /** All is here: puts it in the order of seq. */
    Stored sorted() {
        messages.values().forEach(rows -> rows.sort(Comparator.comparingLong(Row::seq)));
        events.values().forEach(its -> its.sort(Comparator.comparingLong(Event::seq)));
        return this;
    }

    /** Messages of each channel, by seq. */
    Map<String, List<Row>> messages() {
        return messages;
    }

    /** Events of each stream, by seq. */
    Map<String, List<Event>> events() {
        return events;
    }

    /** The last seq of each stream. */
    Map<String, Long> heads() {
        return heads;
    }

    /** The last message up to this number. */
    Optional<Row> messageUpTo(String channel, long seq) {
        var rows = messages.getOrDefault(channel, List.of());
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).seq() <= seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? Optional.empty() : Optional.of(rows.get(low - 1));
    }

    /** The event of this number. */
    Optional<Event> event(String stream, long seq) {
        var its = events.getOrDefault(stream, List.of());
        if (seq >= 1 && seq <= its.size() && its.get((int) seq - 1).seq() == seq) {
            return Optional.of(its.get((int) seq - 1));
        }
        return its.stream().filter(event -> event.seq() == seq).findFirst();
    }
}
