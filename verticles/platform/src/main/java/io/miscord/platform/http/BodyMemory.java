package io.miscord.platform.http;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that bodies of requests may take while they are gathered, of the node and of one address; without such a
 * bound a few hundred bodies that never end are a node's whole heap. What a request announces counts, from its head
 * until its body has come whole or its connection goes; a small body takes nothing. One a node, for any thread.
 */
public final class BodyMemory {
    /** Bytes of a body that takes nothing: about what its connection costs anyway. */
    static final int SMALL = 16 * 1024;

    private static final int RETRY_SECONDS = 1;

    private final Clients clients;
    private final long largest;
    private final long most;
    private final long mostByAddress;
    private final AtomicLong taken = new AtomicLong();
    private final ConcurrentMap<String, Long> byAddress = new ConcurrentHashMap<>();

    /** Nothing of what is configured is taken yet. */
    public BodyMemory(Config.Http config, Clients clients) {
        this.clients = clients;
        this.largest = config.bodyLimit().bytes();
        this.most = config.bodyMemory().bytes();
        this.mostByAddress = config.bodyMemoryPerAddress().bytes();
    }

    /** Bytes that are taken now. */
    long taken() {
        return taken.get();
    }

    /**
     * Takes what this request announces, to be given back by {@link Share#leave}: {@link ProblemException} UNAVAILABLE
     * when the node has no more, RATE_LIMITED when its address has not. This machine's own addresses are not counted
     * one by one, since through a proxy that nobody named they are everybody's.
     */
    Share take(HttpServerRequest request) {
        long bytes = announced(request);
        if (bytes <= SMALL) {
            return new Share(0, "");
        }
        var client = clients.of(request);
        var address = Networks.isLoopback(client.address()) ? "" : client.counted();
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            throw new ProblemException(
                    Problem.unavailable("This node is reading as much as it can hold. Try again.", RETRY_SECONDS));
        }
        if (!address.isEmpty() && byAddress.merge(address, bytes, Long::sum) > mostByAddress) {
            new Share(bytes, address).leave();
            throw new ProblemException(new Problem(
                    Problem.Kind.RATE_LIMITED,
                    "Too many large requests are coming from your network at once. Try again.",
                    List.of(),
                    RETRY_SECONDS));
        }
        return new Share(bytes, address);
    }

    /** What it says, or what is read at most of a body that does not say. */
    private long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return largest;
        }
        try {
            return Math.min(largest, Long.parseLong(length.strip()));
        } catch (NumberFormatException e) {
            return largest;
        }
    }

    /** What one request has taken. Used on its event loop alone. */
    final class Share {
        private final String address;
        private long bytes;

        private Share(long bytes, String address) {
            this.bytes = bytes;
            this.address = address;
        }

        /** Gives it back. To be called once; more does no harm. */
        void leave() {
            long mine = bytes;
            bytes = 0;
            if (mine == 0) {
                return;
            }
            taken.addAndGet(-mine);
            if (!address.isEmpty()) {
                byAddress.computeIfPresent(address, (who, all) -> all <= mine ? null : Long.valueOf(all - mine));
            }
        }
    }
}
