package io.miscord.persistence.streams;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Account;
import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Conversation;
import io.miscord.contract.Refusal;
import io.miscord.contract.Server;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.contract.Welcome;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Membership;
import io.miscord.persistence.access.Memberships;
import io.miscord.persistence.access.Sight;
import io.miscord.persistence.accounts.Accounts;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.channels.Conversations;
import io.miscord.persistence.channels.ReadStates;
import io.miscord.persistence.log.StreamLog;
import io.miscord.persistence.servers.Servers;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Epoch;
import io.miscord.persistence.sql.Queries;
import io.miscord.platform.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What gateways need to know: where a person starts, what was missed, and who may see what. Every answer is one
 * snapshot of the database, so that positions, versions and content belong together. Methods wait: they belong on a
 * virtual thread.
 */
public final class Streams {
    private static final int MOST_STREAMS = 1_000;
    private static final int MOST_PEOPLE = 1_000;

    private final Database database;
    private final StreamLog log;
    private final Accounts accounts;
    private final Servers servers;
    private final Channels channels;
    private final Conversations conversations;
    private final ReadStates reads;
    private final StreamStore store = new StreamStore();
    private final Memberships memberships = new Memberships();
    private final Epoch epoch;

    /** Reads streams from this database; one a node. */
    public Streams(
            Database database,
            StreamLog log,
            Accounts accounts,
            Servers servers,
            Channels channels,
            Conversations conversations,
            ReadStates reads,
            Epoch epoch) {
        this.database = database;
        this.log = log;
        this.accounts = accounts;
        this.servers = servers;
        this.channels = channels;
        this.conversations = conversations;
        this.reads = reads;
        this.epoch = epoch;
    }

    /** All that a socket needs at its start. */
    public Welcome hello(StreamAsk.Hello ask) {
        requireAlive(ask.by());
        var account = accounts.me(new AccountAsk.Me(ask.by()));
        return database.inSnapshot(queries -> welcome(queries, ask, account, epoch.text(queries)));
    }

    /** Events of a stream after a seq. Asked by nodes, which know who may see the stream. */
    public Answer.Replay since(StreamAsk.Since ask) {
        if (ask.seq() < 0) {
            throw ProblemException.invalid("seq", Refusal.BELOW_LEAST, 0);
        }
        int limit = Texts.within("limit", ask.limit(), 1, StreamLog.MOST);
        return log.since(database, ask.stream(), ask.seq(), limit);
    }

    /** The last seq of streams, and the history that they belong to: in one snapshot. */
    public Answer.Heads heads(StreamAsk.Heads ask) {
        var streams = Texts.atMost("streams", ask.streams(), MOST_STREAMS);
        return database.inSnapshot(queries -> new Answer.Heads(epoch.text(queries), log.heads(queries, streams)));
    }

