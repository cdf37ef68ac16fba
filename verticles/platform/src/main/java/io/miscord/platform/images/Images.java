package io.miscord.platform.images;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.security.Sha256;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes pictures of images that people send, on a thread of its own, one after another: a large one takes some 100 MB
 * for up to a second. Their hashes, a few milliseconds each, are taken on the worker threads that all share. Nothing
 * waits on the calling thread; safe on any. One a node.
 */
public final class Images {
    /** So many may be sent at a time; more are told to try again. */
    private static final int WAITING = 16;

    private static final long SLOWEST_SECONDS = 20;

    private final Vertx vertx;
    private final WorkerExecutor worker;
    private final AtomicInteger waiting = new AtomicInteger();

    /** A thread for them; it ends with Vert.x. */
    public Images(Vertx vertx) {
        this.vertx = vertx;
        worker = vertx.createSharedWorkerExecutor("images", 1, SLOWEST_SECONDS, TimeUnit.SECONDS);
    }

    /** What stands for the picture that is made of these bytes: of the same, always the same 32 bytes. */
    public Future<byte[]> hash(Buffer sent, Shape shape) {
        return vertx.executeBlocking(
                        () -> Sha256.of(Buffer.buffer(shape.name())
                                .appendByte((byte) 0)
                                .appendBuffer(sent)
                                .getBytes()),
                        false)
                .map(Objects::requireNonNull);
    }

    /**
     * The picture as PNG, of at most some 300 KB. Of a moving one its first frame is taken; nothing but what can be
     * seen is left. UNSUPPORTED when it is no PNG, JPEG or GIF that can be read, TOO_LARGE beyond 16 megapixels,
     * UNAVAILABLE when too many wait.
     */
    public Future<Buffer> png(Buffer sent, Shape shape) {
        if (waiting.incrementAndGet() > WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(ProblemException.later(1, Refusal.BUSY));
        }
        return worker.executeBlocking(() -> Buffer.buffer(SmallImage.png(sent.getBytes(), shape)), false)
                .map(Objects::requireNonNull)
                .onComplete(done -> waiting.decrementAndGet());
    }
}
