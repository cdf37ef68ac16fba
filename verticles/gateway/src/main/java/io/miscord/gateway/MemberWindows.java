package io.miscord.gateway;

import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whom the sockets of a hub look at: at most one window each, onto one server. Where few have a server, all of them are
 * told of everybody's coming and going; where many do, each is told of those in its window and of its own person, so
 * that what a change costs grows with those who look and not with those who are there. Wires whose clients cannot say
 * whom they look at are told of everybody in any case. Pure; used on its hub's loop.
 */
final class MemberWindows {
    /** Sockets of one hub that are few. */
    static final int FEW = 250;
    /** People in a window. */
    static final int MOST = 300;

    private final int few;
    private final Map<Receiver, Window> windows = new HashMap<>();

    /** Some members of a server, and those of whom a change was told since. */
    private record Window(ServerId server, Set<UserId> people, Set<UserId> told) {}

    MemberWindows(int few) {
        this.few = few;
    }

    /** From now on the receiver looks at these; answers those of them that it did not look at until now. */
    Set<UserId> look(Receiver receiver, ServerId server, Set<UserId> people) {
        var before = people.isEmpty()
                ? windows.remove(receiver)
                : windows.put(receiver, new Window(server, people, new HashSet<>()));
        var fresh = new HashSet<>(people);
        if (before != null && before.server.equals(server)) {
            fresh.removeAll(before.people);
        }
        return fresh;
    }

    /** The receiver is gone. */
    void forget(Receiver receiver) {
        windows.remove(receiver);
    }

    /** Whether so many have the stream that windows count. */
    boolean isLarge(Topic server) {
        return server.size() > few;
    }

    /** Does this for all who are told of a change of this person's presence in the server. */
    void each(Topic topic, ServerId server, UserId about, Consumer<Receiver> work) {
        boolean large = isLarge(topic);
        topic.each(subscription -> {
            var receiver = subscription.receiver;
            var window = windowOnto(receiver, server, about);
            if (window != null) {
                window.told.add(about);
            }
            if (!large || window != null || !receiver.wire().hasWindows() || about.equals(receiver.user())) {
                work.accept(receiver);
            }
        });
    }

    /** Whether the receiver looks at this person, and no change was told of them since it does. */
    boolean waitsFor(Receiver receiver, ServerId server, UserId user) {
        var window = windowOnto(receiver, server, user);
        return window != null && !window.told.contains(user);
    }

    private @Nullable Window windowOnto(Receiver receiver, ServerId server, UserId user) {
        var window = windows.get(receiver);
        return window != null && window.server.equals(server) && window.people.contains(user) ? window : null;
    }
}
