package io.miscord.gateway;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A hub as permissions see it: its sockets, and an owner who answers when the test says so. */
final class Onlookers implements AccessView.World {
    final List<Question> asks = new ArrayList<>();
    final Deque<Runnable> turns = new ArrayDeque<>();
    final Set<StreamId> refreshed = new HashSet<>();

    private final Map<UserId, Set<Onlooker>> people = new HashMap<>();
    private final Map<StreamId, Topic> topics = new HashMap<>();

    /** What was asked of the owner. */
    record Question(AccessDomain domain, List<UserId> people, Promise<Visibility> answer) {}

    Onlooker enters(UserId user) {
        var socket = new Onlooker(user);
        people.computeIfAbsent(user, its -> new HashSet<>()).add(socket);
        return socket;
    }

    void closes(Onlooker socket) {
        socket.open = false;
        List.copyOf(socket.has().streams.keySet()).forEach(stream -> unsubscribe(socket, stream));
        people.remove(socket.user());
    }

    @Override
    public Collection<? extends Viewer> socketsOf(UserId user) {
        return people.getOrDefault(user, Set.of());
    }

    @Override
    public Set<UserId> peopleOf(StreamId stream) {
        var all = new HashSet<UserId>();
        people.forEach((user, sockets) -> {
            if (sockets.stream().anyMatch(socket -> socket.has().streams.containsKey(stream))) {
                all.add(user);
            }
        });
        return all;
    }

    @Override
    public Future<Visibility> visible(AccessDomain domain, List<UserId> asked) {
        Promise<Visibility> answer = Promise.promise();
        asks.add(new Question(domain, asked, answer));
        return answer.future();
    }

    @Override
    public void subscribe(Viewer viewer, StreamId stream, long position, long head) {
        var topic = topics.computeIfAbsent(stream, id -> new Topic(id, new BatchWindow(new Batching(50, 50, 32_768))));
        if (viewer.isOpen() && !viewer.has().streams.containsKey(stream)) {
            viewer.subscribed(stream, position);
            viewer.has().streams.put(stream, new Subscription(viewer, topic, position, head));
        }
    }

    @Override
    public void unsubscribe(Viewer viewer, StreamId stream) {
        viewer.has().streams.remove(stream);
    }

    @Override
    public void serversChanged(Viewer viewer) {}

    @Override
    public void accessRefreshed(Set<StreamId> streams) {
        refreshed.addAll(streams);
    }

    @Override
    public void later(long ms, Runnable work) {
        turns.add(work);
    }

    @Override
    public void nextTurn(Runnable work) {
        turns.add(work);
    }

    @Override
    public long now() {
        return 0;
    }

    @Override
    public long monotonic(Instant time) {
        return Long.MIN_VALUE / 2;
    }
}
