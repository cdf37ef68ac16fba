package io.miscord.gateway;

import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be asked of people who came into windows: one ask at a time for a receiver, however often it looks
 * elsewhere meanwhile. Then whoever is in its window by then and was not told of is asked about together; what it
 * looked at in between is not. Pure; used on its hub's loop.
 */
final class WindowAsks {
    private final MemberWindows windows;
    /** Receivers of which an ask is under way, with what comes after it. */
    private final Map<Receiver, Optional<Wanted>> underWay = new HashMap<>();

    WindowAsks(MemberWindows windows) {
        this.windows = windows;
    }

    /** People of a server whose presence is to be told. */
    record Wanted(ServerId server, Set<UserId> people) {}

    /** These came into the receiver's window: what is to be asked now, if it does not wait for an answer. */
    Optional<Wanted> want(Receiver receiver, ServerId server, Set<UserId> fresh) {
        var before = underWay.get(receiver);
        if (before == null) {
            var now = waiting(receiver, server, fresh);
            now.ifPresent(asked -> underWay.put(receiver, Optional.empty()));
            return now;
        }
        var people = new HashSet<>(fresh);
        before.filter(wanted -> wanted.server.equals(server)).ifPresent(wanted -> people.addAll(wanted.people));
        underWay.put(receiver, waiting(receiver, server, people));
        return Optional.empty();
    }

    /** The receiver's answer is there, or there is none: what is to be asked next, if anything. */
    Optional<Wanted> done(Receiver receiver) {
        var next = underWay.remove(receiver);
        return next == null ? Optional.empty() : next.flatMap(wanted -> want(receiver, wanted.server, wanted.people));
    }

    private Optional<Wanted> waiting(Receiver receiver, ServerId server, Set<UserId> people) {
        var waiting = new HashSet<>(people);
        waiting.removeIf(user -> !windows.waitsFor(receiver, server, user));
        return waiting.isEmpty() ? Optional.empty() : Optional.of(new Wanted(server, waiting));
    }
}
