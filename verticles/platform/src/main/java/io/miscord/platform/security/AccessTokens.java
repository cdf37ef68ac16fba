package io.miscord.platform.security;

import io.miscord.contract.Actor;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.SessionId;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: signed statements that a person is signed in, the same on every node that knows the secret.
 *
 * <p>A token is a JWT of HS256 with {@code iss} and {@code aud} {@code miscord}, {@code sub} the person, {@code sid}
 * the session, {@code iat} and {@code exp}, all of them required. It says who somebody was when it was issued, not
 * that the session still lives: that is what the short life of a token and {@code session:revoked} are for.
 *
 * <p>Issuing and checking are one HMAC each, some microseconds, and so are done at once on the calling thread, an event
 * loop included. Safe on any thread.
 */
public final class AccessTokens {
    /** The shortest secret, in bytes: as long as the hash of HS256. */
    public static final int MIN_SECRET_BYTES = 32;

    /** The longest token that is looked at, in characters; ours have about 350. */
    public static final int MAX_LENGTH = 4096;

    /** What {@link #verify} answers for a token that was good once: refreshing helps. */
    public static final Problem EXPIRED = Problem.of(Refusal.TOKEN_EXPIRED);

    /** What {@link #verify} answers for anything else that is not a token of ours: signing in helps. */
    public static final Problem INVALID = Problem.of(Refusal.TOKEN_INVALID);

    private static final String SCHEME = "Bearer ";
    private static final String NAME = "miscord";
    private static final String ALGORITHM = "HS256";

    // Clocks of nodes differ a little; a token must not be dead on arrival at a node that is ahead.
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final JWTAuth jwt;
    private final Duration life;
    private final InstantSource clock;

    /**
     * Tokens signed with this secret, after a test of itself: a forged token is refused, or there are no tokens at all.
     *
     * @param secret what all nodes share; under {@value #MIN_SECRET_BYTES} bytes is refused
     * @param life how long a token is valid
     * @param clock the time tokens are checked against
     * @throws IllegalArgumentException if the secret is too short
     * @throws IllegalStateException if a forged token would be accepted
     */
    public AccessTokens(Vertx vertx, Secret secret, Duration life, InstantSource clock) {
        if (secret.reveal().getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("auth.secret: at least " + MIN_SECRET_BYTES + " bytes");
        }
        this.jwt = signedWith(vertx, secret.reveal());
        this.life = life;
        this.clock = clock;
        testItself(vertx);
    }

    /** A token for this person in this session, valid from {@code now} for the configured time. */
    public String issue(UserId user, SessionId session, Instant now) {
        return sign(jwt, claims(user.toString(), session.toString(), now));
    }

    /** How long a token is valid. */
    public Duration life() {
        return life;
    }

    /** The token in an {@code Authorization} header, not yet looked at; none where it is of another scheme. */
    public static Optional<String> bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /**
     * What a token says, if it is ours and of now.
     *
     * @throws ProblemException with {@link #EXPIRED} or {@link #INVALID}
     */
    public Verified verify(String token) {
        var claims = signedClaims(token);
        try {
            var verified = new Verified(
                    UserId.of(text(claims, "sub")), SessionId.of(text(claims, "sid")), time(claims, "exp"));
            var now = clock.instant();
            if (!named(claims.getValue("iss")) || !named(claims.getValue("aud")) || startsLater(claims, now)) {
                throw new ProblemException(INVALID);
            }
            if (!now.minus(SKEW).isBefore(verified.expiresAt())) {
                throw new ProblemException(EXPIRED);
            }
            return verified;
        } catch (IllegalArgumentException | ClassCastException notOurs) {
            throw new ProblemException(INVALID);
        }
    }

    /**
     * What a good token said.
     *
     * @param user the person
     * @param session the session it was issued to
     * @param expiresAt when it ends, and with it the socket that came with it
     */
    public record Verified(UserId user, SessionId session, Instant expiresAt) {
        /** The person as one who asks, from this network address. */
        public Actor actor(String address) {
            return new Actor(user, session, address);
        }
    }

    private JsonObject signedClaims(String token) {
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            throw new ProblemException(INVALID);
        }
        // The provider checks HMAC on this thread: its future is complete when it is returned.
        var checked = authenticate(token);
        if (!checked.succeeded()) {
            throw new ProblemException(INVALID);
        }
        return checked.result().attributes().getJsonObject("accessToken", new JsonObject());
    }

    private Future<User> authenticate(String token) {
        try {
            return jwt.authenticate(new TokenCredentials(token));
        } catch (RuntimeException claimOfAWrongType) {
            // The provider casts some claims without looking; a token it cannot read is none.
            return Future.failedFuture(claimOfAWrongType);
        }
    }

    private JsonObject claims(String user, String session, Instant now) {
        return new JsonObject()
                .put("iss", NAME)
                .put("aud", NAME)
                .put("sub", user)
                .put("sid", session)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(life).getEpochSecond());
    }

    private static String text(JsonObject claims, String name) {
        if (claims.getValue(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no " + name);
    }

    private static Instant time(JsonObject claims, String name) {
        // Also the claim that a token was issued at all: a time that is not a number is none.
        if (claims.getValue(name) instanceof Number exp && claims.getValue("iat") instanceof Number) {
            return Instant.ofEpochSecond(Math.clamp(exp.longValue(), 0, Instant.MAX.getEpochSecond()));
        }
        throw new IllegalArgumentException("no " + name);
    }

    private static boolean named(Object claim) {
        return NAME.equals(claim);
    }

    private static boolean startsLater(JsonObject claims, Instant now) {
        var start = claims.getValue("nbf");
        return start != null
                && !(start instanceof Number seconds
                        && seconds.longValue() <= now.plus(SKEW).getEpochSecond());
    }

    private static JWTAuth signedWith(Vertx vertx, String secret) {
        var key = new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(Buffer.buffer(secret));
        // All claims are checked here, against our clock: the provider would let one without exp pass.
        var options = new JWTAuthOptions()
                .addPubSecKey(key)
                .setJWTOptions(new JWTOptions().setAlgorithm(ALGORITHM).setIgnoreExpiration(true));
        return JWTAuth.create(vertx, options);
    }

    private static String sign(JWTAuth by, JsonObject claims) {
        return by.generateToken(claims, new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true));
    }

    /** The provider accepts anything unsigned when no key of its is usable; so that is tried at every start. */
    private void testItself(Vertx vertx) {
        var nobody = "00000000-0000-7000-8000-000000000000";
        var claims = claims(nobody, nobody, clock.instant());
        var body = base64("{\"typ\":\"JWT\",\"alg\":\"none\"}") + "." + base64(claims.encode());
        var other = signedWith(vertx, "another secret, which nobody here was told of");
        for (var forged : List.of(body, body + ".", body + ".e30", sign(other, claims))) {
            if (accepts(forged)) {
                throw new IllegalStateException("A forged access token is accepted: the node does not start.");
            }
        }
        if (!accepts(sign(jwt, claims))) {
            throw new IllegalStateException("An access token of this node's own is refused.");
        }
    }

    private boolean accepts(String token) {
        try {
            verify(token);
            return true;
        } catch (ProblemException refused) {
            return false;
        }
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
