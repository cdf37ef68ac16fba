package io.miscord.gateway;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.MonitorFrame;
import io.miscord.contract.Problem;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.Task;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.UserId;
import io.miscord.gateway.wire.MonitorWire;
import io.miscord.platform.ProblemException;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Those who watch over {@code /ws}, of one hub: load and health each second for all of them, tasks and notifications
 * for those who have signed in, the details of every node for operators. What many get is encoded once, and left out
 * for whoever does not read. While nobody watches nothing is done. Used on the hub's loop.
 */
final class Watchers {
    private static final String METRICS = "metrics_update";
    private static final String NEWS = "notification";
    private static final String TASKS = "sync_update";
    private static final int MOST_TASKS = 100;
    private static final Set<String> FOR_ANYBODY = Set.of(METRICS);

    private final Hub hub;
    private final Map<Socket, Watcher> watchers = new HashMap<>();
    private final TaskOrder order = new TaskOrder();

    /** Somebody who watches. */
    private static final class Watcher {
        final MonitorWire wire;
        final boolean operator;
        Set<String> events;
        /** The last change of what they get: the next one waits for it, so that the last that they said holds. */
        Future<?> subscribed = Future.succeededFuture();
        /** Where they are in their own stream while they are not subscribed to it. */
        long position;

        Watcher(MonitorWire wire, boolean operator, Set<String> events) {
            this.wire = wire;
            this.operator = operator;
            this.events = events;
        }
    }

    Watchers(Hub hub) {
        this.hub = hub;
    }

    /** Whether the socket is one of those who watch; then others do not see its person come and go. */
    static boolean isFor(Socket socket) {
        return socket.wire() instanceof MonitorWire;
    }

    /** The socket's person is in. */
    void entered(Socket socket, boolean operator) {
        if (socket.wire() instanceof MonitorWire wire) {
            add(socket, new Watcher(wire, operator, MonitorWire.EVENTS));
        }
    }

    /** Somebody watches without saying who they are. */
    void unnamed(Socket socket) {
        if (socket.wire() instanceof MonitorWire wire) {
            socket.unnamed();
            add(socket, new Watcher(wire, false, FOR_ANYBODY));
        }
    }

    private void add(Socket socket, Watcher watcher) {
        watchers.put(socket, watcher);
        tellStatus(socket, watcher);
    }

    private static void tellStatus(Socket socket, Watcher watcher) {
        tell(socket, watcher, new MonitorFrame.ConnectionStatus("connected", socket.user(), watcher.events));
    }

    private static void tell(Socket socket, Watcher watcher, MonitorFrame said) {
        socket.write(watcher.wire.frame(said), new Told.Monitoring());
    }

    void left(Socket socket) {
        watchers.remove(socket);
    }

    /** A second has passed. */
    void tick() {
        if (watchers.isEmpty()) {
            return;
        }
        try (var forAll = Encoded.monitoring(
                        hub.memory(), () -> hub.scope().load().now(false));
                var forOperators = Encoded.monitoring(
                        hub.memory(), () -> hub.scope().load().now(true))) {
            watchers.forEach((socket, watcher) -> {
                if (watcher.events.contains(METRICS)) {
                    socket.whisper(watcher.operator ? forOperators : forAll);
                }
            });
        }
    }

    /** A task moved on: told to whoever may see it. */
    void told(Task task) {
        if (watchers.isEmpty() || !order.isNews(task)) {
            return;
        }
        var wire = new MonitorWire(hub.scope().clock());
        try (var told = Encoded.monitoring(hub.memory(), () -> wire.frame(MonitorFrame.SyncUpdate.of(task)))) {
            watchers.forEach((socket, watcher) -> {
                var user = socket.user();
                boolean may = watcher.operator || (user != null && user.equals(task.createdBy()));
                if (may && watcher.events.contains(TASKS)) {
                    socket.whisper(told);
                }
            });
        }
    }

    /** Carries out what a watcher asks for. */
    Future<Answer> carry(Socket socket, ClientFrame.OfMonitor asked) {
        var watcher = watchers.get(socket);
        if (watcher == null) {
            return Future.failedFuture(new ProblemException(Problem.notFound("subscription")));
        }
        return switch (asked) {
            case ClientFrame.Subscribe subscription -> subscribe(socket, watcher, subscription.events());
            case ClientFrame.GetSyncStatus wanted -> status(socket, watcher);
        };
    }

    private Future<Answer> subscribe(Socket socket, Watcher watcher, Set<String> events) {
        var user = socket.user();
        if (user == null && !FOR_ANYBODY.containsAll(events)) {
            return Future.failedFuture(new ProblemException(Problem.notSignedIn()));
        }
        Future<Answer> changed = watcher.subscribed
                .transform(before -> user == null
                        ? Future.<Void>succeededFuture()
                        : news(socket, watcher, user, events.contains(NEWS)))
                .map(subscribed -> {
                    watcher.events = Set.copyOf(events);
                    tellStatus(socket, watcher);
                    return Answer.Done.DONE;
                });
        watcher.subscribed = changed;
        return changed;
    }

    private Future<Answer> status(Socket socket, Watcher watcher) {
        if (socket.user() == null) {
            return Future.failedFuture(new ProblemException(Problem.notSignedIn()));
        }
        return hub.scope()
                .bus()
                .ask(new TaskAsk.Visible(socket.actor(), null, MOST_TASKS))
                .map(tasks -> {
                    var known = tasks.items().stream().map(MonitorFrame.SyncUpdate::of);
                    tell(socket, watcher, new MonitorFrame.SyncStatus(known.toList()));
                    return Answer.Done.DONE;
                });
    }

    /** Gives them their own stream, or takes it away; what happens meanwhile is told when they have it again. */
    private Future<Void> news(Socket socket, Watcher watcher, UserId user, boolean wanted) {
        var stream = StreamId.of(user);
        var cursor = socket.streams.get(stream);
        if (cursor != null && !wanted) {
            watcher.position = cursor.position;
            hub.unsubscribe(socket, stream);
        }
        if (cursor != null || !wanted) {
            return Future.succeededFuture();
        }
        long position = watcher.position;
        return hub.scope()
                .bus()
                .ask(new StreamAsk.Heads(Actor.NODE, List.of(stream)))
                .onSuccess(known ->
                        hub.subscribe(socket, stream, position, known.heads().getOrDefault(stream, position)))
                .mapEmpty();
    }
}
