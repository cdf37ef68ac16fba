package io.miscord.gateway;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Event;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.platform.json.Json;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under which version of each server's and conversation's permissions the sockets of one hub see it. An event that was
 * committed under a newer version waits until what the sockets see has been derived anew, so that nobody is given what
 * they may no longer see. Used on the hub's loop.
 */
final class AccessView {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    private static final String ACCESS_CHANGED = Event.nameOf(ServerEvent.AccessChanged.class);
    /** People asked about at a time: one answer of PostgreSQL. */
    static final int CHUNK = 1_000;
    /** Such questions under way at a time; the others wait. */
    static final int ASKS_AT_ONCE = 4;
    /** Sockets that are brought up to date in one turn of the loop; then others have theirs. */
    static final int SLICE = 500;
    /** What is asked again: PostgreSQL may be away, or tell less than was heard of, as one that was put back does. */
    static final Backoff AGAIN = new Backoff(500, 5_000);

    private final World world;
    private final RandomGenerator random;
    private final Sights sights = new Sights();
    private final Newcomers newcomers;
    private final Turns asks = new Turns(ASKS_AT_ONCE);
    private final Map<StreamId, View> views = new HashMap<>();

    /** What this takes from the rest of the hub. */
    interface World {
        /** The sockets of a person here. */
        Collection<? extends Viewer> socketsOf(UserId user);

        /** The people whose sockets have this stream here. */
        Set<UserId> peopleOf(StreamId stream);

        /** What these people see of a server or conversation. */
        Future<Visibility> visible(AccessDomain domain, List<UserId> people);

        /** Gives a socket a stream from this position on; {@code head} is what PostgreSQL told. */
        void subscribe(Viewer viewer, StreamId stream, long position, long head);

        /** Takes a stream away. */
        void unsubscribe(Viewer viewer, StreamId stream);

        /** The person of this socket is in other servers than before. */
        void serversChanged(Viewer viewer);

        /** The permissions that these streams waited for are here. */
        void accessRefreshed(Set<StreamId> streams);

        /** Does this after so long. */
        void later(long ms, Runnable work);

        /** Does this in the loop's next turn. */
        void nextTurn(Runnable work);

        /** Milliseconds of a clock that never goes back. */
        long now();

        /** A time of day on that clock. */
        long monotonic(Instant time);
    }

    private record Seen(List<UserId> people, Visibility visibility) {}

    /** One server or conversation, as this hub's sockets see it; keyed by its stream, whose id is its own. */
    private static final class View {
        final AccessDomain domain;
        final AccessProgress progress;
        Set<StreamId> waiting = Set.of();
        /** Rounds in a row that came to nothing. */
        int tries;

        View(AccessDomain domain, long version) {
            this.domain = domain;
            this.progress = new AccessProgress(version);
        }

        StreamId stream() {
            return new StreamId(domain.value());
        }
    }

    AccessView(World world, RandomGenerator random) {
        this.world = world;
        this.random = random;
        this.newcomers = new Newcomers(this, world, sights, random);
    }

    /** Whether somebody whose views are of these versions may enter, or has to ask for newer ones first. */
    boolean mayEnter(Map<AccessDomain, Long> versions) {
        return versions.entrySet().stream().allMatch(view -> mayEnter(view.getKey(), view.getValue()));
    }

    /** Whether somebody whose view of this is of that version may have it, or has to ask for a newer one first. */
    boolean mayEnter(AccessDomain domain, long version) {
        var view = views.get(new StreamId(domain.value()));
        return view == null || view.progress.mayEnter(version);
    }

    /** A socket entered whose view is of this version; before it is subscribed to anything there. */
    void entered(AccessDomain domain, long version) {
        views.computeIfAbsent(new StreamId(domain.value()), id -> new View(domain, version))
                .progress
                .entered(version);
    }

    /** From now on the socket sees these channels of the server. */
    void sees(Viewer viewer, ServerId server, Set<StreamId> channels) {
        sights.give(viewer, server, sights.of(channels));
    }

    /** The socket is gone. */
    void closed(Viewer viewer) {
        sights.closed(viewer);
    }

    /** No socket has the server or conversation any more. */
    void forget(StreamId stream) {
        views.remove(stream);
    }

    /** How many different sets of channels the sockets see. */
    int distinctSights() {
        return sights.size();
    }

    /**
     * Whether the event may be given to those who have its stream; if not yet, the permissions are fetched. One that
     * says whose permissions changed is heeded before it is given: what follows on it in the same turn is held up by
     * those people's alone, and not by everybody's.
     */
    boolean allows(StreamEvent event) {
        var view = views.get(new StreamId(event.domain().value()));
        if (view != null
                && event.name().equals(ACCESS_CHANGED)
                && Json.event(event.frame()) instanceof ServerEvent.AccessChanged change) {
            view.progress.changed(change.version(), change.userIds());
            advance(view);
            return true;
        }
        if (view == null || view.progress.allows(event.accessVersion())) {
            return true;
        }
        if (view.waiting.isEmpty()) {
            view.waiting = new HashSet<>();
        }
        view.waiting.add(event.stream());
        view.progress.needs(event.accessVersion());
        advance(view);
        return false;
    }

