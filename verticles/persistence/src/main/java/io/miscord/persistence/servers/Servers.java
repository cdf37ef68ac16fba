package io.miscord.persistence.servers;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelType;
import io.miscord.contract.LeaveReason;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Role;
import io.miscord.contract.RoleId;
import io.miscord.contract.Server;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Servers: making, showing, changing and ending them. Methods wait: they belong on a virtual thread. */
public final class Servers {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 1_000;
    /** Members of a deleted server that are told in one transaction. */
    private static final int SLICE = 500;

    private static final int DISSOLVED_AT_ONCE = 10;

    private final Database database;
    private final Access access;
    private final Channels channels;
    private final Joining joining;
    private final Idempotency idempotency;
    private final ServerStore store = new ServerStore();

    /** Rules of servers on this database; one a node. */
    public Servers(Database database, Access access, Channels channels, Joining joining, Idempotency idempotency) {
        this.database = database;
        this.access = access;
        this.channels = channels;
        this.joining = joining;
        this.idempotency = idempotency;
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

    /** Changes name or description. */
    public Server update(ServerAsk.Update ask) {
        var name = ask.name() == null ? null : Texts.line("name", ask.name(), LONGEST_NAME);
        var description = Texts.linesOrNull("description", ask.description(), LONGEST_DESCRIPTION);
        return database.inTransaction(tx -> {
            var grant = access.server(tx, ask.by(), ask.server()).require(Permission.MANAGE_SERVER);
            var server = store.update(tx, ask.server(), name, ask.description() != null, description)
                    .orElseThrow();
            if (!server.equals(grant.server())) {
                tx.emit(StreamId.of(server.id()), grant.domain(), new ServerEvent.ServerUpdated(server), null);
            }
            return server;
        });
    }

    /** Marks the server as deleted, and tells its members: many of them in slices, the rest in the background. */
    public Answer.Done delete(ServerAsk.Delete ask) {
        database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).requireOwner();
            store.delete(tx, ask.server());
            long version = tx.raiseAccess(grant.domain());
            var event = new ServerEvent.AccessChanged(ask.server(), version, null);
            tx.emit(StreamId.of(ask.server()), grant.domain(), event, null);
            return dissolve(tx, ask.server());
        });
        return Answer.Done.DONE;
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
                throw ProblemException.of(
                        Problem.Kind.CONFLICT, "The owner cannot leave: delete the server, or give it away first.");
            }
            joining.remove(tx, ask.server(), grant.user(), LeaveReason.LEFT);
            return Answer.Done.DONE;
        });
    }

    /** Lets the asker in by an invite. */
    public ServerDetail join(ServerAsk.Join ask) {
        var user = Access.person(ask.by());
        return database.inTransaction(tx -> {
            var server = joining.join(tx, ask.code(), user);
            return detail(tx, access.serverOf(tx, user, server));
        });
    }

    /** Somebody's servers. */
    public List<Server> of(Queries queries, UserId user) {
        return store.of(queries, user);
    }

    /** The roles of servers: for whoever has found out who may see them. */
    public Map<ServerId, List<Role>> roles(Queries queries, Collection<ServerId> servers) {
        return servers.isEmpty() ? Map.of() : store.roles(queries, servers);
    }

    /** A server as whoever holds the grant sees it. */
    private ServerDetail detail(Queries queries, ServerGrant grant) {
        var server = grant.server();
        var visible = channels.visible(queries, grant);
        var roles = roles(queries, List.of(server.id())).getOrDefault(server.id(), List.of());
        return detail(server, visible, roles, grant.permissions(), joining.positions(queries, server.id(), visible));
    }

    /** A server as somebody sees it. */
    public static ServerDetail detail(
            Server server,
            List<Channel> channels,
            List<Role> roles,
            Permissions permissions,
            Map<StreamId, Long> positions) {
        return new ServerDetail(
                server.id(),
                server.name(),
                server.description(),
                server.iconUrl(),
                server.ownerId(),
                server.createdAt(),
                channels,
                roles,
                permissions,
                positions);
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
        var administrator = new Permissions(Set.of(Permission.ADMINISTRATOR));
        store.insertRole(tx, new RoleId(UuidV7.next()), id, "admin", administrator, 1);
        channels.add(tx, id, "general", ChannelType.TEXT, null, null, null);
        channels.add(tx, id, "General", ChannelType.VOICE, null, null, null);
        joining.add(tx, id, owner);
        return detail(tx, access.serverOf(tx, owner, id));
    }

    private boolean dissolve(Tx tx, ServerId server) {
        store.dissolve(tx, server, SLICE).forEach(user -> Joining.tell(tx, server, user, LeaveReason.DELETED));
        return true;
    }
}
