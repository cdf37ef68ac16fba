package io.miscord.gateway;

import io.miscord.contract.Actor;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Event;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.time.Duration;
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
 * Under which version of each server's permissions the sockets of one hub see it. An event that was committed under a
 * newer version waits until the sockets' visible sets have been derived anew, so that nobody is given what they may no
 * longer see. Used on the hub's loop.
 */
final class AccessView {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    private static final String ACCESS_CHANGED = Event.nameOf(ServerEvent.AccessChanged.class);
    private static final int CHUNK = 1_000;
    /** Whoever is told of a channel this soon after it was made is given everything that was said there. */
    private static final Duration NEW = Duration.ofMinutes(1);

    private static final long NEW_EVENTS = 100;
    /** What is asked again: PostgreSQL may be away, or tell less than was heard of, as one that was put back does. */
    private static final Backoff AGAIN = new Backoff(500, 5_000);

    private final Hub hub;
    private final Bus bus;
    private final RandomGenerator random;
    private final Map<StreamId, ServerView> servers = new HashMap<>();
    /** Who is about to get a server live: their view of it is on its way. */
    private final Map<Newcomer, Joining> joining = new HashMap<>();

    private record Newcomer(Socket socket, ServerId server) {}

    /** What a newcomer was told, and how often their view was asked for in vain. */
    private record Joining(PersonEvent.ServerJoined told, int tries) {
        Joining again() {
            return new Joining(told, tries + 1);
        }
    }

    private record Seen(Set<UserId> people, Visibility visibility) {}

    /** One server, as this hub's sockets see it; keyed by its stream, whose id is the server's. */
    private static final class ServerView {
        final ServerId server;
        final AccessProgress progress;
        final Set<StreamId> waiting = new HashSet<>();
        /** Rounds in a row that came to nothing. */
        int tries;

        ServerView(ServerId server, long version) {
            this.server = server;
            this.progress = new AccessProgress(version);
        }
    }

    AccessView(Hub hub, Bus bus, RandomGenerator random) {
        this.hub = hub;
        this.bus = bus;
        this.random = random;
    }

    /** Whether somebody whose views are of these versions may enter, or has to ask for newer ones first. */
    boolean mayEnter(Map<ServerId, Long> views) {
        return views.entrySet().stream().allMatch(view -> mayEnter(view.getKey(), view.getValue()));
    }

    /** A socket entered whose view of the server is of this version; before it is subscribed to anything there. */
    void entered(ServerId server, long version) {
        servers.computeIfAbsent(StreamId.of(server), id -> new ServerView(server, version))
                .progress
                .entered(version);
    }

    /** No socket has the server any more. */
    void forget(StreamId server) {
        servers.remove(server);
    }

    /** Whether the event may be given to those who have its stream; if not yet, the permissions are fetched. */
    boolean allows(StreamEvent event) {
        var view = servers.get(new StreamId(event.domain().value()));
        if (view == null
                || view.progress.allows(event.accessVersion())
                || event.name().equals(ACCESS_CHANGED)) {
            return true;
        }
        view.waiting.add(event.stream());
        view.progress.needs(event.accessVersion());
        advance(view);
        return false;
    }

    /** Permissions of a server changed, for everybody or for some. */
    void changed(ServerEvent.AccessChanged change) {
        var view = servers.get(StreamId.of(change.serverId()));
        if (view != null) {
            view.progress.changed(change.version(), change.userIds());
            advance(view);
        }
    }

    /**
     * The person of this socket is in a new server. What they may see there is asked for before they are given anything
     * of it: since they joined it may have changed.
     */
    void joined(Socket socket, PersonEvent.ServerJoined joined) {
        var newcomer = new Newcomer(socket, joined.server().id());
        if (socket.hasAll()
                && !socket.visible.containsKey(newcomer.server)
                && joining.putIfAbsent(newcomer, new Joining(joined, 0)) == null) {
            admit(newcomer);
        }
    }

