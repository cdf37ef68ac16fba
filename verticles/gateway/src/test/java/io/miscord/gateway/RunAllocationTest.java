package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.gateway.wire.MainWire;
import io.miscord.gateway.wire.Wire;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an event costs for each further socket: nothing on the heap, whatever wires there are. */
class RunAllocationTest {
    private static final int SOCKETS = 20_000;
    private static final int ROUNDS = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void a_further_socket_costs_no_memory() {
        var few = new Room(SOCKETS / 10);
        var many = new Room(SOCKETS);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) { // until all is loaded and compiled, and no other work of the JVM is counted
            long more = many.costs() - few.costs();
            least = Math.min(least, more);
        }
        assertThat(least)
                .as("bytes for %d more sockets", SOCKETS - SOCKETS / 10)
                .isLessThan(SOCKETS / 100);
        assertThat(many.written + few.written).isEqualTo(ROUNDS * 3L * (SOCKETS + SOCKETS / 10));
    }

    /** Sockets that have one stream. */
    private final class Room {
        private final List<Subscription> subscriptions = new ArrayList<>();
        private long written;
        private long seq;

        Room(int sockets) {
            var topic = new Topic(Events.STREAM, new BatchWindow(new Batching(50, 50, 32_768)));
            IntStream.range(0, sockets).forEach(i -> subscriptions.add(new Subscription(new Sink(), topic, 0, 0)));
        }

        /** Bytes that three events to all of them take. */
        long costs() {
            long before = threads.getCurrentThreadAllocatedBytes();
            try (var run = new Run(
                    UnpooledByteBufAllocator.DEFAULT,
                    List.of(Events.of(seq + 1), Events.of(seq + 2), Events.of(seq + 3)))) {
                for (var subscription : subscriptions) {
                    run.writeTo(subscription);
                }
                written += run.written();
            }
            seq += 3;
            return threads.getCurrentThreadAllocatedBytes() - before;
        }
    }

    private static final class Sink implements Receiver {
        private final Backlog backlog = new Backlog();

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public Wire wire() {
            return MainWire.WIRE;
        }

        @Override
        public boolean takesBatches() {
            return false;
        }

        @Override
        public void event(SharedFrame frame) {
            // what a socket does with it is Netty's
        }

        @Override
        public boolean whisper(Encoded told) {
            throw new AssertionError("nothing is whispered here");
        }

        @Override
        public void write(ServerFrame said) {
            throw new AssertionError("nothing is said here");
        }

        @Override
        public void end(Disconnect reason) {
            throw new AssertionError("nothing ends here");
        }

        @Override
        public Backlog backlog() {
            return backlog;
        }

        @Override
        public void caughtUp(StreamId stream) {
            // they never were behind
        }

        @Override
        public boolean firstIn(long round) {
            return true;
        }

        @Override
        public @Nullable UserId user() {
            return null;
        }
    }
}
