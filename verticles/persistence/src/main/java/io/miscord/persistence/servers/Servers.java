package io.miscord.persistence.servers;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelType;
import io.miscord.contract.LeaveReason;
import io.miscord.contract.Member;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.RoleId;
import io.miscord.contract.Server;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerEmoji;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Moved;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.channels.Arrangement;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Servers: making, showing, changing and ending them. Methods wait: they belong on a virtual thread. */
public final class Servers {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final int OLDEST_SECONDS = 365 * 24 * 3_600;
    /** Members of a deleted server that are told in one transaction. */
    private static final int SLICE = 500;

    private static final int DISSOLVED_AT_ONCE = 10;
    /** Of the built-in role: positions are sparse, so that new roles find room below. */
    private static final int ADMIN_POSITION = 1_000;

    private final Database database;
    private final Access access;
    private final Channels channels;
    private final Arrangement arrangement;
    private final Joining joining;
    private final Idempotency idempotency;
    private final AuditLog audit;
    private final ServerStore store = new ServerStore();
    private final MemberStore members = new MemberStore();

    /** Rules of servers on this database; one a node. */
    public Servers(
            Database database,
            Access access,
            Channels channels,
            Arrangement arrangement,
            Joining joining,
            Idempotency idempotency,
            AuditLog audit) {
        this.database = database;
        this.access = access;
        this.channels = channels;
        this.arrangement = arrangement;
        this.joining = joining;
        this.idempotency = idempotency;
        this.audit = audit;
    }

    /** A new server with its two channels and its two built-in roles; the asker owns it. */
    public ServerDetail create(ServerAsk.Create ask) {
        var name = Texts.line("name", ask.name(), LONGEST_NAME);
        var description = Texts.linesOrNull("description", ask.description(), LONGEST_DESCRIPTION);
        var owner = Access.person(ask.by());
        return database.inTransaction(tx -> idempotency.once(
                tx,
                owner,
                ask.nonce(),
                Arrays.asList(name, description),
                ServerDetail.class,
                () -> create(tx, owner, name, description)));
    }

    /** The asker's own servers. */
    public Answer.Listing<Server> mine(ServerAsk.Mine ask) {
        return new Answer.Listing<>(store.of(database, Access.person(ask.by())), null);
    }

    /** A server with what the asker may see of it. */
    public ServerDetail get(ServerAsk.Get ask) {
        return database.inSnapshot(queries -> detail(queries, access.server(queries, ask.by(), ask.server())));
    }

    /** Changes name, description, or how old accounts must be that join. */
    public Server update(ServerAsk.Update ask) {
        var name = ask.name() == null ? null : Texts.line("name", ask.name(), LONGEST_NAME);
        var description = Texts.linesOrNull("description", ask.description(), LONGEST_DESCRIPTION);
        if (ask.minAccountAge() != null) {
            Texts.within("minAccountAge", ask.minAccountAge(), 0, OLDEST_SECONDS);
        }
        return database.inTransaction(tx -> {
            var grant = access.serverToKeep(tx, ask.by(), ask.server()).require(Permission.MANAGE_SERVER);
            var server = store.update(
                            tx, ask.server(), name, ask.description() != null, description, ask.minAccountAge())
                    .orElseThrow();
            return updated(tx, grant, server);
        });
    }

    /** Says in which of its channels the server tells of itself. */
    public Server setSystemChannel(ServerAsk.SetSystemChannel ask) {
        return database.inTransaction(tx -> {
            var grant = access.serverToKeep(tx, ask.by(), ask.server()).require(Permission.MANAGE_SERVER);
            var channel = ask.channel();
            if (channel != null) {
                var where = access.channelToKeep(tx, ask.by(), channel).channel();
                if (!ask.server().equals(where.serverId())) {
                    throw ProblemException.of(Refusal.NO_SUCH_CHANNEL);
                }
                if (where.type() == ChannelType.CATEGORY) {
                    throw ProblemException.of(Refusal.NO_MESSAGES_HERE);
                }
            }
            var server = store.setSystemChannel(tx, ask.server(), channel).orElseThrow();
            return updated(tx, grant, server);
        });
    }

