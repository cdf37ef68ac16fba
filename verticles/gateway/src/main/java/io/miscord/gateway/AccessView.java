package io.miscord.gateway;

import io.miscord.contract.Actor;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.json.Json;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under which version of each server's permissions the sockets of one hub see it. An event that was committed under a
 * newer version waits until the sockets' visible sets have been derived anew, so that nobody is given what they may no
 * longer see. Used on the hub's loop.
 */
final class AccessView {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    private static final int CHUNK = 1_000;
    private static final long RETRY_MS = 250;

    private final Hub hub;
    private final Bus bus;
    private final Map<StreamId, ServerView> servers = new HashMap<>();

    /** One server, as this hub's sockets see it; keyed by its stream, whose id is the server's. */
    private static final class ServerView {
        final ServerId server;
        long version;
        boolean refreshing;
        /** Whom to refresh next, when a refresh is running already. */
        final Set<UserId> again = new HashSet<>();

        boolean everyoneAgain;
        final Set<StreamId> waiting = new HashSet<>();

        ServerView(ServerId server, long version) {
            this.server = server;
            this.version = version;
        }
    }

    AccessView(Hub hub, Bus bus) {
        this.hub = hub;
        this.bus = bus;
    }

    /** A socket came whose view of the server is of this version. */
    void seen(ServerId server, long version, Socket socket) {
        var view = servers.computeIfAbsent(StreamId.of(server), id -> new ServerView(server, version));
        var user = socket.user();
        if (view.refreshing && user != null) {
            view.again.add(user); // the refresh that runs was asked for before they came
        }
        if (version > view.version) {
            refreshEveryone(view);
        } else if (version < view.version && user != null) {
            refresh(view, Set.of(user), view.version);
        }
    }

    /** No socket has the server any more. */
    void forget(StreamId server) {
        servers.remove(server);
    }

    /** Whether the event may be given to those who have its stream; if not yet, the permissions are fetched. */
    boolean allows(StreamEvent event) {
        var view = servers.get(new StreamId(event.domain().value()));
        if (view == null
                || event.accessVersion() <= view.version
                || event.name().equals("access:changed")) {
            return true;
        }
        view.waiting.add(event.stream());
        refreshEveryone(view);
        return false;
    }

    /** Permissions of a server changed, for everybody or for some. */
    void changed(ServerEvent.AccessChanged change) {
        var view = servers.get(StreamId.of(change.serverId()));
        if (view == null || change.version() <= view.version) {
            return;
        }
        if (change.userIds() == null || change.version() != view.version + 1) {
            refreshEveryone(view);
            return;
        }
        var here = new HashSet<>(hub.membersHere(change.serverId()));
        here.retainAll(change.userIds());
        if (here.isEmpty()) {
            reached(view, change.version());
        } else {
            refresh(view, here, change.version());
        }
    }

    /** The person of this socket is in a new server. */
    void joined(Socket socket, PersonEvent.ServerJoined joined) {
        var server = joined.server().id();
        var channels = joined.channels().stream()
                .map(channel -> StreamId.of(channel.id()))
                .collect(Collectors.toCollection(HashSet::new));
        if (socket.visible.putIfAbsent(server, channels) != null) {
            return;
        }
        var view = servers.computeIfAbsent(StreamId.of(server), id -> new ServerView(server, 0));
        joined.positions().forEach((stream, seq) -> hub.subscribe(socket, stream, seq, seq));
        hub.serversChanged(socket);
        var user = socket.user();
        if (user != null) {
            refresh(view, Set.of(user), view.version);
        }
    }

    /** The person of this socket is no longer in a server. */
    void left(Socket socket, ServerId server) {
        var channels = socket.visible.remove(server);
        if (channels == null) {
            return;
        }
        channels.forEach(stream -> hub.unsubscribe(socket, stream));
        hub.unsubscribe(socket, StreamId.of(server));
        hub.serversChanged(socket);
    }

