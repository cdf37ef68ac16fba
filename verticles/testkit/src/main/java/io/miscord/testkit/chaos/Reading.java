package io.miscord.testkit.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one client was shown, held against what is stored and what it may see: each stream without gap, repetition or
 * swap over all its sockets and nodes, nothing of a place where it is not. Pure.
 */
final class Reading {
    static final String WHOLE = "whoever is connected or resumes is shown everything";
    static final String EXACTLY_ONCE = "everything is shown once";
    static final String IN_ORDER = "a stream is shown in its order";
    static final String SAME = "what is shown is what is stored";
    static final String MAY_SEE = "nothing is shown to those who may not see it";
    static final String REPLAYED = "what the log holds is replayed, and nobody is told to read it instead";
    static final String GOES_ON = "nobody is sent away who may stay";

    /** How long what was stored before one left may still come: in a fault, nothing on its way is faster. */
    private static final long GRACE = 10_000_000_000L;

    private final String client;
    private final Map<String, String> places;
    private final Stored stored;
    private final Sends sends;
    private final Breaches breaches;
    private final Map<String, Shown> streams = new HashMap<>();
    private final Map<String, Presence> presences = new HashMap<>();
    private long received;
    private long now;

    /** How far one stream was shown. */
    private static final class Shown {
        long last = -1;
        /** A position told beyond the last: where the stream may go on. */
        long told = -1;
        /** How often the client began to leave since the stream last went on where it was, or elsewhere for that. */
        int interruptions;
        /** How often it began to leave at all, and how often it was told that it has joined. */
        int leavings;

        int joinings;
        /** The server said that it cannot replay: what is missing must have been read. */
        boolean resync;

        final TreeSet<Long> missing = new TreeSet<>();
        final TreeSet<Long> toRead = new TreeSet<>();
        final Set<Long> read = new HashSet<>();
    }

    /** Whether the client is in a place, and since when it is not. */
    private static final class Presence {
        Entry.Member.Phase phase = Entry.Member.Phase.LEFT;
        long leftAt = Long.MIN_VALUE / 2;
    }

    Reading(String client, Map<String, String> places, Stored stored, Sends sends, Breaches breaches) {
        this.client = client;
        this.places = places;
        this.stored = stored;
        this.sends = sends;
        this.breaches = breaches;
        for (var rule : new String[] {WHOLE, EXACTLY_ONCE, IN_ORDER, SAME, MAY_SEE, REPLAYED, GOES_ON}) {
            breaches.rule(rule);
        }
    }

    /** Takes the next entry of the history. */
    void take(Entry entry) {
        now = entry.t();
        switch (entry) {
            case Entry.Receive it -> received(it);
            case Entry.Told it -> told(it);
            case Entry.Resync it -> it.streams().forEach(stream -> resync(stream, it.reason()));
            case Entry.Read it -> {
                shown(it.stream()).read.add(it.seq());
                maySee(it.stream(), it.seq(), false, it.t());
            }
            case Entry.Member it -> member(it);
            case Entry.Link it -> {
                if (it.state() == Entry.Link.State.BANNED) {
                    breach(Breach.Kind.WRONG, GOES_ON, "", 0, it.what());
                }
            }
            default -> {}
        }
    }

    /** The history has ended, everything having come to rest before. */
    void end() {
        streams.forEach((stream, it) -> {
            it.missing.forEach(seq -> breach(Breach.Kind.LOST, WHOLE, stream, seq, "it was left out"));
            var place = places.get(stream);
            long head = stored.heads().getOrDefault(stream, 0L);
            long reached = it.interruptions > 0 || it.resync ? Math.max(it.last, it.told) : it.last;
            if (it.resync) {
                toRead(it, stream, it.last + 1, head);
            } else if (place != null
                    && it.last >= 0
                    && presence(place).phase == Entry.Member.Phase.JOINED
                    && reached < head) {
                breach(Breach.Kind.LOST, WHOLE, stream, reached + 1, "shown up to %d of %d".formatted(reached, head));
            }
            it.toRead.removeAll(it.read);
            it.toRead.forEach(seq -> breach(Breach.Kind.LOST, WHOLE, stream, seq, "neither replayed nor read"));
        });
        places.forEach((stream, place) -> {
            if (presence(place).phase == Entry.Member.Phase.JOINED
                    && shown(stream).last < 0
                    && stored.heads().getOrDefault(stream, 0L) > 0) {
                breach(Breach.Kind.LOST, WHOLE, stream, 1, "nothing of the stream was ever shown");
            }
        });
    }

    /** Events that came. */
    long received() {
        return received;
    }

    private void received(Entry.Receive it) {
        received++;
        var send = it.nonce().isEmpty() ? null : sends.of(it.nonce());
        maySee(it.stream(), it.seq(), send != null && send.invokedAt > leftAt(it.stream()), it.t());
        same(it);
        var shown = shown(it.stream());
        long seq = it.seq();
        if (shown.last < 0 || seq == shown.last + 1) {
            shown.last = seq;
            goesOn(it.stream(), shown);
        } else if (seq <= shown.last) {
            again(it, shown);
        } else {
            ahead(it, shown);
            shown.last = seq;
        }
        if (shown.last >= shown.told) {
            shown.told = -1;
        }
        if (shown.resync) {
            shown.resync = false;
        }
    }

