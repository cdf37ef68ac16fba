package io.miscord.testkit.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all clients wrote and what they were answered, held against what is stored. Pure. */
final class Sends {
    static final String STORED = "what is acknowledged is stored, once, as it was acknowledged";
    static final String ONCE = "a nonce makes one message";
    static final String SENT = "what is stored was sent, and was not refused";
    static final String ORDER = "what was acknowledged before is before";
    static final String PIPELINED = "what one socket sent, each once, is in the order in which it was sent";
    static final String GAPLESS = "seqs of a stream are 1, 2, 3, …";
    static final String CHANGED = "an edit or deletion that is acknowledged holds";

    private final Map<String, Send> sends = new HashMap<>();
    private final Map<String, Changed> changes = new HashMap<>();
    private final Map<String, Integer> sockets = new HashMap<>();
    private final Breaches breaches;
    private long acknowledged;

    /** One message, from its first try to what became of it. */
    static final class Send {
        final String client;
        final String stream;
        final long invokedAt;
        /** Which of the client's sockets it was first sent on. */
        final int socket;

        long okAt = Long.MAX_VALUE;
        String id = "";
        long seq;
        boolean failed;
        int tries;

        Send(String client, String stream, long invokedAt, int socket) {
            this.client = client;
            this.stream = stream;
            this.invokedAt = invokedAt;
            this.socket = socket;
        }

        boolean isFromFirstTry() {
            return acknowledged() && tries == 1;
        }

        boolean acknowledged() {
            return okAt != Long.MAX_VALUE;
        }
    }

    /** What its author did to a message. */
    private static final class Changed {
        boolean edited;
        boolean editAcknowledged;
        boolean deleted;
        boolean deletionAcknowledged;
    }

    Sends(Breaches breaches) {
        this.breaches = breaches;
        List.of(STORED, ONCE, SENT, ORDER, PIPELINED, GAPLESS, CHANGED).forEach(breaches::rule);
    }

    /** Takes what a history says of writing; the rest is not looked at. */
    void take(String client, Entry entry) {
        switch (entry) {
            case Entry.Invoke it ->
                sends.put(it.nonce(), new Send(client, it.stream(), it.t(), sockets.getOrDefault(client, 0)));
            case Entry.Link it -> {
                if (it.state() == Entry.Link.State.LIVE) {
                    sockets.merge(client, 1, Integer::sum);
                }
            }
            case Entry.Ok it -> acknowledged(client, it);
            case Entry.Fail it -> {
                var send = sends.get(it.nonce());
                if (send != null) {
                    send.failed = true;
                }
            }
            case Entry.Change it -> changed(it);
            default -> {}
        }
    }

    /** The message that was sent under a nonce, if one was. */
    @Nullable
    Send of(String nonce) {
        return sends.get(nonce);
    }

    /** Whether its author ever wanted the message edited. */
    boolean mayBeEdited(String id) {
        var change = changes.get(id);
        return change != null && change.edited;
    }

    /** Whether its author ever wanted the message deleted. */
    boolean mayBeDeleted(String id) {
        var change = changes.get(id);
        return change != null && change.deleted;
    }

    /** How many messages were acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** Holds all of it against the database. */
    void check(Stored stored) {
        var rows = new HashMap<String, Stored.Row>();
        var where = new HashMap<String, String>();
        stored.messages().forEach((channel, its) -> {
            its.forEach(row -> {
                var before = rows.putIfAbsent(row.nonce(), row);
                where.putIfAbsent(row.nonce(), channel);
                if (before != null) {
                    breach(
                            Breach.Kind.DOUBLED,
                            ONCE,
                            row.author(),
                            channel,
                            row.seq(),
                            "%s is stored as %s at %d and as %s"
                                    .formatted(row.nonce(), before.id(), before.seq(), row.id()));
                }
                sent(channel, row);
                changes(channel, row);
            });
            order(channel, its);
            pipelined(channel, its);
        });
        sends.forEach((nonce, send) -> {
            if (send.acknowledged()) {
                stored(nonce, send, rows.get(nonce), where.getOrDefault(nonce, ""));
            }
        });
        stored.events().forEach((stream, its) -> gapless(stored, stream, its));
        stored.heads().forEach((stream, head) -> {
            if (head > 0 && !stored.events().containsKey(stream)) {
                breach(Breach.Kind.LOST, GAPLESS, "", stream, head, "no event is stored");
            }
        });
    }

    private void acknowledged(String client, Entry.Ok it) {
        var send = sends.get(it.nonce());
        if (send == null) {
            breach(Breach.Kind.WRONG, SENT, client, "", it.seq(), it.nonce() + " is acknowledged, and was not sent");
            return;
        }
        if (send.acknowledged()) {
            if (!send.id.equals(it.id()) || send.seq != it.seq()) {
                breach(
                        Breach.Kind.DOUBLED,
                        ONCE,
                        client,
                        send.stream,
                        it.seq(),
                        "%s was acknowledged as %s at %d, and then as %s at %d"
                                .formatted(it.nonce(), send.id, send.seq, it.id(), it.seq()));
            }
            return;
        }
        acknowledged++;
        send.okAt = it.t();
        send.id = it.id();
        send.seq = it.seq();
        send.tries = it.tries();
    }

