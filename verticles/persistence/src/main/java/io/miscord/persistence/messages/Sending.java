package io.miscord.persistence.messages;

import io.miscord.contract.Answer;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Hint;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.log.StreamLog;
import io.miscord.persistence.moderation.Filters;
import io.miscord.persistence.previews.LinkPreviews;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Faults;
import io.miscord.persistence.sql.RecentHeads;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Config;
import io.miscord.platform.json.Json;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The way of a new message: permission, a place in a group, one commit, the announcement, the answer. A channel's
 * messages go through one writer of this node, and a person's messages to a channel keep the order in which they came,
 * those that have to go again because a permission changed included. Whatever PostgreSQL does, the sender has an answer
 * within {@code database.sendTimeout}: UNAVAILABLE leaves it open whether the message is stored, and sending it again
 * with its nonce settles that. One a node, shared by its owner instances; methods wait: they belong on a virtual
 * thread.
 */
public final class Sending {
    /**
     * How often a permission is looked up again when it changed while the message was on its way: within its time, so
     * that a crowd that joins sends nobody away who writes.
     */
    private static final int TRIES = 20;

    private final Database database;
    private final Access access;
    private final Filters filters;
    private final StreamLog log;
    private final Bus bus;
    private final RecentHeads heads;
    private final Runnable notices;
    private final LinkPreviews previews;
    private final InstantSource clock;
    private final int contentLength;
    private final long patienceMs;
    private final MessageStore store = new MessageStore();
    private final List<MessageWriter> writers;
    private final LongAdder storedSoFar = new LongAdder();
    /** A person's asks, until each is in the lane of its channel; a reply has to look up first which that is. */
    private final Lanes<UserId> arrivals = new Lanes<>();

    private final Lanes<Lane> lanes = new Lanes<>();

    /**
     * A writer for each connection that the database holds for writers; one a node.
     *
     * @param notices is run when a message was stored of which somebody is to be told; on any thread, not waiting
     */
    public Sending(
            Database database,
            Access access,
            Filters filters,
            StreamLog log,
            Bus bus,
            RecentHeads heads,
            Runnable notices,
            LinkPreviews previews,
            InstantSource clock,
            Config config) {
        this.database = database;
        this.access = access;
        this.filters = filters;
        this.log = log;
        this.bus = bus;
        this.heads = heads;
        this.notices = notices;
        this.previews = previews;
        this.clock = clock;
        this.contentLength = config.limits().contentLength();
        this.patienceMs = config.database().sendTimeout().toMillis();
        this.writers = IntStream.range(0, database.writers())
                .mapToObj(i -> new MessageWriter(
                        (group, again) -> store(i, group, again), MessageWriter.Limits.DEFAULT, clock))
                .toList();
    }

    /** Whose messages to which channel keep their order. */
    private record Lane(UserId user, ChannelId channel) {}

    /** Stores a message; answered after the commit. */
    public Answer.Sent send(MessageAsk.Send ask) {
        var time = new Time(clock.millis());
        return send(time, arrivals.enter(Access.person(ask.by())), () -> ask);
    }

    /** Answers a message in its channel. */
    public Answer.Sent reply(MessageAsk.Reply ask) {
        var time = new Time(clock.millis());
        return send(time, arrivals.enter(Access.person(ask.by())), () -> {
            var channel = access.channelOf(database.until(time.deadline), ask.by(), ask.to());
            return new MessageAsk.Send(ask.by(), channel, ask.content(), ask.nonce(), ask.to());
        });
    }

    /** How many messages this node has stored since its start; one that was known already is not counted. */
    public long stored() {
        return storedSoFar.sum();
    }

    /** How many messages wait for a commit on this node. */
    public int waiting() {
        return writers.stream().mapToInt(MessageWriter::waiting).sum();
    }

    /** When a message reached this node, and when its sender is told to try again, in milliseconds of the clock. */
    private final class Time {
        private final long acceptedAt;
        private final long deadline;

        Time(long acceptedAt) {
            this.acceptedAt = acceptedAt;
            this.deadline = acceptedAt + patienceMs;
        }

        /** Waits until then at most; what was under way may still come to its end, and the nonce finds it. */
        <T> T await(Future<T> future) {
            return future.timeout(Math.max(1, deadline - clock.millis()), TimeUnit.MILLISECONDS)
                    .recover(failure ->
                            Future.failedFuture(failure instanceof TimeoutException ? Faults.unavailable() : failure))
                    .await();
        }

        /** Waits for one thing after another until there is none. */
        void await(Supplier<Optional<Future<Void>>> next) {
            for (var future = next.get(); future.isPresent(); future = next.get()) {
                await(future.get());
            }
        }
    }

