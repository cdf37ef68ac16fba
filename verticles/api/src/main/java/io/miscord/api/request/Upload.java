package io.miscord.api.request;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that is taken as it comes: held back until somebody resumes it, so that whoever may not send it
 * is told so first. A connection that breaks ends it, whenever that happens. For one event loop.
 */
public final class Upload implements ReadStream<Buffer> {
    /** How long a client that was refused may go on sending, before its connection is closed. */
    private static final long REFUSED_MS = 5_000;

    /** How often is looked whether anybody still wants it. */
    private static final long LOOK_MS = 2_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private @Nullable ProblemException broken;
    private @Nullable Handler<Throwable> whenBroken;
    private boolean over;

    private Upload(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
        request.pause();
        request.exceptionHandler(cause -> broke(gone()));
    }

    /** Holds the body of a request back. What nobody took of it is thrown away after the answer, for a while. */
    static Upload hold(RoutingContext http) {
        var upload = new Upload(http.vertx(), http.request());
        http.addEndHandler(done -> upload.drain());
        return upload;
    }

    /**
     * The size that the client announces.
     *
     * @return bytes, or -1 if it does not
     */
    long announced() {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Lets a client send that waits for being told to. */
    void expected() {
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    /** Ends it with CONFLICT some 2 s after nobody wants it any more. */
    public void onlyWhile(Supplier<Future<Boolean>> wanted) {
        vertx.setTimer(LOOK_MS, due -> {
            if (over || broken != null || request.isEnded()) {
                return;
            }
            wanted.get().onComplete(asked -> {
                if (asked.succeeded() && !asked.result()) {
                    broke(ProblemException.of(Problem.Kind.CONFLICT, "Nobody waits for this file any more."));
                } else {
                    onlyWhile(wanted);
                }
            });
        });
    }

    private void broke(ProblemException why) {
        if (broken == null) {
            broken = why;
            if (whenBroken != null) {
                whenBroken.handle(why);
            }
        }
    }

    private static ProblemException gone() {
        return ProblemException.of(Problem.Kind.INVALID, "The body ended before it was whole.");
    }

    private void drain() {
        over = true;
        if (!request.isEnded()) {
            request.resume();
            vertx.setTimer(REFUSED_MS, late -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
    }

    @Override
    public Upload exceptionHandler(@Nullable Handler<Throwable> handler) {
        whenBroken = handler;
        if (handler != null && broken != null) {
            handler.handle(broken);
        }
        return this;
    }

    @Override
    public Upload handler(@Nullable Handler<Buffer> handler) {
        request.handler(handler);
        return this;
    }

    @Override
    public Upload pause() {
        request.pause();
        return this;
    }

    @Override
    public Upload resume() {
        request.resume();
        return this;
    }

    @Override
    public Upload fetch(long amount) {
        request.fetch(amount);
        return this;
    }

    @Override
    public Upload endHandler(@Nullable Handler<Void> handler) {
        request.endHandler(handler);
        return this;
    }
}
