package io.miscord.api.request;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.RateLimiter;
import io.miscord.platform.data.RateLimiter.Verdict;
import io.miscord.platform.http.Client;
import io.miscord.platform.security.SecurityLog;
import io.miscord.platform.security.SecurityLog.Event;
import io.miscord.platform.security.Sha256;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How often a person, an address or an account may do what: so many a window, counted by all nodes together. What is
 * left is told in the answer's headers, by IETF's names and by Discord's; beyond it comes 429.
 */
public final class RateLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LOGIN_BYTES = 16;
    /** Pictures that a person may send in an hour: twice the emoji of a server. */
    private static final int IMAGES = 200;
    /** Invites that a person may make in an hour: those that are over stay for some days. */
    private static final int INVITES = 200;

    private final RateLimiter limiter;
    private final SecurityLog log;
    private final InstantSource clock;
    private final Limit person;
    private final Limit anonymous;
    private final Limit registrations;
    private final Limit failedByAddress;
    private final Limit failedByAccount;
    private final Limit tasks;
    private final Limit images;
    private final Limit invites;
    private final Limit searches;

    /** Limits as configured; what is refused is told to the security log. */
    public RateLimits(RateLimiter limiter, Config config, SecurityLog log, InstantSource clock) {
        var limits = config.limits();
        this.limiter = limiter;
        this.log = log;
        this.clock = clock;
        this.person = new Limit(RateLimiter.PERSON, limits.requestsPerSecond(), SECOND);
        this.anonymous = new Limit("address", limits.requestsPerSecond(), SECOND);
        this.registrations = new Limit("register", limits.registrationsPerMinute(), MINUTE);
        this.failedByAddress = new Limit("login-address", limits.failedLoginsPerAddress(), MINUTE);
        this.failedByAccount = new Limit("login-account", limits.failedLoginsPerAccount(), MINUTE);
        this.tasks = new Limit("task", config.tasks().startsPerHour(), HOUR);
        this.searches = new Limit("search", limits.searchesPerMinute(), MINUTE);
        this.images = new Limit("image", IMAGES, HOUR);
        this.invites = new Limit("invite", INVITES, HOUR);
    }

    /** Counts a request of a person, or of an address where nobody has signed in, and tells what is left. */
    Future<@Nullable Void> request(Actor by, Client client, HttpServerResponse response) {
        var user = by.user();
        var limit = user == null ? anonymous : person;
        return take(limit, user == null ? client.counted() : user.toString()).map(verdict -> {
            tell(response, limit, verdict);
            return refuseUnlessAllowed(limit, client, verdict);
        });
    }

    /** Counts a new account from an address. */
    public Future<@Nullable Void> registration(Client client) {
        return take(registrations, client.counted())
                .map(verdict -> refuseUnlessAllowed(registrations, client, verdict));
    }

    /** Counts the start of a task by somebody who has signed in. */
    public Future<@Nullable Void> task(Actor by, Client client) {
        return take(tasks, String.valueOf(by.user())).map(verdict -> refuseUnlessAllowed(tasks, client, verdict));
    }

    /** Counts a request of somebody who has signed in that looks through much. */
    public Future<@Nullable Void> search(Actor by, Client client) {
        return take(searches, String.valueOf(by.user())).map(verdict -> refuseUnlessAllowed(searches, client, verdict));
    }

    /** Counts a picture that somebody who has signed in sends. */
    public Future<@Nullable Void> image(Actor by, Client client) {
        return take(images, String.valueOf(by.user())).map(verdict -> refuseUnlessAllowed(images, client, verdict));
    }

    /** Counts an invite that somebody who has signed in makes. */
    public Future<@Nullable Void> invite(Actor by, Client client) {
        return take(invites, String.valueOf(by.user())).map(verdict -> refuseUnlessAllowed(invites, client, verdict));
    }

    /**
     * Tries to sign in, unless too many tries failed lately from this address or to this account. A try counts from its
     * start, so that many at a time are not many for free; one that did not fail is given back.
     */
    public <A extends Answer> Future<A> login(Client client, String login, Supplier<Future<A>> attempt) {
        var account = hashed(login);
        var address = client.counted();
        return take(failedByAddress, address)
                .map(verdict -> refuseUnlessAllowed(failedByAddress, client, verdict))
                .compose(allowed -> take(failedByAccount, account))
                .compose(verdict -> verdict.allowed()
                        ? Future.succeededFuture()
                        : giveBack(failedByAddress, address)
                                .map(given -> refuseUnlessAllowed(failedByAccount, client, verdict)))
                .compose(allowed -> attempt.get().onComplete(done -> {
                    if (done.failed() && isWrongPassword(done.cause())) {
                        log.happened(Event.AUTH_FAILED, "address", client.address(), "reason", "wrong password");
                    } else {
                        giveBack(failedByAddress, address);
                        giveBack(failedByAccount, account);
                    }
                }));
    }

    private Future<Verdict> take(Limit limit, String who) {
        return limiter.take(limit.name() + ":" + who, limit.quota(), limit.perSecond());
    }

    private Future<Verdict> giveBack(Limit limit, String who) {
        return limiter.giveBack(limit.name() + ":" + who, limit.quota(), limit.perSecond());
    }

    private void tell(HttpServerResponse response, Limit limit, Verdict verdict) {
        var seconds = Math.ceilDiv(verdict.resetAfterMs(), 1_000L);
        var resetAt = (clock.millis() + verdict.resetAfterMs()) / 1_000.0;
        response.putHeader(
                        "RateLimit-Policy",
                        "\"%s\";q=%d;w=%d"
                                .formatted(
                                        limit.name(),
                                        limit.quota(),
                                        limit.window().toSeconds()))
                .putHeader("RateLimit", "\"%s\";r=%d;t=%d".formatted(limit.name(), verdict.remaining(), seconds))
                .putHeader("X-RateLimit-Limit", Integer.toString(limit.quota()))
                .putHeader("X-RateLimit-Remaining", Integer.toString(verdict.remaining()))
                .putHeader("X-RateLimit-Reset", String.format(Locale.ROOT, "%.3f", resetAt))
                .putHeader(
                        "X-RateLimit-Reset-After", String.format(Locale.ROOT, "%.3f", verdict.resetAfterMs() / 1_000.0))
                .putHeader("X-RateLimit-Bucket", limit.name());
        if (!verdict.allowed()) {
            response.putHeader("X-RateLimit-Scope", "user");
        }
    }

    private @Nullable Void refuseUnlessAllowed(Limit limit, Client client, Verdict verdict) {
        if (!verdict.allowed()) {
            log.happened(Event.RATE_LIMITED, "limit", limit.name(), "address", client.address());
            var seconds = Math.toIntExact(Math.max(1, Math.ceilDiv(verdict.retryAfterMs(), 1_000L)));
            throw ProblemException.later(seconds, Refusal.TOO_FAST, seconds);
        }
        return null;
    }

    private static boolean isWrongPassword(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().kind() == Problem.Kind.UNAUTHENTICATED;
    }

    /** What somebody typed must not become a key as it is: it may be long, and it may be a password. */
    private static String hashed(String login) {
        var lower = login.strip().toLowerCase(Locale.ROOT);
        return HexFormat.of().formatHex(Sha256.of(lower), 0, LOGIN_BYTES);
    }

    /** So many a window; the name is that of the bucket, in headers and in Redis. */
    private record Limit(String name, int quota, Duration window) {
        double perSecond() {
            return quota * 1_000.0 / window.toMillis();
        }
    }
}
