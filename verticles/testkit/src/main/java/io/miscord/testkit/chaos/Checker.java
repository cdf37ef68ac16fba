package io.miscord.testkit.chaos;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Decides from what every client took down, and from what is stored, whether the promise was kept. Pure, and it shares
 * no code with the server.
 */
final class Checker {
    private final Histories histories;
    private final Map<String, String> places;
    private final Stored stored;
    private final Breaches breaches = new Breaches();
    private final Sends sends = new Sends(breaches);
    private long received;

    /** Where histories are read from, each as often as is needed. */
    interface Histories {
        /** All clients. */
        Collection<String> clients();

        /** Gives every entry of a client's history to the taker, in order. */
        void read(String client, Consumer<Entry> taker);
    }

    /**
     * A check.
     *
     * @param places which place each stream belongs to
     */
    Checker(Histories histories, Map<String, String> places, Stored stored) {
        this.histories = histories;
        this.places = places;
        this.stored = stored;
    }

    /** What the clients wrote; known after {@link #check}. */
    Sends sends() {
        return sends;
    }

    /** How many events came to clients; known after {@link #check}. */
    long received() {
        return received;
    }

    /** All that is wrong. */
    Breaches check() {
        return check((client, entry) -> {});
    }

    /** The same, while another looks at every entry, all sends being known. */
    Breaches check(BiConsumer<String, Entry> another) {
        for (var client : histories.clients()) {
            histories.read(client, entry -> sends.take(client, entry));
        }
        sends.check(stored);
        for (var client : histories.clients()) {
            var reading = new Reading(client, places, stored, sends, breaches);
            histories.read(client, entry -> {
                reading.take(entry);
                another.accept(client, entry);
            });
            reading.end();
            received += reading.received();
        }
        return breaches;
    }
}
