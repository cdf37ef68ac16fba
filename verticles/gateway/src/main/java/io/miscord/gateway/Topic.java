package io.miscord.gateway;

import io.miscord.contract.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/** One stream and the sockets of one event loop that have it. Pure but for the writes; used on its hub's loop. */
final class Topic {
    /** A socket's place in the stream: the last seq it was given. */
    static final class Subscription {
        final Socket socket;
        long position;

        Subscription(Socket socket, long position) {
            this.socket = socket;
            this.position = position;
        }
    }

    private final List<Subscription> subscriptions = new ArrayList<>();
    /** The last seq that this hub knows of. */
    private long head;

    /** Set while missed events are on their way, so that they are asked for once. */
    boolean fetching;

    void add(Subscription subscription) {
        subscriptions.add(subscription);
    }

    boolean remove(Socket socket) {
        subscriptions.removeIf(subscription -> subscription.socket == socket);
        return subscriptions.isEmpty();
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    void reached(long seq) {
        head = Math.max(head, seq);
    }

    /** Writes the event to every socket whose next one it is, and says how many; the others are behind, or had it. */
    int give(StreamEvent event, SharedFrame frame) {
        reached(event.seq());
        int receivers = 0;
        for (var subscription : subscriptions) {
            if (subscription.position + 1 == event.seq()) {
                subscription.position = event.seq();
                subscription.socket.write(frame);
                receivers++;
            }
        }
        return receivers;
    }

    boolean isBehind(Subscription subscription) {
        return subscription.position < head;
    }

    /** The least position of a socket that is behind what this hub was handed; -1 when none is. */
    long behindSince() {
        long least = Long.MAX_VALUE;
        for (var subscription : subscriptions) {
            if (subscription.position < head) {
                least = Math.min(least, subscription.position);
            }
        }
        return least == Long.MAX_VALUE ? -1 : least;
    }

    /** The sockets that are behind, moved to this seq: what they missed cannot be had any more. */
    List<Socket> giveUp(long seq) {
        reached(seq);
        var told = new ArrayList<Socket>();
        for (var subscription : subscriptions) {
            if (subscription.position < seq) {
                subscription.position = seq;
                told.add(subscription.socket);
            }
        }
        return told;
    }
}
