package io.miscord.node.model;

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
    private final List<String> notes = new ArrayList<>();
    /** Waits until everybody who is to be told of something has been. */
    private final Runnable telling;

    private int step;
    private int done;

    World(RandomGenerator random, List<Player> players, Runnable telling) {
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
            throw new AssertionError(
                    "step %d: expected %s, but %s%nbefore that:%n%s".formatted(step, expected, answered, lately()));
        }
    }

    void note(String what) {
        notes.add(step + ": " + what);
    }

    /** What was done that names this, for a failure. */
    String about(String id) {
        return notes.stream().filter(note -> note.contains(id)).collect(Collectors.joining(System.lineSeparator()));
    }

    /** What happened lately, for a failure. */
    String lately() {
        return String.join(System.lineSeparator(), notes.subList(Math.max(0, notes.size() - REMEMBERED), notes.size()));
    }
}