    private void refreshEveryone(ServerView view) {
        if (view.refreshing) {
            view.everyoneAgain = true;
            return;
        }
        var everyone = hub.membersHere(view.server);
        ask(view, everyone).onComplete(done -> {
            view.refreshing = false;
            if (done.succeeded()) {
                var answers = done.result();
                answers.forEach(answer -> apply(view, answer.people, answer.visibility));
                reached(
                        view,
                        answers.stream()
                                .mapToLong(answer -> answer.visibility.version())
                                .min()
                                .orElse(view.version));
                proceed(view);
            } else {
                retry(view, done.cause());
            }
        });
    }

    private void refresh(ServerView view, Set<UserId> users, long version) {
        if (view.refreshing) {
            if (version > view.version) {
                view.everyoneAgain = true;
            } else {
                view.again.addAll(users);
            }
            return;
        }
        ask(view, users).onComplete(done -> {
            view.refreshing = false;
            if (done.succeeded()) {
                done.result().forEach(answer -> apply(view, answer.people, answer.visibility));
                reached(view, version);
                proceed(view);
            } else {
                retry(view, done.cause());
            }
        });
    }

    private record Seen(Set<UserId> people, Visibility visibility) {}

    private Future<List<Seen>> ask(ServerView view, Set<UserId> users) {
        view.refreshing = true;
        var all = List.copyOf(users);
        var asked = new ArrayList<Future<Seen>>();
        for (int from = 0; from == 0 || from < all.size(); from += CHUNK) {
            var chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
            asked.add(bus.ask(new StreamAsk.Visible(Actor.NODE, view.server, chunk))
                    .map(visibility -> new Seen(Set.copyOf(chunk), visibility)));
        }
        return Future.all(asked).map(all2 -> asked.stream().map(Future::result).toList());
    }

    private void retry(ServerView view, Throwable cause) {
        LOG.warn("permissions could not be refreshed server={} cause={}", view.server, cause.getMessage());
        hub.scope().vertx().setTimer(RETRY_MS, again -> {
            if (servers.get(StreamId.of(view.server)) == view) {
                refreshEveryone(view);
            }
        });
    }

    private void proceed(ServerView view) {
        if (view.everyoneAgain) {
            view.everyoneAgain = false;
            view.again.clear();
            refreshEveryone(view);
        } else if (!view.again.isEmpty()) {
            var users = Set.copyOf(view.again);
            view.again.clear();
            refresh(view, users, view.version);
        }
    }

    private void reached(ServerView view, long version) {
        view.version = Math.max(view.version, version);
        if (!view.waiting.isEmpty()) {
            var streams = Set.copyOf(view.waiting);
            view.waiting.clear();
            hub.accessRefreshed(streams);
        }
    }

    private void apply(ServerView view, Set<UserId> asked, Visibility visibility) {
        var groups = new HashMap<UserId, Set<ChannelId>>();
        visibility.groups().forEach(group -> group.users().forEach(user -> groups.put(user, group.channels())));
        var channels = new HashMap<ChannelId, Channel>();
        visibility.channels().forEach(channel -> channels.put(channel.id(), channel));
        for (var user : asked) {
            var may = groups.get(user);
            for (var socket : List.copyOf(hub.socketsOf(user))) {
                if (may == null) {
                    left(socket, view.server);
                } else {
                    apply(socket, view.server, may, channels, visibility.positions());
                }
            }
        }
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
                socket.write(Json.frame("channel:removed", new Removed(server, new ChannelId(stream.value()))));
            }
        }
        for (var channel : may) {
            var stream = StreamId.of(channel);
            var view = channels.get(channel);
            if (view != null && sees.add(stream)) {
                long position = positions.getOrDefault(stream, 0L);
                socket.write(Json.frame("channel:created", new Created(view, position)));
                hub.subscribe(socket, stream, position, position);
            }
        }
    }

    private record Created(Channel channel, long position) {}

    private record Removed(ServerId serverId, ChannelId channelId) {}
}
