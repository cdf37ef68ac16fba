package io.miscord.persistence.servers;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Channel;
import io.miscord.contract.LeaveReason;
import io.miscord.contract.Member;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.contract.UserId;
import io.miscord.persistence.Pace;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Moved;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.log.StreamLog;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How people come into a server and out of it: membership, access version and the three events belong together.
 * Methods wait: they belong on a virtual thread, that of the transaction.
 */
public final class Joining {
    private static final int LONGEST_CODE = 64;

    private final Access access;
    private final Channels channels;
    private final StreamLog log;
    private final Limits limits;
    private final Pace pace;
    private final Pace.Limit joins;
    private final Pace.Limit rejoins;
    private final NameCheck names;
    private final InviteStore invites = new InviteStore();
    private final MemberStore members = new MemberStore();
    private final GateStore gates = new GateStore();

    /** Rules of membership; they work in the transactions of others. */
    public Joining(Access access, Channels channels, StreamLog log, Limits limits, Pace pace, NameCheck names) {
        this.access = access;
        this.channels = channels;
        this.log = log;
        this.limits = limits;
        this.pace = pace;
        this.joins = new Pace.Limit("join", limits.joinsPerMinute(), Duration.ofMinutes(1));
        this.rejoins = new Pace.Limit("join-again", limits.rejoinsPerMinute(), Duration.ofMinutes(1));
        this.names = names;
    }

    /** Whether a server says a name itself, by the rules of its word filter. */
    @FunctionalInterface
    public interface NameCheck {
        /** Whether it does. */
        boolean lets(Queries queries, ServerId server, String name);
    }

    /**
     * Counts a join that is about to begin, outside of its transaction; RATE_LIMITED when there were many. Whoever is
     * a member already comes back for nothing.
     */
    void count(Queries queries, String code, UserId user) {
        var server = serverOf(queries, code);
        if (!members.isMember(queries, server, user)) {
            pace.take(rejoins, user, server);
            pace.take(joins, user);
        }
    }

    /**
     * Lets somebody in by an invite, and tells it in the server's system channel; a member stays one, and uses nothing
     * up. Nothing is told of who is muted there, was a member a few minutes ago or has a name that the server's filter
     * catches: coming and going is no way to write.
     *
     * @return the server
     */
    public ServerId join(Tx tx, String code, UserId user) {
        var server = lock(tx, code);
        if (members.isMember(tx, server, user)) {
            return server;
        }
        requireOpen(tx, server, user);
        requireRoom(tx, user);
        if (!invites.use(tx, code)) {
            throw missing();
        }
        var grant = add(tx, server, user);
        var told = grant.server().systemChannelId();
        if (told != null
                && gates.toldAs(tx, server, user)
                        .filter(name -> names.lets(tx, server, name))
                        .isPresent()) {
            tx.post(told, grant.domain(), user, SystemMessage.joined());
        }
        return server;
    }

    /** Whether an invite could be used now. */
    public boolean isOpen(Queries queries, String code) {
        return invites.find(queries, code).isPresent();
    }

    /** From now to the commit nobody else changes who is in the invite's server, be the invite used up or not. */
    public ServerId lock(Tx tx, String code) {
        var server = serverOf(tx, code);
        tx.changeAccess(AccessDomain.of(server));
        return server;
    }

    /** Where an invite leads to, be it used up or not. */
    ServerId serverOf(Queries queries, String code) {
        return invites.server(queries, checked(code)).orElseThrow(Joining::missing);
    }

    /** Makes somebody a member of a server whose access is being changed. */
    ServerGrant add(Tx tx, ServerId server, UserId user) {
        members.insert(tx, server, user);
        var grant = access.serverOf(tx, user, server);
        var visible = channels.visible(tx, grant);
        var positions = positions(tx, server, visible);
        var member = members.one(tx, server, user).orElseThrow();
        members.readUpToNow(tx, user, positions.keySet());
        var domain = grant.domain();
        Moved.of(user).tell(tx, server, user);
        tx.emit(StreamId.of(server), domain, new ServerEvent.MemberJoined(server, member), user.value());
        var joined = new PersonEvent.ServerJoined(grant.server(), visible, positions);
        tx.emit(StreamId.of(user), AccessDomain.of(user), joined, server.value());
        return grant;
    }

    /**
     * Takes somebody out of a server whose access is being changed, for a reason that they are told.
     *
     * @param detail the same in the words of whoever did it, or null
     */
    public void remove(Tx tx, ServerId server, UserId user, LeaveReason reason, @Nullable String detail) {
        members.delete(tx, server, user);
        Moved.of(user).tell(tx, server, user);
        var domain = AccessDomain.of(server);
        tx.emit(StreamId.of(server), domain, new ServerEvent.MemberLeft(server, user), user.value());
        tell(tx, server, user, reason, detail);
    }

    /** A member, whose presence is not known here; none for who is not one. */
    public Optional<Member> member(Queries queries, ServerId server, UserId user) {
        return members.one(queries, server, user);
    }

    /**
     * Tells that a member's nickname, roles or mute has changed, in a server whose access is being changed.
     *
     * @param who sees more or less of the server by it
     * @return the member as of now
     */
    public Member changed(Tx tx, ServerId server, UserId user, Moved who) {
        var domain = AccessDomain.of(server);
        who.tell(tx, server, user);
        var member = members.one(tx, server, user).orElseThrow();
        tx.emit(StreamId.of(server), domain, new ServerEvent.MemberUpdated(server, member), user.value());
        return member;
    }

    /** Tells somebody that they are no longer in a server. */
    static void tell(Tx tx, ServerId server, UserId user, LeaveReason reason, @Nullable String detail) {
        var event = new PersonEvent.ServerLeft(server, reason, detail);
        tx.emit(StreamId.of(user), AccessDomain.of(user), event, server.value());
    }

    /** Refuses who is banned, and whose account is too new for the server. */
    private void requireOpen(Tx tx, ServerId server, UserId user) {
        var gate = gates.find(tx, server, user);
        if (gate.banned()) {
            throw gate.reason() == null
                    ? ProblemException.of(Refusal.BANNED)
                    : ProblemException.of(Refusal.BANNED_FOR, gate.reason());
        }
        if (gate.opensAt() != null) {
            throw ProblemException.of(Refusal.TOO_NEW, gate.opensAt());
        }
    }

    /** Refuses somebody who is in as many servers as one may be. */
    void requireRoom(Tx tx, UserId user) {
        if (members.servers(tx, user) >= limits.serversPerUser()) {
            throw ProblemException.of(Refusal.TOO_MANY_SERVERS, limits.serversPerUser());
        }
    }

    /** An invite that can be used; NOT_FOUND otherwise. */
    InviteStore.Open find(Queries queries, String code) {
        return invites.find(queries, checked(code)).orElseThrow(Joining::missing);
    }

    private static String checked(String code) {
        if (code.length() > LONGEST_CODE || code.indexOf(0) >= 0) {
            throw missing();
        }
        return code;
    }

    /** The last seq of a server's stream and of these channels'. */
    Map<StreamId, Long> positions(Queries queries, ServerId server, List<Channel> visible) {
        var streams = new ArrayList<StreamId>();
        streams.add(StreamId.of(server));
        visible.forEach(channel -> streams.add(StreamId.of(channel.id())));
        return log.heads(queries, streams);
    }

    private static ProblemException missing() {
        return ProblemException.of(Refusal.NO_SUCH_INVITE);
    }
}
