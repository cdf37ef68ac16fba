package io.miscord.gateway;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.platform.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets whose person comes to a server or a conversation while they are connected. What they may see there is asked
 * for before they are given anything of it: since they came it may have changed. Used on the hub's loop.
 */
final class Newcomers {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    private final AccessView access;
    private final AccessView.World world;
    private final Sights sights;
    private final RandomGenerator random;
    /** Who is about to get something live: their view of it is on its way. */
    private final Map<Newcomer, Coming> coming = new HashMap<>();

    private record Newcomer(Viewer viewer, UserId user, AccessDomain domain) {}

    /** What a newcomer was told, and how often their view was asked for in vain. */
    private record Coming(Told told, int tries) {
        Coming again() {
            return new Coming(told, tries + 1);
        }
    }

    /** What they were told of: a server with these channels, or a conversation; from these positions on. */
    private record Told(@Nullable ServerId server, Set<StreamId> channels, Map<StreamId, Long> positions) {}

    Newcomers(AccessView access, AccessView.World world, Sights sights, RandomGenerator random) {
        this.access = access;
        this.world = world;
        this.sights = sights;
        this.random = random;
    }

    /** The person of this socket is in a new server. */
    void joined(Viewer viewer, PersonEvent.ServerJoined joined) {
        if (viewer.hasAll()) {
            var server = joined.server().id();
            var channels = joined.channels().stream()
                    .map(channel -> StreamId.of(channel.id()))
                    .collect(Collectors.toSet());
            come(viewer, AccessDomain.of(server), new Told(server, channels, joined.positions()));
        }
    }

    /** The person of this socket takes part in a conversation that is new to them. */
    void opened(Viewer viewer, PersonEvent.DmCreated created) {
        var conversation = created.conversation().id();
        var stream = StreamId.of(conversation);
        if (viewer.wire().reach().includes(stream)) {
            come(viewer, AccessDomain.of(conversation), new Told(null, Set.of(), Map.of(stream, created.position())));
        }
    }

    /** They left again. */
    void left(Viewer viewer, AccessDomain domain) {
        var user = viewer.user();
        if (user != null) {
            coming.remove(new Newcomer(viewer, user, domain));
        }
    }

    private void come(Viewer viewer, AccessDomain domain, Told told) {
        var user = viewer.user();
        if (user == null || viewer.has().streams.containsKey(new StreamId(domain.value()))) {
            return;
        }
        var newcomer = new Newcomer(viewer, user, domain);
        if (coming.putIfAbsent(newcomer, new Coming(told, 0)) == null) {
            ask(newcomer);
        }
    }

    private void ask(Newcomer newcomer) {
        if (!newcomer.viewer.isOpen()) {
            coming.remove(newcomer);
            return;
        }
        var asked = coming.get(newcomer);
        world.visible(newcomer.domain, List.of(newcomer.user)).onComplete(done -> {
            if (asked == null || !asked.equals(coming.get(newcomer))) {
                return; // they left, and what they may have joined again since has asked for itself
            }
            if (!newcomer.viewer.isOpen()) {
                coming.remove(newcomer);
            } else if (done.failed()) {
                later(newcomer, done.cause());
            } else if (access.mayEnter(newcomer.domain, done.result().version())) {
                coming.remove(newcomer);
                admit(newcomer, asked.told, done.result());
            } else {
                later(newcomer); // a change was heard of since: the next answer has it
            }
        });
    }

    private void admit(Newcomer newcomer, Told told, Visibility now) {
        var viewer = newcomer.viewer;
        var refresh = new Refresh(world, sights, now);
        if (!refresh.has(newcomer.user)) {
            return; // no member any more: that they left is on its way
        }
        access.entered(newcomer.domain, now.version());
        if (told.server != null) {
            sights.give(viewer, told.server, sights.of(told.channels));
        }
        told.positions.forEach((stream, seq) -> {
            if (refresh.sees(newcomer.user, stream)) {
                long head = now.positions().getOrDefault(stream, seq);
                world.subscribe(viewer, stream, seq, Math.max(seq, head));
            }
        });
        refresh.apply(viewer, newcomer.user);
        if (told.server != null) {
            world.serversChanged(viewer);
        }
    }

    private void later(Newcomer newcomer, Throwable cause) {
        if (cause instanceof ProblemException refused && refused.problem().kind() == Problem.Kind.NOT_FOUND) {
            coming.remove(newcomer);
            return;
        }
        LOG.warn("what is new to somebody is not known yet domain={} cause={}", newcomer.domain, cause.getMessage());
        later(newcomer);
    }

    private void later(Newcomer newcomer) {
        var waiting = coming.computeIfPresent(newcomer, (key, before) -> before.again());
        if (waiting != null) {
            world.later(AccessView.AGAIN.waitMs(waiting.tries() - 1, random), () -> {
                if (waiting.equals(coming.get(newcomer))) {
                    ask(newcomer);
                }
            });
        }
    }
}
