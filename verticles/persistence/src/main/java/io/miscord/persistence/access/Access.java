package io.miscord.persistence.access;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.Permission;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The only door to a server, a channel or a message: finds it and checks that the asker may. What is not there and what
 * is not the asker's to see are answered alike, NOT_FOUND; what they see but may not do is FORBIDDEN.
 *
 * <p>In a transaction, the permission that was found stays until the commit: nobody can take it away in between.
 * Methods wait for PostgreSQL: they belong on a virtual thread. One a node, safe on any.
 */
public final class Access {
    /** Grants kept for sends: the people and channels that wrote lately. Some 300 bytes each. */
    private static final int KEPT = 20_000;
    /** How old a kept grant may be for things that are never stored, such as "is writing". */
    private static final Duration EPHEMERAL = Duration.ofSeconds(10);

    private final AccessStore store = new AccessStore();
    private final InstantSource clock;
    private final Recent<Key, Kept> kept = new Recent<>(KEPT);

    /** Looks permissions up, and forgets them by this clock. */
    public Access(InstantSource clock) {
        this.clock = clock;
    }

    private record Key(UserId user, ChannelId channel) {}

    private record Kept(Grant grant, Instant since) {}

    /** Who asks; UNAUTHENTICATED when nobody is signed in. */
    public static UserId person(Actor by) {
        var user = by.user();
        if (user == null) {
            throw ProblemException.of(Refusal.SIGN_IN_FIRST);
        }
        return user;
    }

    /** A server of the asker's, to read. */
    public ServerGrant server(Queries queries, Actor by, ServerId server) {
        return serverOf(queries, person(by), server);
    }

    /** A server of somebody's, to read. */
    public ServerGrant serverOf(Queries queries, UserId user, ServerId server) {
        return store.loadServer(queries, server, user).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_SERVER));
    }

    /** A server of the asker's, whose permissions stay as they are until the commit. */
    public ServerGrant serverToKeep(Tx tx, Actor by, ServerId server) {
        tx.keepAccess(AccessDomain.of(server));
        return server(tx, by, server);
    }

    /** A server of the asker's, to change who may see what in it: no other such change goes on until the commit. */
    public ServerGrant serverToChange(Tx tx, Actor by, ServerId server) {
        tx.changeAccess(AccessDomain.of(server));
        return server(tx, by, server);
    }

    /** Whether somebody is a member of a server that is there. */
    public boolean isMember(Queries queries, ServerId server, UserId user) {
        return store.loadServer(queries, server, user).isPresent();
    }

    /** Whether somebody sees a channel that is there. */
    public boolean sees(Queries queries, UserId user, ChannelId channel) {
        return store.loadChannel(queries, channel, user)
                .filter(grant -> grant.permissions().has(Permission.VIEW_CHANNEL))
                .isPresent();
    }

    /** A channel that the asker may see, to read. */
    public Grant channel(Queries queries, Actor by, ChannelId channel) {
        return store.loadChannel(queries, channel, person(by))
                .filter(grant -> grant.permissions().has(Permission.VIEW_CHANNEL))
                .orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_CHANNEL));
    }

    /** A channel that the asker may see, whose permissions stay as they are until the commit. */
    public Grant channelToKeep(Tx tx, Actor by, ChannelId channel) {
        tx.keepAccess(domain(tx, channel));
        return channel(tx, by, channel);
    }

    /** A channel that the asker may see, to change who may see what in its server. */
    public Grant channelToChange(Tx tx, Actor by, ChannelId channel) {
        tx.changeAccess(domain(tx, channel));
        return channel(tx, by, channel);
    }

    /** A message that the asker may see; nobody else changes it until the commit. */
    public MessageGrant message(Tx tx, Actor by, MessageId message) {
        person(by);
        var channel = store.channelOf(tx, message).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_MESSAGE));
        Grant grant;
        try {
            grant = channelToKeep(tx, by, channel);
        } catch (ProblemException refused) {
            throw ofMessage(refused);
        }
        return store.loadMessage(tx, message, grant).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_MESSAGE));
    }

    /** The channel of a message that the asker may see, as of some time ago, to answer it: {@link #toSend} follows. */
    public ChannelId channelOf(Queries queries, Actor by, MessageId message) {
        person(by);
        var channel = store.channelOf(queries, message).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_MESSAGE));
        try {
            kept(queries, by, channel, Instant.MIN);
        } catch (ProblemException refused) {
            throw ofMessage(refused);
        }
        return channel;
    }

    /**
     * A channel that the asker may write in, as of some time ago: the statement that stores the message compares the
     * version, and says when it has changed; then {@link #forget} it and ask again. The channel may come without its
     * overwrites.
     */
    public Grant toSend(Queries queries, Actor by, ChannelId channel) {
        return kept(queries, by, channel, Instant.MIN).require(Permission.SEND_MESSAGES);
    }

    /** Like {@link #toSend}, as of a few seconds ago: for what is not stored. */
    public Grant toTell(Queries queries, Actor by, ChannelId channel) {
        return kept(queries, by, channel, clock.instant().minus(EPHEMERAL)).require(Permission.SEND_MESSAGES);
    }

    /** Forgets what is kept of a person in a channel. */
    public void forget(Actor by, ChannelId channel) {
        kept.remove(new Key(person(by), channel));
    }

    /** Forgets what is kept of anybody: versions are those of another history. */
    public void forget() {
        kept.clear();
    }

    private Grant kept(Queries queries, Actor by, ChannelId channel, Instant oldest) {
        var key = new Key(person(by), channel);
        var known = kept.get(key);
        // A kept refusal would never meet the statement that compares versions, and so hold for ever.
        if (known != null
                && !known.since.isBefore(oldest)
                && known.grant.permissions().has(Permission.SEND_MESSAGES)) {
            return known.grant;
        }
        var now = clock.instant();
        var grant = channel(queries, by, channel);
        kept.put(key, new Kept(grant.toKeep(), now));
        return grant;
    }

    private AccessDomain domain(Tx tx, ChannelId channel) {
        return store.domainOf(tx, channel).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_CHANNEL));
    }

    /** Whoever does not see the channel is not told that there is one. */
    private static ProblemException ofMessage(ProblemException refused) {
        return refused.problem().kind() == Problem.Kind.NOT_FOUND
                ? ProblemException.of(Refusal.NO_SUCH_MESSAGE)
                : refused;
    }
}
