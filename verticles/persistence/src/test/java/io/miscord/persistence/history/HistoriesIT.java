package io.miscord.persistence.history;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.DurableEvent;
import io.miscord.contract.Event;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Seed;
import io.miscord.testkit.Stores;
import io.miscord.testkit.history.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whoever has a snapshot and is told what happens after it knows what somebody who comes anew is told: over histories
 * of several people, made by chance, each as several of them see it. {@code -Dmiscord.histories} is how many;
 * {@code MISCORD_SEED} repeats them. Some are left in {@code target/histories.ndjson} for the web client's test.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HistoriesIT {
    private static final int HISTORIES = Integer.getInteger("miscord.histories", 1_000);
    private static final int OF_A_WORLD = 20;
    private static final int WITNESSES = 2;
    /** One person sees so many of them, one after the other. */
    private static final int OF_A_PERSON = 4;

    private static final int ACTS = 15;
    private static final int AT_ONCE = 4;
    private static final int KEPT = 300;
    /** Of so many each kind of event is asked for. */
    private static final int ENOUGH = 1_000;

    private static final System.Logger LOG = System.getLogger(HistoriesIT.class.getName());

    private final Seed seed = Seed.announced();
    private final Map<String, Integer> heard = new ConcurrentSkipListMap<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lived = new AtomicInteger();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> notices = new ConcurrentLinkedQueue<>();
    private final ReentrantLock telling = new ReentrantLock();
    private OwnerNode node;
    private Tape tape;

    /** A history that ends in something else than a snapshot anew. */
    private record Failure(String text, List<String> differences) {
        Set<String> kinds() {
            return differences.stream().map(line -> line.split("[/\\s:]", 2)[0]).collect(Collectors.toSet());
        }
    }

    @BeforeAll
    void start(Stores stores) {
        // Nothing is killed here, so nothing need be on the disk: histories are many.
        stores.execute("ALTER DATABASE \"%s\" SET synchronous_commit = off"
                .formatted(stores.postgres().database()));
        node = new OwnerNode(stores);
        node.tellsPeopleOn(notices::add);
        tape = new Tape(node);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void snapshot_and_events_are_the_fresh_snapshot() throws Exception {
        int worlds = Math.ceilDiv(HISTORIES, OF_A_WORLD * WITNESSES);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < worlds; i++) {
                long its = seed.value() + i;
                running.add(threads.submit(() -> {
                    world(its);
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        var target = Files.createDirectories(Path.of("target"));
        Files.write(target.resolve("histories.ndjson"), lines);
        if (!failures.isEmpty()) {
            Files.writeString(target.resolve("histories-failed.txt"), failed());
        }
        assertThat(failures.isEmpty()).withFailMessage(this::failed).isTrue();
        LOG.log(System.Logger.Level.INFO, "{0} histories, by what they tell: {1}", lived, heard);
        if (HISTORIES >= ENOUGH) {
            assertThat(heard.keySet())
                    .as("every kind of event occurs, %s", seed)
                    .containsAll(durable(DurableEvent.class, new TreeSet<>()));
        }
    }

    private void world(long its) throws Exception {
        var world = new World(node, this::tellPeople, new Random(its));
        var chance = new Random(~its);
        var streams = new HashSet<StreamId>();
        for (int i = 0; i < 2 * ACTS; i++) {
            world.act();
        }
        var witnesses = new ArrayList<Witness>();
        for (int i = 0; i < OF_A_WORLD; i++) {
            tellPeople();
            tape.settle();
            if (i % OF_A_PERSON == 0) {
                witnesses.clear();
                for (int j = 0; j < WITNESSES; j++) {
                    var people = world.people();
                    var me = people.get((i / OF_A_PERSON + j * 3) % people.size());
                    witnesses.add(new Witness(node, tape, me, chance));
                }
            } else {
                witnesses.replaceAll(Witness::next);
            }
            history(its, world, witnesses, chance);
            witnesses.forEach(witness -> streams.addAll(witness.streams()));
        }
        tape.forget(streams);
    }

    private void history(long its, World world, List<Witness> witnesses, Random chance) throws Exception {
        world.begin();
        for (int i = 0; i < ACTS; i++) {
            world.act();
            for (var witness : witnesses) {
                if (chance.nextInt(4) == 0) {
                    tries(its, world, witness, witness::hears);
                }
            }
        }
        tellPeople();
        tape.settle();
        for (var witness : witnesses) {
            tries(its, world, witness, () -> ends(its, world, witness));
        }
    }

    private void ends(long its, World world, Witness witness) {
        var differences = witness.differences((before, after) -> {
            if (lived.getAndIncrement() < KEPT) {
                lines.add(Snapshot.line(its, witness.me().id().toString(), before, witness.frames(), after));
            }
        });
        witness.heard().forEach(kind -> heard.merge(kind, 1, Integer::sum));
        if (!differences.isEmpty()) {
            fails(its, world, witness, differences);
        }
    }

    private void tries(long its, World world, Witness witness, Runnable step) {
        try {
            step.run();
        } catch (AssertionError | RuntimeException broken) {
            fails(its, world, witness, List.of(broken.toString()));
        }
    }

    private void fails(long its, World world, Witness witness, List<String> differences) {
        var text = "world %d of %s:%n%s%nafter%n%s%n%s"
                .formatted(its, witness.me().id(), lines(differences), lines(world.done()), lines(witness.frames()));
        failures.add(new Failure(text, differences));
    }

    /** What is told a while after it happened is told now: all of it is, when this is over. */
    private void tellPeople() {
        telling.lock();
        try {
            node.tellPeople();
            for (var work = notices.poll(); work != null; work = notices.poll()) {
                work.run();
            }
        } finally {
            telling.unlock();
        }
    }

    /** How many failed in what, and of each kind of difference the history that shows it with the fewest others. */
    private String failed() {
        var kinds = new TreeMap<String, List<Failure>>();
        failures.forEach(failure -> failure.kinds()
                .forEach(kind ->
                        kinds.computeIfAbsent(kind, its -> new ArrayList<>()).add(failure)));
        var counts = new TreeMap<String, Integer>();
        kinds.forEach((kind, its) -> counts.put(kind, its.size()));
        var shown = new LinkedHashSet<String>();
        kinds.values()
                .forEach(its -> shown.add(its.stream()
                        .min(comparingInt(one -> one.differences.size()))
                        .orElseThrow()
                        .text));
        return "%d of %d histories, %s, differ in %s%n%s"
                .formatted(failures.size(), lived.get(), seed, counts, String.join("\n\n", shown));
    }

    private static String lines(Collection<?> of) {
        return of.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    private static Set<String> durable(Class<?> type, Set<String> found) {
        if (type.isSealed()) {
            for (var sub : type.getPermittedSubclasses()) {
                durable(sub, found);
            }
        } else {
            found.add(Event.nameOf(type.asSubclass(Event.class)));
        }
        return found;
    }
}