    /** Gives the server to another member: from the commit on nothing in it binds them, and the asker as any member. */
    public Server transfer(ServerAsk.Transfer ask) {
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).requireOwner();
            if (ask.to().equals(grant.user())) {
                throw ProblemException.invalid("userId", Refusal.NOBODY_ELSE);
            }
            if (!members.isMember(tx, ask.server(), ask.to())) {
                throw ProblemException.of(Refusal.NOT_A_MEMBER);
            }
            var server = store.give(tx, ask.server(), ask.to());
            new Moved(List.of(grant.user(), ask.to())).tell(tx, server.id());
            if (members.unmute(tx, server.id(), ask.to())) { // nobody could end it any more
                var owner = members.one(tx, server.id(), ask.to()).orElseThrow();
                var updated = new ServerEvent.MemberUpdated(server.id(), owner);
                tx.emit(
                        StreamId.of(server.id()),
                        grant.domain(),
                        updated,
                        ask.to().value());
            }
            tx.emit(StreamId.of(server.id()), grant.domain(), new ServerEvent.ServerUpdated(server), null);
            audit.write(
                    tx,
                    Deed.of(grant, Act.SERVER_TRANSFER)
                            .to(ask.to())
                            .changing(Map.of("ownerId", grant.user()), Map.of("ownerId", ask.to())));
            return server;
        });
    }

    /** Marks the server as deleted, and tells its members: many of them in slices, the rest in the background. */
    public Answer.Done delete(ServerAsk.Delete ask) {
        database.inTransaction(tx -> {
            access.serverToChange(tx, ask.by(), ask.server()).requireOwner();
            return end(tx, ask.server());
        });
        return Answer.Done.DONE;
    }

    /** Deletes a server, whoever owns it; NOT_FOUND where it is not there. Before any row is locked. */
    public void deleteAny(Tx tx, ServerId server) {
        tx.changeAccess(AccessDomain.of(server));
        if (!store.isThere(tx, server)) {
            throw ProblemException.of(Refusal.NO_SUCH_SERVER);
        }
        end(tx, server);
    }

    /** Goes on telling the members of deleted servers; false when there is nothing left to do. */
    public boolean dissolveSome() {
        var servers = store.dissolving(database, DISSOLVED_AT_ONCE);
        servers.forEach(server -> database.inTransaction(tx -> dissolve(tx, server)));
        return !servers.isEmpty();
    }

    /** The asker leaves; the owner cannot. */
    public Answer.Done leave(ServerAsk.Leave ask) {
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server());
            if (grant.isOwner()) {
                throw ProblemException.of(Refusal.OWNER_CANNOT_LEAVE);
            }
            joining.remove(tx, ask.server(), grant.user(), LeaveReason.LEFT, null);
            return Answer.Done.DONE;
        });
    }

    /** Lets the asker in by an invite; RATE_LIMITED when they have joined many, or this one often, just now. */
    public ServerDetail join(ServerAsk.Join ask) {
        var user = Access.person(ask.by());
        joining.count(database, ask.code(), user);
        return database.inTransaction(tx -> {
            var server = joining.join(tx, ask.code(), user);
            return detail(tx, access.serverOf(tx, user, server));
        });
    }

    /** Somebody's servers. */
    public List<Server> of(Queries queries, UserId user) {
        return store.of(queries, user);
    }

    /**
     * What a server shows of itself to all of its members, and one of them.
     *
     * @param roles the lowest first
     * @param member whom it is shown to
     */
    public record Inside(List<Role> roles, List<ServerEmoji> emoji, Member member) {
        public Inside {
            roles = List.copyOf(roles);
            emoji = List.copyOf(emoji);
        }
    }

    /** What servers that somebody is a member of show to them. */
    public Map<ServerId, Inside> inside(Queries queries, UserId user, Collection<ServerId> servers) {
        if (servers.isEmpty()) {
            return Map.of();
        }
        var roles = store.roles(queries, servers);
        var emoji = store.emoji(queries, servers);
        var inside = new HashMap<ServerId, Inside>();
        members.of(queries, user, servers)
                .forEach((server, member) -> inside.put(
                        server,
                        new Inside(
                                roles.getOrDefault(server, List.of()), emoji.getOrDefault(server, List.of()), member)));
        return inside;
    }

    /** A server as whoever holds the grant sees it. */
    private ServerDetail detail(Queries queries, ServerGrant grant) {
        var server = grant.server();
        var visible = channels.visible(queries, grant);
        var positions = joining.positions(queries, server.id(), visible);
        var inside = Objects.requireNonNull(
                inside(queries, grant.user(), List.of(server.id())).get(server.id()));
        return ServerDetail.of(
                server, visible, inside.roles(), inside.emoji(), inside.member(), grant.permissions(), positions);
    }

    private ServerDetail create(Tx tx, UserId owner, String name, @Nullable String description) {
        var id = new ServerId(UuidV7.next());
        var domain = AccessDomain.of(id);
        tx.changeAccess(domain);
        tx.raiseAccess(domain);
        joining.requireRoom(tx, owner);
        store.insert(tx, id, name, description, owner);
        tx.openStreams(List.of(StreamId.of(id)));
        store.insertRole(tx, new RoleId(UuidV7.next()), id, "member", Permissions.MEMBER, 0);
        var administrator = Permissions.of(Permission.ADMINISTRATOR);
        store.insertRole(tx, new RoleId(UuidV7.next()), id, "admin", administrator, ADMIN_POSITION);
        arrangement.begin(tx, id);
        joining.add(tx, id, owner);
        return detail(tx, access.serverOf(tx, owner, id));
    }

    /** Tells of a server as it is now, if that is not as it was. */
    private Server updated(Tx tx, ServerGrant grant, Server server) {
        if (!server.equals(grant.server())) {
            tx.emit(StreamId.of(server.id()), grant.domain(), new ServerEvent.ServerUpdated(server), null);
            audit.write(
                    tx,
                    Deed.of(grant, Act.SERVER_UPDATE)
                            .to(server.id())
                            .changing(described(grant.server()), described(server)));
        }
        return server;
    }

    /** What can be changed of a server. */
    private static Map<String, ?> described(Server server) {
        var described = new HashMap<String, @Nullable Object>();
        described.put("name", server.name());
        described.put("description", server.description());
        described.put("systemChannelId", server.systemChannelId());
        described.put("minAccountAge", server.minAccountAge());
        return described;
    }

    private boolean end(Tx tx, ServerId server) {
        store.delete(tx, server);
        Moved.ANYBODY.tell(tx, server);
        return dissolve(tx, server);
    }

    private boolean dissolve(Tx tx, ServerId server) {
        store.dissolve(tx, server, SLICE).forEach(user -> Joining.tell(tx, server, user, LeaveReason.DELETED, null));
        return true;
    }
}
