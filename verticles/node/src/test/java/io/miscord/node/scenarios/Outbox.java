package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends one message after another, each with its nonce until it is acknowledged, as a client's outbox does, on a thread
 * of its own. A socket that closes ends it, and {@link #stop} fails.
 */
final class Outbox {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** What a client would wait after a refusal, shortened. */
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final Person by;
    private final String channel;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<String> acked = new CopyOnWriteArrayList<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private final Thread thread;

    /** A refusal, and how long it took to come. */
    record Refusal(Duration after, JsonNode error) {}

    private Outbox(Person by, String channel) {
        this.by = by;
        this.channel = channel;
        this.thread = Thread.ofVirtual().unstarted(this::run);
    }

    /** Begins to send, as fast as acknowledgements come. */
    static Outbox sends(Person by, String channel) {
        var outbox = new Outbox(by, channel);
        outbox.thread.start();
        return outbox;
    }

    /** What was acknowledged so far, in order. */
    List<String> acked() {
        return List.copyOf(acked);
    }

    /** What was refused so far, each to be sent again. */
    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /** Waits until this many more are acknowledged. */
    void sendsMore(int count) {
        int before = acked.size();
        Eventually.within(
                PATIENCE,
                () -> "%s: %d acknowledged, then %d more; alive %s, last refusals %s"
                        .formatted(by, before, acked.size() - before, thread.isAlive(), lastRefusals()),
                () -> acked.size() >= before + count);
    }

    /** Waits until this many more are refused. */
    void isRefused(int count) {
        int before = refusals.size();
        Eventually.within(
                PATIENCE,
                () -> "%s: %d refused, then %d more; alive %s"
                        .formatted(by, before, refusals.size() - before, thread.isAlive()),
                () -> refusals.size() >= before + count);
    }

    /** Stops after the message that is under way, and answers all that was acknowledged, in order. */
    List<String> stop() {
        stop.set(true);
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).as("still sending: " + lastRefusals()).isFalse();
        assertThat(by.connection().isOpen()).as(by + "'s socket").isTrue();
        return acked();
    }

    private void run() {
        for (int i = 1; !stop.get(); i++) {
            var text = "%s's message %d".formatted(by, i);
            while (!sent(text)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            acked.add(text);
        }
    }

    private boolean sent(String text) {
        long before = System.nanoTime();
        var answer = by.connection()
                .answer("message:send", Map.of("channelId", channel, "content", text, "nonce", "nonce of " + text));
        if (answer.path("event").asText().equals("ack")) {
            return true;
        }
        refusals.add(new Refusal(Duration.ofNanos(System.nanoTime() - before), answer.path("data")));
        return false;
    }

    private List<Refusal> lastRefusals() {
        return refusals.subList(Math.max(0, refusals.size() - 3), refusals.size());
    }
}
