package io.miscord.api.auth;

import io.miscord.api.request.Call;
import io.miscord.api.request.Caller;
import io.miscord.api.request.RateLimits;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.Account;
import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Refusal;
import io.miscord.contract.SignedIn;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.http.Clients;
import io.miscord.platform.security.AccessTokens;
import io.miscord.platform.security.SecurityLog;
import io.miscord.platform.security.SecurityLog.Event;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registering, signing in and out. The refresh token goes out twice: in the body, and in a cookie no script can read.
 */
public final class AuthRoutes {
    private static final String COOKIE = "miscord_refresh";
    private static final String COOKIE_PATH = "/api/auth";
    private static final int MAX_DEVICE = 200;

    private final Bus bus;
    private final AccessTokens tokens;
    private final Caller caller;
    private final Clients clients;
    private final RateLimits limits;
    private final SecurityLog log;
    private final Duration refreshLife;
    private final InstantSource clock;

    /**
     * @param refreshLife how long a session lives without being used, and so its cookie
     */
    public AuthRoutes(
            Bus bus,
            AccessTokens tokens,
            Caller caller,
            Clients clients,
            RateLimits limits,
            SecurityLog log,
            Duration refreshLife,
            InstantSource clock) {
        this.bus = bus;
        this.tokens = tokens;
        this.caller = caller;
        this.clients = clients;
        this.limits = limits;
        this.log = log;
        this.refreshLife = refreshLife;
        this.clock = clock;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("register", this::register)
                .on("login", this::login)
                .on("refresh", this::refresh)
                .on("logout", this::logout);
    }

    private Future<Reply> register(Call call) {
        var body = call.body(Registration.class);
        var ask = new AccountAsk.Register(
                call.by(),
                body.email(),
                body.username(),
                body.password(),
                body.displayName(),
                body.invite(),
                device(call),
                call.nonce(null));
        return limits.registration(call.client())
                .compose(allowed -> bus.ask(ask))
                .onSuccess(
                        signedIn -> told(Event.REGISTERED, call, signedIn.user().id()))
                .map(signedIn -> signedIn(call, 201, signedIn));
    }

    private Future<Reply> login(Call call) {
        var body = call.body(Credentials.class);
        var ask = new AccountAsk.Login(call.by(), body.login(), body.password(), device(call));
        // An account is one account, whichever of its names it is called by.
        return bus.ask(new AccountAsk.Named(Actor.NODE, body.login()))
                .map(named -> named.user() == null ? body.login() : named.user().toString())
                .compose(account -> limits.login(call.client(), account, () -> bus.ask(ask)))
                .onSuccess(
                        signedIn -> told(Event.SIGNED_IN, call, signedIn.user().id()))
                .map(signedIn -> signedIn(call, 200, signedIn));
    }

    private Future<Reply> refresh(Call call) {
        var inBody = call.body(RefreshRequest.class).refreshToken();
        var token = inBody != null ? inBody : ownCookie(call);
        return bus.ask(new AccountAsk.Refresh(call.by(), token, device(call)))
                .map(signedIn -> signedIn(call, 200, signedIn));
    }

    private Future<Reply> logout(Call call) {
        var token = call.body(RefreshRequest.class).refreshToken();
        var user = call.by().user();
        var session = call.by().session();
        if (session == null && token == null) {
            return Future.failedFuture(ProblemException.of(Refusal.TOKEN_NEEDED));
        }
        return bus.ask(new AccountAsk.Logout(call.by(), token)).map(done -> {
            if (user != null && session != null) {
                caller.forget(session);
                told(Event.SIGNED_OUT, call, user);
            }
            return Reply.done().with(cookie(call, "", Duration.ZERO));
        });
    }

    private void told(Event event, Call call, UserId user) {
        log.happened(event, "user", user, "address", call.client().address());
    }

    private Reply signedIn(Call call, int status, SignedIn signedIn) {
        var access = tokens.issue(signedIn.user().id(), signedIn.session(), clock.instant());
        var body = new Tokens(
                signedIn.user(), access, signedIn.refreshToken(), tokens.life().toSeconds());
        return new Reply(status, body, null, false).with(cookie(call, signedIn.refreshToken(), refreshLife));
    }

    /**
     * The cookie's token, unless a page of another site sent it. Browsers name the page's origin with every POST; who
     * names none is no browser, and has the cookie from its owner.
     */
    private String ownCookie(Call call) {
        var origin = call.header("Origin");
        var site = call.header("Sec-Fetch-Site").orElse("same-origin");
        boolean foreign =
                origin.isPresent() ? !clients.welcomes(call.client(), origin.get()) : !site.equals("same-origin");
        if (foreign) {
            log.happened(
                    Event.ORIGIN_REJECTED,
                    "origin",
                    origin.orElse(site),
                    "address",
                    call.client().address());
            throw ProblemException.of(Refusal.FOREIGN_SITE);
        }
        return call.cookie(COOKIE)
                .filter(token -> !token.isEmpty())
                .orElseThrow(() -> ProblemException.of(Refusal.SIGN_IN_FIRST));
    }

    private Cookie cookie(Call call, String token, Duration life) {
        boolean secure = call.client().secure() || clients.site(call.client()).startsWith("https:");
        return Cookie.cookie(COOKIE, token)
                .setPath(COOKIE_PATH)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT)
                .setMaxAge(life.toSeconds());
    }

    private static String device(Call call) {
        return Optional.of(call.header("User-Agent")
                        .orElse("")
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip())
                .map(agent -> agent.substring(0, Math.min(agent.length(), MAX_DEVICE)))
                .filter(agent -> !agent.isEmpty())
                .orElse("unknown");
    }

    private record Registration(
            String email,
            String username,
            String password,
            @Nullable String displayName,
            @Nullable String invite) {}

    private record Credentials(String login, String password) {}

    private record RefreshRequest(@Nullable String refreshToken) {}

    private record Tokens(Account user, String accessToken, String refreshToken, long expiresIn) {}
}