    /** The person of this socket is no longer in a server. */
    void left(Socket socket, ServerId server) {
        joining.remove(new Newcomer(socket, server));
        var channels = socket.visible.remove(server);
        if (channels == null) {
            return;
        }
        channels.forEach(stream -> hub.unsubscribe(socket, stream));
        hub.unsubscribe(socket, StreamId.of(server));
        hub.serversChanged(socket);
        if (!socket.hasAll()) {
            socket.end(Disconnect.NO_SUCH_CHANNEL);
        }
    }

    private boolean mayEnter(ServerId server, long version) {
        var view = servers.get(StreamId.of(server));
        return view == null || view.progress.mayEnter(version);
    }

    private void admit(Newcomer newcomer) {
        var user = newcomer.socket.user();
        if (user == null || !newcomer.socket.isOpen()) {
            joining.remove(newcomer);
            return;
        }
        var asked = joining.get(newcomer);
        bus.ask(new StreamAsk.Visible(Actor.NODE, newcomer.server, List.of(user)))
                .onComplete(done -> {
                    if (asked == null || !asked.equals(joining.get(newcomer))) {
                        return; // they left, and what they may have joined again since has asked for itself
                    }
                    if (!newcomer.socket.isOpen()) {
                        joining.remove(newcomer);
                    } else if (done.failed()) {
                        admitLater(newcomer, done.cause());
                    } else if (mayEnter(newcomer.server, done.result().version())) {
                        joining.remove(newcomer);
                        admit(newcomer, asked.told(), user, done.result());
                    } else {
                        admitLater(newcomer); // a change was heard of since: the next answer has it
                    }
                });
    }

    private void admitLater(Newcomer newcomer, Throwable cause) {
        if (cause instanceof ProblemException refused && refused.problem().kind() == Problem.Kind.NOT_FOUND) {
            joining.remove(newcomer);
            return;
        }
        LOG.warn(
                "a new server's permissions are not known yet server={} cause={}", newcomer.server, cause.getMessage());
        admitLater(newcomer);
    }

    private void admitLater(Newcomer newcomer) {
        var waiting = joining.computeIfPresent(newcomer, (key, before) -> before.again());
        if (waiting != null) {
            hub.scope().vertx().setTimer(AGAIN.waitMs(waiting.tries() - 1, random), again -> {
                if (waiting.equals(joining.get(newcomer))) {
                    admit(newcomer);
                }
            });
        }
    }

    private void admit(Newcomer newcomer, PersonEvent.ServerJoined joined, UserId user, Visibility now) {
        var may = seenBy(now).get(user);
        if (may == null) {
            return; // no member any more: server:left is on its way
        }
        var server = newcomer.server;
        var socket = newcomer.socket;
        socket.visible.put(
                server,
                joined.channels().stream()
                        .map(channel -> StreamId.of(channel.id()))
                        .collect(Collectors.toCollection(HashSet::new)));
        entered(server, now.version());
        joined.positions().forEach((stream, seq) -> {
            if (stream.equals(StreamId.of(server)) || may.contains(new ChannelId(stream.value()))) {
                hub.subscribe(socket, stream, seq, Math.max(seq, now.positions().getOrDefault(stream, seq)));
            }
        });
        apply(socket, server, may, channels(now), now.positions());
        hub.serversChanged(socket);
    }

