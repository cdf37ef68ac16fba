package io.miscord.persistence.accounts;

import io.miscord.contract.Account;
import io.miscord.contract.Actor;
import io.miscord.contract.SessionId;
import io.miscord.contract.SignedIn;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ids.UuidV7;
import java.security.SecureRandom;
import java.time.Duration;

/** How somebody is signed in: a session, and a refresh token of it. */
final class SignIns {
    private static final int DEVICE = 200;

    private final SessionStore sessions;
    private final Duration life;
    private final RefreshTokens tokens = new RefreshTokens(new SecureRandom());

    /** Sessions that live so long without being used. */
    SignIns(SessionStore sessions, Duration life) {
        this.sessions = sessions;
        this.life = life;
    }

    /** A new session. */
    SignedIn begin(Tx tx, Account account, Actor by, String device) {
        var session = new SessionId(UuidV7.next());
        sessions.insert(tx, session, account.id(), device(device), by, life);
        return issue(tx, account, session);
    }

    /** A further refresh token of a session. */
    SignedIn issue(Tx tx, Account account, SessionId session) {
        var token = tokens.next();
        sessions.insertToken(tx, RefreshTokens.hash(token), session, life);
        return new SignedIn(account, session, token);
    }

    /** A user agent is whatever its sender likes: one short line of it is kept. */
    static String device(String device) {
        var line = device.replaceAll("\\p{Cntrl}|\\p{Cs}", " ").strip();
        return line.substring(0, line.offsetByCodePoints(0, Math.min(DEVICE, line.codePointCount(0, line.length()))));
    }
}
