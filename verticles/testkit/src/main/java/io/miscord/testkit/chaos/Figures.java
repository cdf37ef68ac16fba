package io.miscord.testkit.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How it went, from the histories: counts, delays, and the worst that each fault did to a client. */
final class Figures {
    private static final double MS = 1e6;

    private final Sends sends;
    private final Set<String> staying;
    private final List<Strike> strikes;
    private final Map<Strike, Worst> worst = new HashMap<>();
    private final Worst overall = new Worst();
    private final Map<String, Long> lostAt = new HashMap<>();
    private final Delays calm = new Delays();
    private final Delays struck = new Delays();
    private long resumes;
    private long resyncs;
    private long sockets;

    /** The worst that some client saw, in milliseconds: without a socket, waiting for an ack, waiting for a message. */
    static final class Worst {
        double away;
        double ack;
        double delivery;
    }

    /**
     * Figures of a trial.
     *
     * @param staying clients that keep their sockets as long as they can, whose delays say something of the server
     */
    Figures(Sends sends, Set<String> staying, List<Strike> strikes) {
        this.sends = sends;
        this.staying = staying;
        this.strikes = strikes;
        strikes.forEach(strike -> worst.put(strike, new Worst()));
    }

    void take(String client, Entry entry) {
        switch (entry) {
            case Entry.Ok it -> {
                var send = sends.of(it.nonce());
                if (send != null && send.okAt == it.t()) {
                    double waited = (it.t() - send.invokedAt) / MS;
                    at(send.invokedAt).forEach(its -> its.ack = Math.max(its.ack, waited));
                }
            }
            case Entry.Receive it -> delivered(client, it);
            case Entry.Resync it -> resyncs += it.streams().size();
            case Entry.Link it -> link(client, it);
            default -> {}
        }
    }

    private void delivered(String client, Entry.Receive it) {
        var send = it.nonce().isEmpty() ? null : sends.of(it.nonce());
        if (send == null || !staying.contains(client) || !send.acknowledged()) {
            return;
        }
        double late = Math.max(0, (it.t() - send.okAt) / MS);
        var during = at(send.okAt);
        during.forEach(its -> its.delivery = Math.max(its.delivery, late));
        (during.size() > 1 ? struck : calm).add(late);
    }

    private void link(String client, Entry.Link it) {
        switch (it.state()) {
            case LOST, DROPPED, BANNED -> lostAt.putIfAbsent(client, it.t());
            case LIVE -> {
                sockets++;
                var since = lostAt.remove(client);
                if (since != null && staying.contains(client)) {
                    double away = (it.t() - since) / MS;
                    at(since).forEach(its -> its.away = Math.max(its.away, away));
                }
            }
            case RESUMED -> resumes++;
            default -> {}
        }
    }

    private List<Worst> at(long t) {
        var its = new ArrayList<Worst>();
        its.add(overall);
        for (var strike : strikes) {
            if (strike.covers(t)) {
                its.add(worst.get(strike));
            }
        }
        return its;
    }

    Worst overall() {
        return overall;
    }

    Worst of(Strike strike) {
        return worst.getOrDefault(strike, new Worst());
    }

    /** From ack to the screen of those who stay, while nothing was broken but what is broken all the time. */
    Delays calm() {
        return calm;
    }

    /** The same while a fault or its aftermath lasted. */
    Delays struck() {
        return struck;
    }

    long resumes() {
        return resumes;
    }

    long resyncs() {
        return resyncs;
    }

    long sockets() {
        return sockets;
    }
}