    /**
     * Which channels of a server these people may see, or who of them takes part in a conversation; nobody in one that
     * was deleted.
     */
    public Visibility visible(StreamAsk.Visible ask) {
        var users = Texts.atMost("users", ask.users(), MOST_PEOPLE);
        return database.inSnapshot(queries -> {
            long version =
                    store.version(queries, ask.domain()).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_SERVER));
            var members = memberships.in(queries, new ServerId(ask.domain().value()), users);
            return members.isEmpty()
                    ? conversation(queries, ask.domain(), version, users)
                    : server(queries, ask.domain(), version, members);
        });
    }

    private Visibility server(Queries queries, AccessDomain domain, long version, List<Membership> members) {
        var server = new ServerId(domain.value());
        var all = channels.of(queries, List.of(server)).getOrDefault(server, List.of());
        var groups = Sight.groups(members, all);
        var seen = new HashSet<ChannelId>();
        groups.forEach(group -> seen.addAll(group.channels()));
        var visible =
                all.stream().filter(channel -> seen.contains(channel.id())).toList();
        var streams = streams(visible);
        streams.add(StreamId.of(server));
        return new Visibility(domain, version, groups, visible, log.heads(queries, streams));
    }

    /** What a conversation shows to those of these people who take part; nobody does in what is none. */
    private Visibility conversation(Queries queries, AccessDomain domain, long version, List<UserId> users) {
        var id = new ChannelId(domain.value());
        var people = conversations.among(queries, id, users);
        var groups = people.isEmpty() ? List.<Visibility.Group>of() : List.of(new Visibility.Group(people, Set.of(id)));
        return new Visibility(domain, version, groups, List.of(), log.heads(queries, List.of(StreamId.of(id))));
    }

    /** Where these people are members. */
    public Answer.Memberships memberships(StreamAsk.Memberships ask) {
        return new Answer.Memberships(store.memberships(database, Texts.atMost("users", ask.users(), MOST_PEOPLE)));
    }

    /** Who of these people is a member of one server; what else they are in is not looked at. */
    public Answer.Memberships membersAmong(StreamAsk.MembersAmong ask) {
        var users = Texts.atMost("users", ask.users(), MOST_PEOPLE);
        return new Answer.Memberships(Map.of(ask.server(), store.among(database, ask.server(), users)));
    }

    /** Refuses somebody whose session has ended, though their access token has not. */
    private void requireAlive(Actor by) {
        var session = by.session();
        if (session != null
                && accounts.alive(new AccountAsk.Alive(Actor.NODE, List.of(session)))
                        .sessions()
                        .isEmpty()) {
            throw ProblemException.of(Refusal.SESSION_ENDED);
        }
    }

    private Welcome welcome(Queries queries, StreamAsk.Hello ask, Account account, String epoch) {
        var user = Access.person(ask.by());
        var mine = servers.of(queries, user);
        var serverIds = mine.stream().map(Server::id).toList();
        var memberships = this.memberships.of(queries, user, serverIds);
        var visible = visible(queries, memberships);
        var dms = conversations.of(queries, user);
        var positions = positions(
                queries,
                user,
                serverIds,
                visible,
                dms.stream().map(dm -> StreamId.of(dm.id())).toList());
        var domains = new ArrayList<AccessDomain>();
        serverIds.forEach(server -> domains.add(AccessDomain.of(server)));
        dms.forEach(dm -> domains.add(AccessDomain.of(dm.id())));
        var standing = reads.of(
                queries,
                user,
                positions.keySet(),
                visible.values().stream().flatMap(List::stream).toList(),
                dms.stream().map(Conversation::id).toList(),
                memberships,
                ask.resume());
        return new Welcome(
                account,
                ask.resume() ? List.of() : details(queries, user, mine, visible, memberships, positions),
                ask.resume() ? List.of() : dms,
                positions,
                store.versions(queries, domains),
                channelsOf(serverIds, visible),
                standing.heads(),
                standing.reads(),
                standing.mentions(),
                epoch);
    }

    private Map<StreamId, Long> positions(
            Queries queries,
            UserId user,
            List<ServerId> serverIds,
            Map<ServerId, List<Channel>> visible,
            List<StreamId> dms) {
        var streams = new ArrayList<>(dms);
        streams.add(StreamId.of(user));
        serverIds.forEach(server -> streams.add(StreamId.of(server)));
        visible.values().forEach(list -> streams.addAll(streams(list)));
        return log.heads(queries, streams);
    }

    /** The channels that somebody sees, of each server that they are a member of. */
    private Map<ServerId, List<Channel>> visible(Queries queries, Map<ServerId, Membership> memberships) {
        var all = channels.of(queries, memberships.keySet());
        var visible = new HashMap<ServerId, List<Channel>>();
        memberships.forEach((server, member) ->
                visible.put(server, Sight.visible(member, all.getOrDefault(server, List.of()))));
        return visible;
    }

    private List<ServerDetail> details(
            Queries queries,
            UserId user,
            List<Server> mine,
            Map<ServerId, List<Channel>> visible,
            Map<ServerId, Membership> memberships,
            Map<StreamId, Long> positions) {
        var inside = servers.inside(queries, user, memberships.keySet());
        var details = new ArrayList<ServerDetail>();
        for (var server : mine) {
            var membership = memberships.get(server.id());
            var its = inside.get(server.id());
            if (membership == null || its == null) {
                continue;
            }
            var list = visible.getOrDefault(server.id(), List.of());
            var own = new HashMap<StreamId, Long>();
            var streams = streams(list);
            streams.add(StreamId.of(server.id()));
            streams.forEach(stream -> own.put(stream, positions.getOrDefault(stream, 0L)));
            details.add(ServerDetail.of(
                    server, list, its.roles(), its.emoji(), its.member(), membership.permissions(), own));
        }
        return details;
    }

    private static Map<ServerId, Set<ChannelId>> channelsOf(
            List<ServerId> serverIds, Map<ServerId, List<Channel>> visible) {
        var channels = new HashMap<ServerId, Set<ChannelId>>();
        serverIds.forEach(id -> channels.put(id, ids(visible.getOrDefault(id, List.of()))));
        return channels;
    }

    private static List<StreamId> streams(List<Channel> channels) {
        var streams = new ArrayList<StreamId>();
        channels.forEach(channel -> streams.add(StreamId.of(channel.id())));
        return streams;
    }

    private static Set<ChannelId> ids(List<Channel> channels) {
        return channels.stream().map(Channel::id).collect(Collectors.toSet());
    }
}