    private Answer.Sent send(Time time, Lanes<UserId>.Place arrival, Supplier<MessageAsk.Send> look) {
        MessageAsk.Send ask;
        Lanes<Lane>.Place place;
        try {
            time.await(arrival::ahead);
            ask = look.get();
            place = lanes.enter(new Lane(Access.person(ask.by()), ask.channel()));
        } finally {
            arrival.leave();
        }
        Sent sent;
        try {
            sent = inLane(ask, time, place);
        } finally {
            place.leave();
        }
        return switch (sent.outcome) {
            case Outcome.Stored stored -> {
                reportIfCaught(sent.message, stored.id(), time);
                yield new Answer.Sent(sent.message.message(stored), false);
            }
            case Outcome.Duplicate duplicate -> {
                reportIfCaught(sent.message, duplicate.id(), time);
                yield repeated(ask.channel(), duplicate, time);
            }
            case Outcome.Stale stale -> throw ProblemException.later(1, Refusal.BUSY);
            case Outcome.Slow slow -> throw ProblemException.later(slow.seconds(), Refusal.SLOW_MODE, slow.seconds());
        };
    }

    /** Before the sender has the answer: who never had one sends again, and then it is reported if it was not. */
    private void reportIfCaught(Outgoing sent, MessageId stored, Time time) {
        if (sent.reportedBy() != null) {
            filters.report(database.until(time.deadline), stored, sent.reportedBy());
        }
    }

    private record Sent(Outgoing message, Outcome outcome) {}

    private Sent inLane(MessageAsk.Send ask, Time time, Lanes<Lane>.Place place) {
        var asked = Asked.of(ask, contentLength, time.acceptedAt, time.deadline);
        for (int tries = 1; ; tries++) {
            var message = next(asked, time, place);
            var submitted = writer(ask.channel()).submit(message);
            place.goes(message.version());
            var outcome = time.await(submitted);
            if (!(outcome instanceof Outcome.Stale) || tries == TRIES) {
                return new Sent(message, outcome);
            }
            place.comesBack();
            access.forget(ask.by(), ask.channel());
        }
    }

    /** What is to be submitted now: whoever came before is in the writer's queue, under the same access version. */
    private Outgoing next(Asked asked, Time time, Lanes<Lane>.Place place) {
        while (true) {
            time.await(place::ahead);
            var message = asked.outgoing(database.until(time.deadline), access, filters, store);
            var others = place.ahead(message.version());
            if (others.isEmpty()) {
                return message;
            }
            time.await(others.get());
        }
    }

    private MessageWriter writer(ChannelId channel) {
        return writers.get(Math.floorMod(channel.value().hashCode(), writers.size()));
    }

    private Future<List<Outcome>> store(int writer, List<Outgoing> group, boolean again) {
        return store.append(database, writer, group, again, outcomes -> announce(group, outcomes));
    }

    /** After the commit, and before any sender has the answer. */
    private void announce(List<Outgoing> group, List<Outcome> outcomes) {
        var hints = new ArrayList<Hint>(group.size());
        boolean due = false;
        for (int i = 0; i < group.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Stored stored) {
                storedSoFar.increment();
                var sent = group.get(i);
                var stream = StreamId.of(sent.channel());
                var event = new ChannelEvent.MessageNew(sent.channel(), sent.message(stored));
                heads.moved(stream, stored.seq());
                due |= sent.isNoticed(stored);
                previews.written(sent.channel(), sent.id(), sent.content());
                hints.add(new StreamEvent(
                        stream,
                        stored.seq(),
                        sent.domain(),
                        sent.version(),
                        event.event(),
                        sent.acceptedAt(),
                        sent.mentions().callSomebody(),
                        Json.frame(event, stream, stored.seq())));
            }
        }
        bus.announce(hints);
        if (due) {
            notices.run();
        }
    }

    /** The first result again, and announced again: perhaps nobody heard of it. */
    private Answer.Sent repeated(ChannelId channel, Outcome.Duplicate first, Time time) {
        var event = log.at(database.until(time.deadline), StreamId.of(channel), first.seq());
        event.ifPresent(told -> bus.announce(List.of(told)));
        return new Answer.Sent(event.flatMap(Sending::told).orElseGet(() -> deleted(channel, first)), true);
    }

    private static Optional<Message> told(StreamEvent event) {
        return Json.event(event.frame()) instanceof ChannelEvent.MessageNew sent
                ? Optional.of(sent.message())
                : Optional.empty();
    }

    /** Its text is gone; that it was stored, and where, is all that can be said. */
    private Message deleted(ChannelId channel, Outcome.Duplicate first) {
        return new Message(
                first.id(),
                channel,
                first.seq(),
                null,
                null,
                "",
                MessageType.TEXT,
                null,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                null,
                null,
                null,
                clock.instant(),
                null);
    }
}
