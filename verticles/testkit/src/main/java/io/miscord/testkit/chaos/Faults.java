package io.miscord.testkit.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What goes wrong, each fault once a round, in an order and at places that the seed decides. */
final class Faults {
    private static final int ONE_KILOBYTE = 1_024;

    private final Ground ground;
    private final List<Client> clients;
    private final Random random;
    private final boolean brief;

    /**
     * One fault.
     *
     * @param strike breaks something; may block as long as that takes
     * @param lastsMs how long it stays broken
     * @param heal puts it right
     */
    record Fault(String name, String detail, Runnable strike, long lastsMs, Runnable heal) {
        /** Both at once. */
        Fault with(Fault other) {
            return new Fault(
                    name + ", " + other.name,
                    detail,
                    () -> {
                        strike.run();
                        other.strike.run();
                    },
                    Math.max(lastsMs, other.lastsMs),
                    () -> {
                        heal.run();
                        other.heal.run();
                    });
        }
    }

    /**
     * Faults of one trial.
     *
     * @param brief shorter ones, and not those that show little that others do not
     */
    Faults(Ground ground, List<Client> clients, Random random, boolean brief) {
        this.ground = ground;
        this.clients = clients;
        this.random = random;
        this.brief = brief;
    }

    /** Every fault once. */
    List<Fault> round() {
        var faults = new ArrayList<Fault>();
        faults.add(nodeKilled());
        faults.add(nodeFrozen());
        faults.add(postgresFrozen());
        faults.add(postgresKilled());
        faults.add(partition());
        faults.add(storm());
        faults.add(rollingRestart());
        if (brief) {
            faults.add(redisKilled().with(slowReader()));
        } else {
            faults.add(redisKilled());
            faults.add(slowReader());
            faults.add(partialPartition());
            faults.add(allKilled());
        }
        Collections.shuffle(faults, random);
        return faults;
    }

    private Fault nodeKilled() {
        int number = random.nextInt(Ground.NODES);
        var node = ground.node(number);
        return new Fault("node killed", "node " + number, node::kill9, brief ? 2_000 : 4_000, node::startAgain);
    }

    /** Longer than the cluster waits for a silent node. */
    private Fault nodeFrozen() {
        int number = random.nextInt(Ground.NODES);
        var node = ground.node(number);
        return new Fault("node frozen", "node " + number, node::freeze, brief ? 7_000 : 9_000, node::thaw);
    }

    private Fault postgresFrozen() {
        return new Fault("PostgreSQL frozen", "", ground::freezePostgres, brief ? 3_000 : 8_000, ground::thawPostgres);
    }

    /** It is stopped in its tracks first, so that nothing of what it was doing is finished. */
    private Fault postgresKilled() {
        return new Fault("PostgreSQL killed", "", ground::freezePostgres, 1_000, () -> ground.kill("postgres"));
    }

    private Fault redisKilled() {
        return new Fault("Redis killed", "", () -> ground.kill("redis"), brief ? 1_000 : 3_000, () -> {});
    }

    private Fault partition() {
        int number = random.nextInt(Ground.NODES);
        return new Fault(
                "network partition",
                "node %d alone".formatted(number),
                () -> ground.network().isolate(number, Ground.NODES),
                brief ? 8_000 : 12_000,
                () -> ground.network().heal());
    }

    private Fault partialPartition() {
        int one = random.nextInt(Ground.NODES);
        int other = (one + 1) % Ground.NODES;
        return new Fault(
                "partial partition",
                "between %d and %d".formatted(one, other),
                () -> ground.network().cut(one, other),
                10_000,
                () -> ground.network().heal());
    }

    private Fault slowReader() {
        return new Fault("slow reader", "1 KB/s", () -> slowly(ONE_KILOBYTE), brief ? 8_000 : 20_000, () -> slowly(0));
    }

    private void slowly(int bytesPerSecond) {
        clients.stream()
                .filter(client -> client.habit() == Habit.READS_SLOWLY)
                .forEach(client -> client.reads(bytesPerSecond));
    }

    private Fault storm() {
        return new Fault(
                "reconnect storm",
                clients.size() + " clients",
                () -> clients.forEach(client -> client.drops(random.nextBoolean())),
                0,
                () -> {});
    }

    /** Each node in turn is asked to stop, and started again. */
    private Fault rollingRestart() {
        return new Fault(
                "rolling restart",
                "",
                () -> {
                    for (int number = 0; number < Ground.NODES; number++) {
                        ground.node(number).terminate();
                        ground.node(number).startAgain();
                    }
                },
                0,
                () -> {});
    }

    private Fault allKilled() {
        return new Fault(
                "all nodes killed",
                "",
                () -> each(number -> ground.node(number).kill9()),
                TimeUnit.SECONDS.toMillis(2),
                () -> each(number -> ground.node(number).startAgain()));
    }

    private static void each(java.util.function.IntConsumer work) {
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < Ground.NODES; number++) {
            int mine = number;
            threads.add(Thread.ofVirtual().start(() -> work.accept(mine)));
        }
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