    /** Who left and has joined again, and lacks nothing, has no gap in store: it would excuse a later loss. */
    private void goesOn(String stream, Shown shown) {
        var place = places.get(stream);
        if (place != null
                && presence(place).phase == Entry.Member.Phase.JOINED
                && shown.joinings > shown.leavings
                && shown.told < 0) {
            shown.interruptions = 0;
        }
    }

    private void again(Entry.Receive it, Shown shown) {
        if (shown.missing.remove(it.seq())) {
            breach(Breach.Kind.REORDERED, IN_ORDER, it.stream(), it.seq(), "it came after " + shown.last);
        } else {
            breach(Breach.Kind.DOUBLED, EXACTLY_ONCE, it.stream(), it.seq(), "it came again, after " + shown.last);
        }
    }

    private void ahead(Entry.Receive it, Shown shown) {
        long seq = it.seq();
        if (shown.resync) {
            toRead(shown, it.stream(), shown.last + 1, seq - 1);
        } else if (shown.interruptions > 0 && seq == shown.told + 1) {
            shown.interruptions--;
        } else {
            for (long skipped = shown.last + 1; skipped < seq && shown.missing.size() < 10_000; skipped++) {
                shown.missing.add(skipped);
            }
        }
    }

    private void resync(String stream, String reason) {
        var shown = shown(stream);
        long next = shown.last + 1;
        if (shown.last >= stored.heads().getOrDefault(stream, 0L)
                || stored.event(stream, next).isPresent()) {
            breach(Breach.Kind.WRONG, REPLAYED, stream, next, "the client was told to read the stream: " + reason);
        }
        shown.resync = true;
    }

    /** Of what cannot be replayed, history has the messages. */
    private void toRead(Shown shown, String stream, long from, long to) {
        for (var row : stored.messages().getOrDefault(stream, List.of())) {
            if (row.seq() >= from && row.seq() <= to && row.content() != Stored.Content.DELETED) {
                shown.toRead.add(row.seq());
            }
        }
    }

    private void told(Entry.Told it) {
        var shown = shown(it.stream());
        if (it.by().equals("server:joined")) {
            shown.joinings++;
        }
        if (shown.last < 0) {
            shown.last = it.seq();
        } else if (it.seq() > shown.last) {
            shown.told = it.seq();
        }
        var newest = stored.messageUpTo(it.stream(), it.seq());
        var send = newest.isEmpty() ? null : sends.of(newest.get().nonce());
        if (it.seq() > stored.heads().getOrDefault(it.stream(), 0L) || (send != null && send.invokedAt > it.t())) {
            breach(Breach.Kind.LOST, WHOLE, it.stream(), it.seq(), "a position was told that did not exist yet");
        }
    }

    private void member(Entry.Member it) {
        var presence = presence(it.place());
        presence.phase = it.phase();
        if (it.phase() == Entry.Member.Phase.LEFT) {
            presence.leftAt = it.t();
        }
        if (it.phase() == Entry.Member.Phase.LEAVING) {
            // Also of a stream that is not known yet: an answer may overtake the event that one has joined.
            places.forEach((stream, place) -> {
                if (place.equals(it.place())) {
                    shown(stream).interruptions++;
                    shown(stream).leavings++;
                }
            });
        }
    }

    private void maySee(String stream, long seq, boolean writtenSince, long at) {
        var place = places.get(stream);
        var presence = place == null ? new Presence() : presence(place);
        if (presence.phase == Entry.Member.Phase.LEFT && (writtenSince || at > presence.leftAt + GRACE)) {
            breach(Breach.Kind.LEAKED, MAY_SEE, stream, seq, "the client is not in " + place);
        }
    }

    private long leftAt(String stream) {
        var place = places.get(stream);
        return place == null ? Long.MIN_VALUE / 2 : presence(place).leftAt;
    }

    private void same(Entry.Receive it) {
        var event = stored.event(it.stream(), it.seq());
        if (event.isEmpty()) {
            breach(Breach.Kind.WRONG, SAME, it.stream(), it.seq(), "nothing of this number is stored: " + it);
            return;
        }
        var at = event.get();
        boolean skipped = it.kind().equals("skipped") && sends.mayBeDeleted(at.subject());
        boolean same = skipped
                || (at.kind().equals(it.kind())
                        && (it.id().isEmpty()
                                || at.subject().isEmpty()
                                || it.id().equals(at.subject())));
        if (same && it.kind().equals("message:new")) {
            var send = sends.of(it.nonce());
            var row = stored.messageUpTo(it.stream(), it.seq());
            same = send != null
                    && row.filter(its -> its.seq() == it.seq() && !its.nonce().equals(it.nonce()))
                            .isEmpty()
                    && (send.id.isEmpty() || send.id.equals(it.id()))
                    && (it.text().isEmpty()
                            || (it.text().equals(Text.edited(it.nonce())) && sends.mayBeEdited(it.id())));
        }
        if (!same) {
            breach(Breach.Kind.WRONG, SAME, it.stream(), it.seq(), "stored is %s, shown was %s".formatted(at, it));
        }
    }

    private Shown shown(String stream) {
        return streams.computeIfAbsent(stream, its -> new Shown());
    }

    private Presence presence(String place) {
        return presences.computeIfAbsent(place, its -> new Presence());
    }

    private void breach(Breach.Kind kind, String rule, String stream, long seq, String what) {
        breaches.add(new Breach(kind, rule, client, stream, seq, "%s, %.3f s".formatted(what, now / 1e9)));
    }
}
