package io.miscord.persistence.accounts;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Password hashes: bcrypt, on worker threads, for one takes a third of a second of a core at the usual cost. Of what
 * would wait longer than people do, a part is refused at once and a part when its turn comes too late: UNAVAILABLE.
 *
 * <p>bcrypt reads 72 bytes, which 36 Russian letters fill: a longer password is put through SHA-512 first, never cut.
 * One per node; the methods wait: they belong on a virtual thread.
 */
final class Passwords {
    /** Shortest and longest password, in characters. */
    static final int SHORTEST = 8;

    static final int LONGEST = 128;
    /** Hashes under way or waiting, per worker thread. */
    static final int QUEUE_PER_THREAD = 8;
    /** Who waited longer is no longer listened to: asks end after eight seconds. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final BCrypt.Hasher HASHER = BCrypt.with(LongPasswordStrategies.hashSha512(Version.VERSION_2A));
    private static final BCrypt.Verifyer VERIFIER =
            BCrypt.verifyer(Version.VERSION_2A, LongPasswordStrategies.hashSha512(Version.VERSION_2A));

    private final WorkerExecutor workers;
    private final int most;
    private final int cost;
    private final LongSupplier nanos;
    private final AtomicInteger working = new AtomicInteger();
    private final Future<String> nobodys;

    /**
     * @param threads how many threads the workers are
     * @param cost the work of a hash, as a power of two
     * @param nanos a clock that only runs forward
     */
    Passwords(WorkerExecutor workers, int threads, int cost, LongSupplier nanos) {
        this.workers = workers;
        this.most = threads * QUEUE_PER_THREAD;
        this.cost = cost;
        this.nanos = nanos;
        this.nobodys = compute(() -> hashed("nobody has this password"));
    }

    /** Refuses what is too short to be a secret, or too long to be typed. */
    static String checked(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw ProblemException.invalid("password", Refusal.PASSWORD_LENGTH, SHORTEST, LONGEST);
        }
        return password;
    }

    /** The hash of a password, with a salt of its own. */
    String hash(String password) {
        return compute(() -> hashed(password)).await();
    }

    /** Whether it is the password. Without a hash to compare with it is not, and that takes as long to say. */
    boolean matches(String password, @Nullable String hash) {
        // Nobody has a longer one; how long it was is the asker's own secret, so it may cost them nothing.
        var tried = password.length() > 2 * LONGEST ? "" : password;
        var against = hash == null ? nobodys.await() : hash;
        boolean same = compute(() -> VERIFIER.verify(bytes(tried), against.getBytes(StandardCharsets.UTF_8)).verified)
                .await();
        return same && hash != null;
    }

    /** Whether a hash was made with less work than is asked for now. */
    boolean isWeak(String hash) {
        return Integer.parseInt(hash, 4, 6, 10) < cost;
    }

    private String hashed(String password) {
        return new String(HASHER.hash(cost, bytes(password)), StandardCharsets.UTF_8);
    }

    private <T> Future<T> compute(Callable<T> work) {
        long since = nanos.getAsLong();
        if (working.incrementAndGet() > most) {
            working.decrementAndGet();
            return Future.failedFuture(busy());
        }
        Promise<T> computed = Promise.promise();
        workers.executeBlocking(
                        () -> {
                            if (nanos.getAsLong() - since > LONGEST_WAIT.toNanos()) {
                                throw busy();
                            }
                            return computed.tryComplete(work.call());
                        },
                        false)
                .onFailure(computed::tryFail)
                .onComplete(done -> working.decrementAndGet());
        return computed.future();
    }

    private static ProblemException busy() {
        return ProblemException.later(2, Refusal.BUSY);
    }

    /** One spelling of a letter with an accent, whichever keyboard it was typed on. */
    private static byte[] bytes(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }
}