    private void advance(ServerView view) {
        view.progress.next().ifPresent(round -> {
            var people = round.everyone() ? hub.membersHere(view.server) : here(view.server, round.people());
            if (people.isEmpty()) {
                finished(view, round, round.target());
            } else {
                ask(view.server, people).onComplete(done -> {
                    if (servers.get(StreamId.of(view.server)) != view) {
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

    private void derived(ServerView view, AccessProgress.Round round, List<Seen> answers) {
        try {
            answers.forEach(answer -> apply(view, answer.people, answer.visibility));
        } catch (
                RuntimeException bug) { // the round must end, or no later event of this server is ever given to anybody
            LOG.error("permissions not applied server={}", view.server, bug);
            failed(view, bug.toString());
            return;
        }
        finished(
                view,
                round,
                answers.stream()
                        .mapToLong(answer -> answer.visibility.version())
                        .min()
                        .orElseThrow());
    }

    private void finished(ServerView view, AccessProgress.Round round, long derived) {
        if (derived < round.target()) {
            failed(view, "PostgreSQL tells version %d, but %d was heard of".formatted(derived, round.target()));
            return;
        }
        view.tries = 0;
        view.progress.done(round, derived);
        if (!view.waiting.isEmpty()) {
            var streams = Set.copyOf(view.waiting);
            view.waiting.clear();
            hub.accessRefreshed(streams);
        }
        advance(view);
    }

    private void failed(ServerView view, @Nullable String cause) {
        LOG.warn("permissions could not be refreshed server={} cause={}", view.server, cause);
        hub.scope().vertx().setTimer(AGAIN.waitMs(view.tries++, random), again -> {
            if (servers.get(StreamId.of(view.server)) == view) {
                view.progress.failed();
                advance(view);
            }
        });
    }

    /** Those of these people who have sockets here with the server. */
    private Set<UserId> here(ServerId server, Collection<UserId> people) {
        return people.stream()
                .filter(user -> hub.socketsOf(user).stream().anyMatch(socket -> socket.visible.containsKey(server)))
                .collect(Collectors.toSet());
    }

    private Future<List<Seen>> ask(ServerId server, Set<UserId> users) {
        var all = List.copyOf(users);
        var asked = new ArrayList<Future<Seen>>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            var chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
            asked.add(bus.ask(new StreamAsk.Visible(Actor.NODE, server, chunk))
                    .map(visibility -> new Seen(Set.copyOf(chunk), visibility)));
        }
        return Future.all(asked)
                .map(answered -> asked.stream().map(Future::result).toList());
    }

    private void apply(ServerView view, Set<UserId> asked, Visibility visibility) {
        var seenBy = seenBy(visibility);
        var channels = channels(visibility);
        for (var user : asked) {
            var may = seenBy.get(user);
            for (var socket : List.copyOf(hub.socketsOf(user))) {
                if (may == null) {
                    left(socket, view.server);
                } else {
                    apply(socket, view.server, may, channels, visibility.positions());
                }
            }
        }
    }

    private static Map<UserId, Set<ChannelId>> seenBy(Visibility visibility) {
        var seen = new HashMap<UserId, Set<ChannelId>>();
        visibility.groups().forEach(group -> group.users().forEach(user -> seen.put(user, group.channels())));
        return seen;
    }

    private static Map<ChannelId, Channel> channels(Visibility visibility) {
        return visibility.channels().stream().collect(Collectors.toMap(Channel::id, channel -> channel));
    }

    private void apply(
            Socket socket,
            ServerId server,
            Set<ChannelId> may,
            Map<ChannelId, Channel> channels,
            Map<StreamId, Long> positions) {
        var sees = socket.visible.get(server);
        if (sees == null) {
            return; // their server:joined is still on its way
        }
        var mayStreams = may.stream().map(StreamId::of).collect(Collectors.toSet());
        for (var stream : List.copyOf(sees)) {
            if (!mayStreams.contains(stream)) {
                sees.remove(stream);
                hub.unsubscribe(socket, stream);
                socket.write(new ServerFrame.ChannelRemoved(server, new ChannelId(stream.value())));
                if (!socket.hasAll()) {
                    socket.end(Disconnect.NO_SUCH_CHANNEL);
                }
            }
        }
        for (var channel : may) {
            var stream = StreamId.of(channel);
            var view = channels.get(channel);
            if (view != null && socket.wire().reach().includes(stream) && sees.add(stream)) {
                long head = positions.getOrDefault(stream, 0L);
                long position = isNew(view, head) ? 0 : head;
                socket.write(new ServerFrame.ChannelCreated(view, position));
                hub.subscribe(socket, stream, position, head);
            }
        }
    }

    /** Whether what was said in a channel before one was told of it is news: it was made just now. */
    private boolean isNew(Channel channel, long head) {
        return head <= NEW_EVENTS && hub.monotonic(channel.createdAt()) > hub.now() - NEW.toMillis();
    }
}
