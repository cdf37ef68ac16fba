package io.miscord.gateway;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.UserId;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.presence.PresenceStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is online through this node. Hubs tell it of their sockets; it keeps this node's entries in the store and tells
 * the gateways when what others see of a person changed. The store is told one thing of a person at a time, and always
 * what is true by then. State belongs to the context it was made on.
 */
final class NodePresence {
    private static final Logger LOG = LoggerFactory.getLogger(NodePresence.class);
    private static final long RENEW_MS = 10_000;
    private static final int STORE_AT_ONCE = 16;
    private static final int SEEN_AT_ONCE = 4;
    /** How long those who lost their node have to come elsewhere before others are told that they are gone. */
    private static final long BURY_AFTER_MS = 10_000;
    /** People of a dead node's who are told of at a time, and how long until the next ones are. */
    private static final int BURY_AT_ONCE = 100;

    private static final long BURY_PACE_MS = 250;

    private final Vertx vertx;
    private final Bus bus;
    private final PresenceStore store;
    private final long lingerMs;
    private final Context context;
    /** A thousand people may come or go in one second: they wait for each other here, not in the stores' queues. */
    private final Turns stores = new Turns(STORE_AT_ONCE);

    private final Turns seen = new Turns(SEEN_AT_ONCE);
    private final Map<UserId, Person> people = new HashMap<>();
    private final Set<String> burying = new HashSet<>();

    /** Somebody with sockets here, or whose last one went a moment ago. */
    private static final class Person {
        final Map<Socket, Set<ServerId>> sockets = new HashMap<>();
        /** Where they were when their last socket went: those are told that they are gone. */
        Set<ServerId> lastServers = Set.of();
        /** Counts the times that the last socket went, so that only the last of them is followed by going. */
        int departures;
        /** Gone for good: what the store is to be told next. */
        boolean gone;
        /** How they want to be seen; null until they say it, or the store knows. */
        PresenceStore.@Nullable Wish wish;
        /** Whether they said so since the store was told last: then it remembers. */
        boolean wished;

        boolean telling;
        boolean again;
        PresenceStore.State seen = PresenceStore.State.OFFLINE;
        /** Servers that they are new in, whose people are told that they are there, once the store has answered. */
        final Set<ServerId> gained = new HashSet<>();

        Set<ServerId> servers() {
            var all = new HashSet<>(lastServers);
            sockets.values().forEach(all::addAll);
            return all;
        }
    }

    NodePresence(Vertx vertx, Bus bus, PresenceStore store, Duration linger) {
        this.vertx = vertx;
        this.bus = bus;
        this.store = store;
        this.lingerMs = linger.toMillis();
        this.context = vertx.getOrCreateContext();
    }

    void start() {
        vertx.setPeriodic(RENEW_MS, renew -> renew());
    }

    /** A node is gone, well or badly: whoever of its people has not come elsewhere in a while is told of as gone. */
    void gone(String node) {
        context.runOnContext(run -> vertx.setTimer(BURY_AFTER_MS, later -> bury(node)));
    }

    void came(UserId user, Socket socket, Set<ServerId> servers) {
        context.runOnContext(run -> {
            var known = people.get(user);
            var person = known == null ? new Person() : known;
            people.put(user, person);
            var gained = gained(person, servers);
            person.sockets.put(socket, servers);
            person.lastServers = Set.of();
            if (known == null || person.gone || person.wish == null) {
                person.gone = false;
                tell(user, person);
            } else {
                tellThemselves(user, person.wish, Set.of(socket));
                isIn(user, person, gained);
            }
        });
    }

    /** The person is in other servers than before; those who are new to them are told that they are there. */
    void servers(UserId user, Socket socket, Set<ServerId> servers) {
        context.runOnContext(run -> {
            var person = people.get(user);
            if (person != null && person.sockets.containsKey(socket)) {
                var gained = gained(person, servers);
                person.sockets.replace(socket, servers);
                isIn(user, person, gained);
            }
        });
    }

    void wished(UserId user, ClientFrame.PresenceUpdate update) {
        context.runOnContext(run -> {
            var person = people.get(user);
            if (person != null) {
                person.wish = new PresenceStore.Wish(update.status(), update.text());
                person.wished = true;
                tell(user, person);
            }
        });
    }

    void left(UserId user, Socket socket) {
        context.runOnContext(run -> {
            var person = people.get(user);
            var servers = person == null ? null : person.sockets.remove(socket);
            if (person != null && servers != null && person.sockets.isEmpty()) {
                person.lastServers = servers;
                int departure = ++person.departures;
                vertx.setTimer(lingerMs, over -> {
                    if (person.departures == departure && person.sockets.isEmpty()) {
                        gone(user, person);
                    }
                });
            }
        });
    }

    private void gone(UserId user, Person person) {
        person.gone = true;
        tell(user, person);
        seen.run(() -> bus.ask(new AccountAsk.Seen(Actor.NODE, user)))
                .onFailure(failure -> LOG.debug("last seen not kept cause={}", failure.getMessage()));
    }

    private void renew() {
        store.renew(people.keySet())
                .onSuccess(forgotten -> forgotten.forEach(this::isHereAfterAll))
                .onFailure(failure -> LOG.warn("presence not renewed cause={}", failure.getMessage()));
        // Hazelcast's word of a node's death may have been missed, or nobody was left to hear it.
        store.expired().onSuccess(nodes -> nodes.forEach(this::bury));
        // Whoever came while the store did not answer may have wished for something that only it remembers; and what
        // they wished for meanwhile it does not remember.
        people.forEach((user, person) -> {
            if (person.wish == null || person.wished) {
                tell(user, person);
            }
        });
    }

