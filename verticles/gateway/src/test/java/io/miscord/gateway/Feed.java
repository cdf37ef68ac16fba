package io.miscord.gateway;

import io.miscord.contract.Answer;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What a hub's streams know of the world, moved by hand: committed events, the feed that hands them over, pages that
 * are answered when the test says so, permissions, and time.
 */
final class Feed implements Topics.World {
    /** Events of a page. */
    static final int PAGE = 20;

    private record Later(long at, long order, Runnable work) {}

    private record Asked(StreamId stream, long after, Promise<Answer.Replay> answer) {}

    final Map<StreamId, List<StreamEvent>> log = new HashMap<>();
    final List<StreamEvent> told = new ArrayList<>();
    final Map<StreamId, Integer> follows = new HashMap<>();
    /** Events before this seq are not there any more. */
    long oldest = 1;

    long allowedVersion = Long.MAX_VALUE;
    int pages;
    int writes;
    private final ArrayDeque<Asked> asked = new ArrayDeque<>();
    private final PriorityQueue<Later> timers =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
    private long clock = 1_000;
    private long order;

    /** An event of this stream is committed. */
    StreamEvent commits(StreamId stream, long version, boolean urgent) {
        var event = Events.of(stream, head(stream) + 1, version, urgent);
        log.computeIfAbsent(stream, id -> new ArrayList<>()).add(event);
        return event;
    }

    long head(StreamId stream) {
        return log.getOrDefault(stream, List.of()).size();
    }

    boolean isAsked() {
        return !asked.isEmpty();
    }

    /** Answers the question that waits longest, with what is in the log now. */
    void answers() {
        var question = asked.remove();
        var all = log.getOrDefault(question.stream, List.of());
        long head = all.size();
        if (question.after > head || question.after + 1 < oldest) {
            question.answer.complete(new Answer.Replay(question.stream, List.of(), head, true));
            return;
        }
        var page = all.subList((int) question.after, (int) Math.min(head, question.after + PAGE));
        question.answer.complete(new Answer.Replay(question.stream, page, head, false));
    }

    /** Refuses the question that waits longest. */
    void refuses() {
        asked.remove().answer.fail("the store is away");
    }

    /** Time passes. */
    void passes(long ms) {
        long end = clock + ms;
        while (!timers.isEmpty() && timers.peek().at <= end) {
            var next = timers.remove();
            clock = next.at;
            next.work.run();
        }
        clock = end;
    }

    boolean isQuiet() {
        return timers.isEmpty() && asked.isEmpty();
    }

    @Override
    public long now() {
        return clock;
    }

    @Override
    public void later(long ms, Runnable work) {
        timers.add(new Later(clock + ms, order++, work));
    }

    @Override
    public void follow(StreamId stream, long head) {
        follows.merge(stream, 1, Integer::sum);
    }

    @Override
    public void unfollow(StreamId stream) {
        follows.merge(stream, -1, Integer::sum);
    }

    @Override
    public Future<Answer.Replay> since(StreamId stream, long after) {
        pages++;
        var question = new Asked(stream, after, Promise.promise());
        asked.add(question);
        return question.answer.future();
    }

    @Override
    public boolean allows(StreamEvent event) {
        return event.accessVersion() <= allowedVersion;
    }

    @Override
    public void told(List<StreamEvent> events) {
        told.addAll(events);
    }

    @Override
    public void delivered(List<StreamEvent> events, int count) {
        writes += count;
    }
}
