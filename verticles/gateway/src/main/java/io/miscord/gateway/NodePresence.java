package io.miscord.gateway;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.ServerId;
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
 * the gateways when what others see of a person changed. State belongs to the context it was made on.
 */
final class NodePresence {
    private static final Logger LOG = LoggerFactory.getLogger(NodePresence.class);
    private static final long RENEW_MS = 10_000;

    private final Vertx vertx;
    private final Bus bus;
    private final PresenceStore store;
    private final long lingerMs;
    private final Context context;
    /** A thousand people may come or go in one second: they wait for each other here, not in the stores' queues. */
    private final Fetches stores = new Fetches(16);

    private final Fetches seen = new Fetches(4);
    private final Map<UserId, Person> people = new HashMap<>();

    private static final class Person {
        final Map<Socket, Set<ServerId>> sockets = new HashMap<>();
        PresenceStatus status;

        @Nullable
        String text;

        Set<ServerId> lastServers = Set.of();

        Person(PresenceStatus status) {
            this.status = status;
        }

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
        vertx.setPeriodic(RENEW_MS, renew -> store.renew(people.keySet()));
    }

    /** This node leaves: its entries go, but nobody is told, for its people are on their way to another node. */
    Future<Void> stop() {
        return store.clear(people.keySet()).otherwiseEmpty();
    }

    void came(UserId user, Socket socket, Set<ServerId> servers) {
        context.runOnContext(run -> {
            var person = people.computeIfAbsent(user, id -> new Person(PresenceStatus.ONLINE));
            person.sockets.put(socket, servers);
            publish(user, person);
        });
    }

    /** The person is in other servers than before; those who are new to them are told that they are there. */
    void servers(UserId user, Socket socket, Set<ServerId> servers) {
        context.runOnContext(run -> {
            var person = people.get(user);
            if (person == null) {
                return;
            }
            var gained = new HashSet<>(servers);
            gained.removeAll(person.servers());
            person.sockets.replace(socket, servers);
            if (!gained.isEmpty() && person.status != PresenceStatus.INVISIBLE) {
                bus.announce(List.of(new EphemeralEvent.PresenceChanged(user, person.status, person.text, gained)));
            }
        });
    }

    void wished(UserId user, ClientFrame.PresenceUpdate update) {
        context.runOnContext(run -> {
            var person = people.get(user);
            if (person != null) {
                person.status = update.status();
                person.text = update.text();
                publish(user, person);
            }
        });
    }

    void left(UserId user, Socket socket) {
        context.runOnContext(run -> {
            var person = people.get(user);
            if (person == null) {
                return;
            }
            var servers = person.sockets.remove(socket);
            if (person.sockets.isEmpty()) {
                person.lastServers = servers == null ? Set.of() : servers;
                vertx.setTimer(lingerMs, over -> gone(user, person));
            }
        });
    }

    private void gone(UserId user, Person person) {
        if (!person.sockets.isEmpty() || people.get(user) != person) {
            return;
        }
        people.remove(user);
        stores.run(() -> store.remove(user))
                .onSuccess(change -> announce(user, person, change))
                .onFailure(failure -> LOG.warn("presence not removed cause={}", failure.getMessage()));
        seen.run(() -> bus.ask(new AccountAsk.Seen(Actor.NODE, user)))
                .onFailure(failure -> LOG.debug("last seen not kept cause={}", failure.getMessage()));
    }

    private void publish(UserId user, Person person) {
        stores.run(() -> store.set(user, person.status, person.text))
                .onSuccess(change -> announce(user, person, change))
                .onFailure(failure -> LOG.warn("presence not stored cause={}", failure.getMessage()));
    }

    private void announce(UserId user, Person person, PresenceStore.Change change) {
        if (change.isVisible()) {
            bus.announce(List.of(new EphemeralEvent.PresenceChanged(
                    user, change.after().status(), change.after().text(), person.servers())));
        }
    }
}