    /** Others were told that somebody is gone, because this node was not heard of for too long. */
    private void isHereAfterAll(UserId user) {
        var person = people.get(user);
        if (person != null) {
            announce(user, person.seen, person.servers());
        }
    }

    private void bury(String node) {
        if (node.equals(bus.node()) || !burying.add(node)) {
            return;
        }
        buryNext(node);
    }

    private void buryNext(String node) {
        store.bury(node, BURY_AT_ONCE)
                .compose(changes -> toldOf(changes)
                        .compose(told -> store.buried(node, changes.keySet()))
                        .compose(seen -> toldOf(since(changes, seen)))
                        .map(told -> changes.isEmpty()))
                .onComplete(done -> {
                    if (done.succeeded() && !done.result()) {
                        vertx.setTimer(BURY_PACE_MS, next -> buryNext(node));
                    } else {
                        burying.remove(node);
                    }
                });
    }

    /** What became of people after others were told that the dead node's word does not count any more. */
    private static Map<UserId, PresenceStore.Change> since(
            Map<UserId, PresenceStore.Change> told, Map<UserId, PresenceStore.State> seen) {
        var since = new HashMap<UserId, PresenceStore.Change>();
        seen.forEach((user, now) -> {
            var change = told.get(user);
            if (change != null) {
                since.put(user, new PresenceStore.Change(change.after(), now));
            }
        });
        return since;
    }

    private Future<?> toldOf(Map<UserId, PresenceStore.Change> changes) {
        var visible = new HashMap<>(changes);
        visible.values().removeIf(change -> !change.isVisible());
        if (visible.isEmpty()) {
            return Future.succeededFuture();
        }
        return bus.ask(new StreamAsk.Memberships(Actor.NODE, List.copyOf(visible.keySet())))
                .onSuccess(memberships -> {
                    var servers = new HashMap<UserId, Set<ServerId>>();
                    memberships
                            .members()
                            .forEach((server, members) ->
                                    members.forEach(user -> servers.computeIfAbsent(user, its -> new HashSet<>())
                                            .add(server)));
                    visible.forEach((user, change) -> tellServers(user, change, servers.getOrDefault(user, Set.of())));
                })
                .onFailure(failure -> LOG.warn("nobody is told who is gone cause={}", failure.getMessage()));
    }

    private static Set<ServerId> gained(Person person, Set<ServerId> servers) {
        var gained = new HashSet<>(servers);
        gained.removeAll(person.servers());
        return gained;
    }

    /** The people of servers that somebody is new in are told that they are there; right away when it is known how. */
    private void isIn(UserId user, Person person, Set<ServerId> gained) {
        if (person.telling) {
            person.gained.addAll(gained);
        } else {
            announce(user, person.seen, gained);
        }
    }

    private void tell(UserId user, Person person) {
        if (person.telling) {
            person.again = true;
            return;
        }
        person.telling = true;
        stores.run(() -> told(user, person)).onComplete(done -> {
            person.telling = false;
            if (done.succeeded()) {
                announce(user, person, done.result());
            } else {
                LOG.warn("presence not stored cause={}", done.cause().getMessage());
            }
            if (person.again) {
                person.again = false;
                tell(user, person);
            } else if (person.gone) {
                people.remove(user, person);
            }
        });
    }

    /** Tells the store what is true now, which may be something else than when this was asked for. */
    private Future<PresenceStore.Change> told(UserId user, Person person) {
        person.again = false;
        if (person.gone) {
            return store.remove(user);
        }
        var wish = person.wish;
        if (wish != null) {
            return person.wished ? wished(user, person, wish) : store.set(user, wish);
        }
        return store.came(user).map(arrival -> {
            if (person.wish == null) {
                person.wish = arrival.wish();
            }
            return arrival.change();
        });
    }

    /** Until the store has remembered it, it is still to be said: with the next renewal, if not before. */
    private Future<PresenceStore.Change> wished(UserId user, Person person, PresenceStore.Wish wish) {
        person.wished = false;
        return store.wish(user, wish).map(said -> {
            person.wished |= !said.remembered();
            return said.change();
        });
    }

    private void announce(UserId user, Person person, PresenceStore.Change change) {
        person.seen = change.after();
        tellThemselves(user, person.wish, person.sockets.keySet());
        var gained = Set.copyOf(person.gained);
        person.gained.clear();
        if (change.isVisible()) {
            tellServers(user, change, person.servers());
        } else {
            announce(user, change.after(), gained);
        }
    }

    private void announce(UserId user, PresenceStore.State state, Set<ServerId> gained) {
        if (state.status() != PresenceStatus.OFFLINE) {
            tellServers(user, new PresenceStore.Change(PresenceStore.State.OFFLINE, state), gained);
        }
    }

    /** What others are told does not show that somebody hides; their own devices need to know. */
    private static void tellThemselves(UserId user, PresenceStore.@Nullable Wish wish, Set<Socket> sockets) {
        if (wish != null && wish.status() == PresenceStatus.INVISIBLE) {
            var hidden = new EphemeralEvent.PresenceChanged(user, wish.status(), wish.text(), Set.of(), null);
            sockets.forEach(socket -> socket.tellFromElsewhere(hidden));
        }
    }

    private void tellServers(UserId user, PresenceStore.Change change, Set<ServerId> servers) {
        if (!servers.isEmpty()) {
            var now = change.after();
            bus.announce(List.of(new EphemeralEvent.PresenceChanged(
                    user, now.status(), now.text(), servers, change.before().status())));
        }
    }
}
