package io.miscord.persistence.servers;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Channel;
import io.miscord.contract.LeaveReason;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.log.StreamLog;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How people come into a server and out of it: membership, access version and the three events belong together.
 * Methods wait: they belong on a virtual thread, that of the transaction.
 */
public final class Joining {
    private static final int LONGEST_CODE = 64;

    private final Access access;
    private final Channels channels;
    private final StreamLog log;
    private final Config.Limits limits;
    private final InviteStore invites = new InviteStore();
    private final MemberStore members = new MemberStore();

    /** Rules of membership; they work in the transactions of others. */
    public Joining(Access access, Channels channels, StreamLog log, Config.Limits limits) {
        this.access = access;
        this.channels = channels;
        this.log = log;
        this.limits = limits;
    }

    /**
     * Lets somebody in by an invite; a member stays one, and uses nothing up.
     *
     * @return the server
     */
    public ServerId join(Tx tx, String code, UserId user) {
        var server = lock(tx, code);
        if (members.isMember(tx, server, user)) {
            return server;
        }
        if (members.isBanned(tx, server, user)) {
            throw ProblemException.of(Problem.Kind.FORBIDDEN, "You are banned from this server.");
        }
        requireRoom(tx, user);
        if (!invites.use(tx, code)) {
            throw missing();
        }
        add(tx, server, user);
        return server;
    }

    /** Whether an invite could be used now. */
    public boolean isOpen(Queries queries, String code) {
        return invites.find(queries, code).isPresent();
    }

    /** From now to the commit nobody else changes who is in the invite's server, be the invite used up or not. */
    public ServerId lock(Tx tx, String code) {
        var server = invites.server(tx, checked(code)).orElseThrow(Joining::missing);
        tx.changeAccess(AccessDomain.of(server));
        return server;
    }

    /** Makes somebody a member of a server whose access is being changed. */
    void add(Tx tx, ServerId server, UserId user) {
        members.insert(tx, server, user);
        var grant = access.serverOf(tx, user, server);
        var visible = channels.visible(tx, grant);
        var positions = positions(tx, server, visible);
        var member = members.one(tx, server, user).orElseThrow();
        members.readUpToNow(tx, user, positions.keySet());
        var domain = grant.domain();
        moved(tx, server, user);
        tx.emit(StreamId.of(server), domain, new ServerEvent.MemberJoined(server, member), user.value());
        var joined = new PersonEvent.ServerJoined(grant.server(), visible, positions);
        tx.emit(StreamId.of(user), AccessDomain.of(user), joined, server.value());
    }

    /** Takes somebody out of a server whose access is being changed, for a reason that they are told. */
    void remove(Tx tx, ServerId server, UserId user, LeaveReason reason) {
        members.delete(tx, server, user);
        moved(tx, server, user);
        var domain = AccessDomain.of(server);
        tx.emit(StreamId.of(server), domain, new ServerEvent.MemberLeft(server, user), user.value());
        tell(tx, server, user, reason);
    }

    /** Tells somebody that they are no longer in a server. */
    static void tell(Tx tx, ServerId server, UserId user, LeaveReason reason) {
        var event = new PersonEvent.ServerLeft(server, reason);
        tx.emit(StreamId.of(user), AccessDomain.of(user), event, server.value());
    }

    /** Refuses somebody who is in as many servers as one may be. */
    void requireRoom(Tx tx, UserId user) {
        if (members.servers(tx, user) >= limits.serversPerUser()) {
            throw ProblemException.of(
                    Problem.Kind.CONFLICT, "One may be in %d servers at most.".formatted(limits.serversPerUser()));
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

    private static void moved(Tx tx, ServerId server, UserId user) {
        var domain = AccessDomain.of(server);
        long version = tx.raiseAccess(domain);
        var event = new ServerEvent.AccessChanged(server, version, List.of(user));
        tx.emit(StreamId.of(server), domain, event, user.value());
    }

    private static ProblemException missing() {
        return new ProblemException(Problem.notFound("invite"));
    }
}
