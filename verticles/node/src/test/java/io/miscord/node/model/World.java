package io.miscord.node.model;

import io.miscord.testkit.Seed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The players, the model, who watches what they are sent, and the one source of chance. */
final class World {
    private static final int REMEMBERED = 40;

    final Community model = new Community();
    final RandomGenerator random;
    final List<Player> players;
    final Witness witness;
    private final Seed seed;
    private final List<String> notes = new ArrayList<>();
    /** Waits until everybody who is to be told of something has been. */
    private final Runnable telling;

    private int step;
    private int done;

    World(Seed seed, RandomGenerator random, List<Player> players, Runnable telling) {
        this.seed = seed;
        this.random = random;
        this.players = players;
        this.telling = telling;
        this.witness = new Witness(this);
    }

    /** How many wishes have been granted. */
    int done() {
        return done;
    }

    int step() {
        return step;
    }

    void next() {
        step++;
    }

    boolean toss() {
        return random.nextBoolean();
    }

    <T> T oneOf(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    <T> T oneOf(Collection<T> things) {
        return oneOf(List.copyOf(things));
    }

    Player player(String id) {
        return players.stream()
                .filter(player -> player.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The server tells of what somebody did, in a channel. */
    void told(Community.Channel channel, Player who, String what) {
        model.told(channel, who.id(), what);
        witness.told(channel, "message:new", who.id() + " " + what);
    }

    /** People are told of a message, all of them before anybody does anything else. */
    void tellOf(Community.Message message) {
        boolean conversation = message.channel.server.isEmpty();
        if (conversation || !message.answers.isEmpty() || !message.calls.isEmpty()) {
            model.attention.tell(message);
            telling.run();
        }
    }

    /** Fails unless a wish ended as the model has it. */
    void expect(Verdict expected, Player.Answer answered, Player who, String what) {
        done += answered.verdict() == Verdict.DONE ? 1 : 0;
        note("%s wants to %s: %s".formatted(who, what, answered.verdict()));
        if (expected != answered.verdict()) {
            throw failure("expected %s, but %s".formatted(expected, answered));
        }
    }

    void note(String what) {
        notes.add(step + ": " + what);
    }

    /** What was done that names this, for a failure. */
    String about(String id) {
        return notes.stream().filter(note -> note.contains(id)).collect(Collectors.joining(System.lineSeparator()));
    }

    /** That something is not as the model has it: what happened lately, and last what is wrong. */
    AssertionError failure(String what) {
        return new AssertionError("%s%nin step %d of %s: %s".formatted(lately(), step, seed, what));
    }

    /** What happened lately, for a failure. */
    String lately() {
        return String.join(System.lineSeparator(), notes.subList(Math.max(0, notes.size() - REMEMBERED), notes.size()));
    }
}