    private void changed(Entry.Change it) {
        var change = changes.computeIfAbsent(it.id(), id -> new Changed());
        boolean ok = it.step() == Entry.Change.Step.OK;
        if (it.what() == Entry.Change.What.EDIT) {
            change.edited = true;
            change.editAcknowledged |= ok;
        } else {
            change.deleted = true;
            change.deletionAcknowledged |= ok;
        }
    }

    private void stored(String nonce, Send send, Stored.@Nullable Row row, String channel) {
        if (row == null) {
            breach(Breach.Kind.LOST, STORED, send.client, send.stream, send.seq, nonce + " is not stored");
        } else if (!row.id().equals(send.id) || row.seq() != send.seq || !channel.equals(send.stream)) {
            breach(
                    Breach.Kind.WRONG,
                    STORED,
                    send.client,
                    send.stream,
                    send.seq,
                    "%s was acknowledged as %s, and is stored in %s as %s at %d"
                            .formatted(nonce, send.id, channel, row.id(), row.seq()));
        }
    }

    private void sent(String channel, Stored.Row row) {
        var send = sends.get(row.nonce());
        if (send == null || !send.stream.equals(channel) || !send.client.equals(row.author())) {
            breach(Breach.Kind.WRONG, SENT, row.author(), channel, row.seq(), "nobody sent " + row);
        } else if (send.failed) {
            breach(Breach.Kind.WRONG, SENT, row.author(), channel, row.seq(), row.nonce() + " was refused for good");
        }
    }

    private void changes(String channel, Stored.Row row) {
        var change = changes.get(row.id());
        boolean fits = switch (row.content()) {
            case AS_SENT -> change == null || (!change.editAcknowledged && !change.deletionAcknowledged);
            case EDITED -> change != null && change.edited && !change.deletionAcknowledged;
            case DELETED -> change != null && change.deleted;
            case ALTERED -> false;
        };
        if (!fits) {
            breach(Breach.Kind.WRONG, CHANGED, row.author(), channel, row.seq(), "the text is " + row.content());
        }
    }

    /** From the end: nothing may have been begun after something behind it was acknowledged. */
    private void order(String channel, List<Stored.Row> rows) {
        long earliest = Long.MAX_VALUE;
        String by = "";
        for (var row : rows.reversed()) {
            var send = sends.get(row.nonce());
            if (send == null) {
                continue;
            }
            if (earliest < send.invokedAt) {
                breach(
                        Breach.Kind.REORDERED,
                        ORDER,
                        send.client,
                        channel,
                        row.seq(),
                        "%s was begun after %s was acknowledged, and is before it".formatted(row.nonce(), by));
            }
            if (send.okAt < earliest) {
                earliest = send.okAt;
                by = row.nonce();
            }
        }
    }

    /** A socket's requests are carried out one after another; a second try may go another way. */
    private void pipelined(String channel, List<Stored.Row> rows) {
        var last = new HashMap<String, Send>();
        for (var row : rows) {
            var send = sends.get(row.nonce());
            if (send == null || !send.isFromFirstTry()) {
                continue;
            }
            var before = last.put(send.client + "/" + send.socket, send);
            if (before != null && before.invokedAt > send.invokedAt) {
                breach(
                        Breach.Kind.REORDERED,
                        PIPELINED,
                        send.client,
                        channel,
                        row.seq(),
                        "%s was sent before the one of seq %d".formatted(row.nonce(), before.seq));
            }
        }
    }

    private void gapless(Stored stored, String stream, List<Stored.Event> events) {
        var messages = new ArrayList<Long>();
        long next = 1;
        for (var event : events) {
            if (event.seq() != next) {
                var kind = event.seq() > next ? Breach.Kind.LOST : Breach.Kind.DOUBLED;
                breach(kind, GAPLESS, "", stream, next, "it is followed by " + event);
            }
            next = event.seq() + 1;
            if (event.kind().equals("message:new")) {
                messages.add(event.seq());
            }
        }
        if (stored.heads().getOrDefault(stream, 0L) != next - 1) {
            breach(
                    Breach.Kind.LOST,
                    GAPLESS,
                    "",
                    stream,
                    next,
                    "the head is " + stored.heads().get(stream));
        }
        var rows = stored.messages().getOrDefault(stream, List.of());
        if (!rows.stream().map(Stored.Row::seq).toList().equals(messages)) {
            breach(Breach.Kind.LOST, GAPLESS, "", stream, 0, "messages and the log have different seqs");
        }
    }

    private void breach(Breach.Kind kind, String rule, String client, String stream, long seq, String what) {
        breaches.add(new Breach(kind, rule, client, stream, seq, what));
    }
}