    /** The person of this socket is in a new server. */
    void joined(Viewer viewer, PersonEvent.ServerJoined joined) {
        newcomers.joined(viewer, joined);
    }

    /** The person of this socket takes part in a conversation that is new to them. */
    void opened(Viewer viewer, PersonEvent.DmCreated created) {
        newcomers.opened(viewer, created);
    }

    /** The person of this socket is no longer in a server or a conversation. */
    void left(Viewer viewer, AccessDomain domain) {
        newcomers.left(viewer, domain);
        var stream = new StreamId(domain.value());
        boolean had = viewer.has().streams.containsKey(stream);
        var sight = sights.take(viewer, new ServerId(domain.value()));
        if (sight != null) {
            sight.streams.forEach(channel -> world.unsubscribe(viewer, channel));
            world.serversChanged(viewer);
        }
        world.unsubscribe(viewer, stream);
        if ((had || sight != null) && !viewer.hasAll()) {
            viewer.end(Disconnect.NO_SUCH_CHANNEL);
        }
    }

    private boolean isCurrent(View view) {
        return views.get(view.stream()) == view;
    }

    private void advance(View view) {
        view.progress.next().ifPresent(round -> {
            var people = round.everyone() ? world.peopleOf(view.stream()) : here(view, round.people());
            if (people.isEmpty()) {
                finished(view, round, round.target());
            } else {
                ask(view.domain, List.copyOf(people)).onComplete(done -> {
                    if (!isCurrent(view)) {
                        return;
                    }
                    if (done.succeeded()) {
                        derived(view, round, done.result());
                    } else {
                        failed(view, done.cause().getMessage());
                    }
                });
            }
        });
    }

    /** Those of these people who have sockets here with the server or conversation. */
    private Set<UserId> here(View view, Collection<UserId> people) {
        var stream = view.stream();
        return people.stream()
                .filter(user -> world.socketsOf(user).stream()
                        .anyMatch(viewer -> viewer.has().streams.containsKey(stream)))
                .collect(Collectors.toSet());
    }

    private Future<List<Seen>> ask(AccessDomain domain, List<UserId> people) {
        var asked = new ArrayList<Future<Seen>>();
        for (int from = 0; from < people.size(); from += CHUNK) {
            var chunk = people.subList(from, Math.min(from + CHUNK, people.size()));
            asked.add(asks.run(() -> world.visible(domain, chunk)).map(visibility -> new Seen(chunk, visibility)));
        }
        return Future.all(asked)
                .map(answered -> asked.stream().map(Future::result).toList());
    }

    private void derived(View view, AccessProgress.Round round, List<Seen> answers) {
        long version = answers.stream()
                .mapToLong(answer -> answer.visibility.version())
                .min()
                .orElseThrow();
        if (version < round.target()) {
            failed(view, "PostgreSQL tells version %d, but %d was heard of".formatted(version, round.target()));
            return;
        }
        var slices = new ArrayList<Runnable>();
        for (var answer : answers) {
            var refresh = new Refresh(world, sights, answer.visibility);
            answer.people.forEach(user -> slices.add(() -> refresh(view, refresh, user)));
        }
        apply(view, round, version, slices, 0);
    }

    private void refresh(View view, Refresh refresh, UserId user) {
        for (var viewer : List.copyOf(world.socketsOf(user))) {
            if (refresh.has(user)) {
                refresh.apply(viewer, user);
            } else {
                left(viewer, view.domain);
            }
        }
    }

    /** The round's people one after the other; it ends after the last, or no later event is ever given to anybody. */
    private void apply(View view, AccessProgress.Round round, long version, List<Runnable> people, int from) {
        int to = Math.min(from + SLICE, people.size());
        try {
            people.subList(from, to).forEach(Runnable::run);
        } catch (RuntimeException bug) {
            LOG.error("permissions not applied domain={}", view.domain, bug);
            failed(view, bug.toString());
            return;
        }
        if (to < people.size()) {
            world.nextTurn(() -> {
                if (isCurrent(view)) {
                    apply(view, round, version, people, to);
                }
            });
        } else {
            finished(view, round, version);
        }
    }

    private void finished(View view, AccessProgress.Round round, long derived) {
        view.tries = 0;
        view.progress.done(round, derived);
        if (!view.waiting.isEmpty()) {
            var streams = view.waiting;
            view.waiting = Set.of();
            world.accessRefreshed(streams);
        }
        advance(view);
    }

    private void failed(View view, @Nullable String cause) {
        LOG.warn("permissions could not be refreshed domain={} cause={}", view.domain, cause);
        world.later(AGAIN.waitMs(view.tries++, random), () -> {
            if (isCurrent(view)) {
                view.progress.failed();
                advance(view);
            }
        });
    }
}
