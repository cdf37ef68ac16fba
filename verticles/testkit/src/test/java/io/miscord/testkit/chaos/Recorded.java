package io.miscord.testkit.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A small trial in which all went well, to be spoiled: {@code p0} and {@code p1} are in the server {@code s0} with the
 * channel {@code s0.c0}, {@code p2} comes and goes, {@code p3} was never there.
 */
final class Recorded implements Checker.Histories {
    static final String CHANNEL = "s0.c0";
    private static final long SECOND = 1_000_000_000L;

    private final Map<String, List<Entry>> histories = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<Stored.Row> rows = new ArrayList<>();
    private final List<Stored.Event> events = new ArrayList<>();
    private long head;
    private long time;

    private Recorded() {}

    /** A trial of this many messages; one in seven is edited, one in eleven deleted, and two clients resume halfway. */
    static Recorded of(int messages) {
        var it = new Recorded();
        it.places.putAll(Map.of("s0", "s0", CHANNEL, "s0", "p0", "p0"));
        for (var client : List.of("p0", "p1", "p2", "p3")) {
            it.histories.put(client, new ArrayList<>());
        }
        for (var client : List.of("p0", "p1")) {
            it.add(client, new Entry.Member(0, "s0", Entry.Member.Phase.JOINED));
            it.add(client, new Entry.Told(it.tick(), CHANNEL, 0, "authenticated"));
        }
        for (int i = 1; i <= messages; i++) {
            it.message(i);
            if (i == messages / 4) {
                it.add("p2", new Entry.Member(it.tick(), "s0", Entry.Member.Phase.JOINING));
                it.add("p2", new Entry.Member(it.tick(), "s0", Entry.Member.Phase.JOINED));
                it.add("p2", new Entry.Told(it.tick(), CHANNEL, it.head, "server:joined"));
            } else if (i == messages / 2) {
                it.add("p1", new Entry.Link(it.tick(), Entry.Link.State.LOST, ""));
                it.add("p1", new Entry.Link(it.tick(), Entry.Link.State.LIVE, "another"));
                it.add("p2", new Entry.Member(it.tick(), "s0", Entry.Member.Phase.LEAVING));
                it.add("p2", new Entry.Member(it.tick(), "s0", Entry.Member.Phase.LEFT));
            } else if (i == messages * 3 / 4) {
                it.add("p2", new Entry.Member(it.tick(), "s0", Entry.Member.Phase.JOINING));
                it.add("p2", new Entry.Told(it.tick(), CHANNEL, it.head, "server:joined"));
                it.add("p2", new Entry.Member(it.tick(), "s0", Entry.Member.Phase.JOINED));
            }
        }
        return it;
    }

    private void message(int number) {
        var author = "p" + number % 2;
        var nonce = nonce(number);
        var id = id(number);
        long seq = ++head;
        add(author, new Entry.Invoke(tick(), nonce, CHANNEL));
        add(author, new Entry.Ok(tick(), nonce, id, seq, false, 1));
        event(seq, "message:new", id);
        var content = Stored.Content.AS_SENT;
        if (number % 7 == 0) {
            content = change(author, id, Entry.Change.What.EDIT, "message:updated", Stored.Content.EDITED);
        }
        if (number % 11 == 0) {
            content = change(author, id, Entry.Change.What.DELETE, "message:deleted", Stored.Content.DELETED);
        }
        rows.add(new Stored.Row(id, seq, author, nonce, content));
    }

    private Stored.Content change(
            String author, String id, Entry.Change.What what, String kind, Stored.Content content) {
        add(author, new Entry.Change(tick(), id, what, Entry.Change.Step.INVOKE));
        add(author, new Entry.Change(tick(), id, what, Entry.Change.Step.OK));
        event(++head, kind, id);
        return content;
    }

    private void event(long seq, String kind, String id) {
        events.add(new Stored.Event(seq, kind, id));
        var nonce = kind.equals("message:new") ? nonce(Integer.parseInt(id.substring(1))) : "";
        for (var client : List.of("p0", "p1", "p2")) {
            if (!client.equals("p2") || isIn()) {
                add(client, new Entry.Receive(tick(), CHANNEL, seq, kind, id, nonce, ""));
            }
        }
    }

    private boolean isIn() {
        boolean in = false;
        for (var entry : history("p2")) {
            if (entry instanceof Entry.Member member) {
                in = member.phase() == Entry.Member.Phase.JOINED;
            }
        }
        return in;
    }

    static String nonce(int number) {
        return "1:p" + number % 2 + ":" + number;
    }

    static String id(int number) {
        return "m" + number;
    }

    long tick() {
        time += SECOND / 10;
        return time;
    }

    void add(String client, Entry entry) {
        history(client).add(entry);
    }

    List<Entry> history(String client) {
        return histories.getOrDefault(client, List.of());
    }

    /** The last entry that fits. */
    Entry last(String client, Predicate<Entry> which) {
        return history(client).stream()
                .filter(which)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** The place of the entry by which this seq was shown. */
    int shown(String client, long seq) {
        var its = history(client);
        for (int i = 0; i < its.size(); i++) {
            if (its.get(i) instanceof Entry.Receive it && it.seq() == seq) {
                return i;
            }
        }
        throw new AssertionError(client + " was not shown " + seq);
    }

    List<Stored.Row> rows() {
        return rows;
    }

    List<Stored.Event> events() {
        return events;
    }

    long head() {
        return head;
    }

    void head(long seq) {
        head = seq;
    }

    Breaches check() {
        var stored = new Stored();
        rows.forEach(row -> stored.message(CHANNEL, row));
        events.forEach(event -> stored.event(CHANNEL, event));
        stored.head(CHANNEL, head);
        return new Checker(this, places, stored.sorted()).check();
    }

    @Override
    public Collection<String> clients() {
        return histories.keySet();
    }

    @Override
    public void read(String client, Consumer<Entry> taker) {
        // As from a file: what was written is what is read.
        history(client).forEach(entry -> taker.accept(Entry.of(entry.line())));
    }
}
