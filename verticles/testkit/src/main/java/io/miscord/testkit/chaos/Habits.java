package io.miscord.testkit.chaos;

import io.miscord.testkit.Http;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** What a client does of its own accord besides writing: drops its socket, goes to another node, leaves and joins. */
final class Habits {
    private static final long SHORTEST = TimeUnit.SECONDS.toNanos(3);
    private static final long SPREAD = TimeUnit.SECONDS.toNanos(9);
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(300);

    private final Client client;
    private final AtomicBoolean moving = new AtomicBoolean();
    private long nextAt;
    private boolean away = true;

    Habits(Client client) {
        this.client = client;
    }

    /** Does what it is time for; called often, on one thread. Does not block. */
    void tick() {
        long now = client.trial().now();
        if (now < nextAt || !client.trial().writing() || moving.get()) {
            return;
        }
        boolean first = nextAt == 0;
        nextAt = now + SHORTEST + client.random().nextLong(SPREAD);
        if (first) {
            return;
        }
        switch (client.habit()) {
            case DROPS -> client.drops(false);
            case HOPS -> client.drops(true);
            case MOVES -> {
                moving.set(true);
                Thread.ofVirtual().start(this::move);
            }
            case STAYS, READS_SLOWLY -> {}
        }
    }

    /** Whether it is between two places. */
    boolean isMoving() {
        return moving.get();
    }

    /** Joins the next server but one's own, or leaves it. */
    private void move() {
        var servers = client.world().servers();
        int home = servers.indexOf(home());
        var server = servers.get((home + 1) % servers.size());
        if (away) {
            note(server, Entry.Member.Phase.JOINING);
            until("POST", "/api/servers/join/" + server.invite(), 200);
            note(server, Entry.Member.Phase.JOINED);
            client.visits(server);
        } else {
            client.visits(null);
            note(server, Entry.Member.Phase.LEAVING);
            until("DELETE", "/api/servers/" + server.id() + "/members/me", 204, 404);
            note(server, Entry.Member.Phase.LEFT);
        }
        away = !away;
        moving.set(false);
    }

    private World.Server home() {
        return client.world().servers().stream()
                .filter(server -> client.world().began(client.who().name(), server.name()))
                .findFirst()
                .orElseThrow();
    }

    /** Asks one node after the other until one answers so; whether an earlier one did it, it does not matter. */
    private void until(String method, String path, int... statuses) {
        int turn = client.node();
        while (!client.trial().over()) {
            var nodes = client.nodes();
            var http =
                    new Http(nodes.get(turn++ % nodes.size())).as(client.who().token());
            try {
                int status = method.equals("POST")
                        ? http.post(path).status()
                        : http.delete(path).status();
                for (int expected : statuses) {
                    if (status == expected) {
                        return;
                    }
                }
            } catch (UncheckedIOException e) {
                // Another node may answer.
            }
            LockSupport.parkNanos(RETRY);
        }
    }

    private void note(World.Server server, Entry.Member.Phase phase) {
        client.history().add(new Entry.Member(client.trial().now(), server.name(), phase));
    }
}
