package io.miscord.testkit.chaos;

import io.miscord.testkit.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One trial from its beginning to its report. Blocks. */
final class Run {
    /** Of 100 hints between nodes so many are lost, and as many overtaken, all the time. */
    static final int BAD_HINTS = 5;

    static final String RECOVERS = "everyone is live, and nobody waits, within 60 s of each repair";

    private static final long RECOVERY_MS = 60_000;
    private static final long WHOLE_MS = 60_000;
    private static final long REST_MS = 60_000;
    private static final long POLL_MS = 20;
    private static final long WAITS = TimeUnit.SECONDS.toNanos(1);

    private final Plan plan;
    private final Consumer<String> say;
    private final Trial trial;
    private final List<Client> clients = new ArrayList<>();
    private final List<Strike> strikes = new ArrayList<>();
    private final Repairs repairs = new Repairs();

    Run(Plan plan, Consumer<String> say) {
        this.plan = plan;
        this.say = say;
        this.trial = new Trial(TimeUnit.SECONDS.toNanos(1) * (plan.people() - 1) / plan.rate());
    }

    /** Runs it, and says how it went; true when the promise was kept. */
    Report go() {
        say.accept("seed %d: three nodes, PostgreSQL and Redis in %s".formatted(plan.seed(), plan.folder()));
        try (var ground = Ground.start(plan.folder(), settings(plan))) {
            var world = World.make(ground.urls(), plan);
            var histories = folder("histories");
            for (int i = 0; i < plan.people(); i++) {
                var history = new History(histories, world.people().get(i).name());
                clients.add(new Client(trial, world, i, plan, ground.urls(), history));
            }
            clients.forEach(Client::start);
            until(RECOVERY_MS, this::isServed);
            say.accept("%d clients are live".formatted(clients.size()));
            trial.write(true);
            repairs.calmBegins(ground.metrics());
            pause(plan.shortForm() ? 1_500 : 5_000);
            if (plan.calm()) {
                until(Long.MAX_VALUE, this::enough);
            } else {
                strikes(ground);
            }
            return rest(ground, world, histories);
        }
    }

    static List<String> settings(Plan plan) {
        var settings = new ArrayList<>(NodeProcess.FOR_TESTS);
        settings.addAll(List.of(
                "auth.accessTokenTtl=1d",
                "cluster.heartbeatTimeout=5s",
                "chaos.dropHints=" + BAD_HINTS,
                "chaos.reorderHints=" + BAD_HINTS,
                "chaos.seed=" + Math.floorMod(plan.seed(), Integer.MAX_VALUE)));
        return settings;
    }

    /** Rounds of faults, until every one has struck, and there are messages or there was time enough. */
    private void strikes(Ground ground) {
        var random = new Random(plan.seed());
        var faults = new Faults(ground, clients, random, plan.shortForm());
        boolean first = true;
        while (true) {
            for (var fault : faults.round()) {
                if (!first && enough()) {
                    return;
                }
                strike(ground, fault);
            }
            first = false;
            if (enough()) {
                return;
            }
        }
    }

    private boolean enough() {
        return trial.messages() >= plan.messages()
                || trial.now() > plan.longest().toNanos();
    }

    private void strike(Ground ground, Faults.Fault fault) {
        repairs.calmEnds(ground.metrics());
        long at = trial.now();
        long messages = trial.messages();
        fault.strike().run();
        pause(fault.lastsMs());
        fault.heal().run();
        long healed = trial.now();
        boolean recovered = until(RECOVERY_MS, this::isServed);
        var strike = new Strike(fault.name(), fault.detail(), at, healed, recovered ? trial.now() : Strike.NEVER);
        strikes.add(strike);
        boolean whole = until(WHOLE_MS, ground::whole);
        repairs.calmBegins(ground.metrics());
        say.accept("%7.1f s  %s %s: %s, %d messages meanwhile, %d in all%s"
                .formatted(
                        at / 1e9,
                        fault.name(),
                        fault.detail(),
                        recovered
                                ? "recovered after %.1f s".formatted((strike.recoveredAt() - healed) / 1e9)
                                : "NOT RECOVERED",
                        trial.messages() - messages,
                        trial.messages(),
                        whole ? "" : ", THE CLUSTER IS NOT WHOLE"));
        pause(plan.shortForm() ? 500 : 3_000);
    }

    /** Everybody is let in, and nobody waits for long. */
    private boolean isServed() {
        return clients.stream()
                .allMatch(client -> client.isLive() && client.outbox().oldestWaiting() < WAITS);
    }

    /** Nobody begins anything; what was begun is finished and shown to everybody; then it is looked at. */
    private Report rest(Ground ground, World world, Path histories) {
        trial.write(false);
        say.accept("%7.1f s  coming to rest".formatted(trial.now() / 1e9));
        until(REST_MS, () -> clients.stream().allMatch(client -> client.isLive() && client.isIdle()));
        Stored stored;
        try (var dump = new Dump(ground.data())) {
            until(REST_MS, () -> everythingShown(dump.heads(world), world));
            clients.forEach(Client::close);
            trial.end();
            stored = dump.stored(world);
        }
        repairs.calmEnds(ground.metrics());
        long ended = trial.now();
        ground.keepLogs(plan.folder());
        ground.close();
        say.accept("%7.1f s  checking".formatted(ended / 1e9));
        return report(world, histories, stored, ended);
    }

    private boolean everythingShown(Map<String, Long> heads, World world) {
        return clients.stream()
                .allMatch(client -> world.places().entrySet().stream()
                        .filter(stream -> client.isIn(stream.getValue()))
                        .allMatch(
                                stream -> client.position(stream.getKey()) >= heads.getOrDefault(stream.getKey(), 0L)));
    }

    private Report report(World world, Path folder, Stored stored, long ended) {
        var histories = new InFiles(folder);
        var checker = new Checker(histories, world.places(), stored);
        var staying = clients.stream()
                .filter(client -> client.habit() == Habit.STAYS)
                .map(client -> client.who().name())
                .collect(Collectors.toSet());
        var figures = new Figures(checker.sends(), staying, strikes);
        var breaches = checker.check(figures::take);
        breaches.rule(RECOVERS);
        strikes.stream()
                .filter(strike -> !strike.recovered())
                .forEach(strike -> breaches.add(
                        new Breach(Breach.Kind.WRONG, RECOVERS, "", "", 0, strike.fault() + " " + strike.detail())));
        return new Report(plan, checker, figures, repairs, strikes, breaches, histories, ended);
    }

    /** Histories in files. */
    private record InFiles(Map<String, Path> files) implements Checker.Histories {
        InFiles(Path folder) {
            this(new TreeMap<>());
            try (var all = Files.list(folder)) {
                all.forEach(file -> files.put(History.client(file), file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Collection<String> clients() {
            return files.keySet();
        }

        @Override
        public void read(String client, Consumer<Entry> taker) {
            History.read(files.getOrDefault(client, Path.of(client)), taker);
        }
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(plan.folder().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean until(long ms, BooleanSupplier what) {
        long began = System.nanoTime();
        while (!what.getAsBoolean()) {
            if (System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(ms)) {
                return false;
            }
            pause(POLL_MS);
        }
        return true;
    }

    private static void pause(long ms) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
    }
}
