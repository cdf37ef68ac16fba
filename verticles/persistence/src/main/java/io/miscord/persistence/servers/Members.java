package io.miscord.persistence.servers;

import io.miscord.contract.Answer;
import io.miscord.contract.ListedMember;
import io.miscord.contract.Member;
import io.miscord.contract.MemberGroup;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.Page;
import io.miscord.persistence.Presences;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.presence.PresenceStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is in a server. Methods wait: they belong on a virtual thread. */
public final class Members {
    private static final int LONGEST_SEARCH = 100;

    private final Database database;
    private final Access access;
    private final Presences presences;
    private final MemberStore store = new MemberStore();
    private final MemberList list = new MemberList();

    /** Reads who is a member from this database; one a node. */
    public Members(Database database, Access access, Presences presences) {
        this.database = database;
        this.access = access;
        this.presences = presences;
    }

    /** A page of members, with their presence. */
    public Answer.Listing<ListedMember> page(ServerAsk.Members ask) {
        int limit = Page.limit(ask.limit());
        var search = ask.search() == null ? null : Texts.line("search", ask.search(), LONGEST_SEARCH);
        var found = database.inSnapshot(queries -> {
            access.server(queries, ask.by(), ask.server());
            if (search != null) {
                return list.named(queries, ask.server(), search, ask.cursor(), limit + 1);
            }
            return ask.order() == ServerAsk.Order.ROLE
                    ? list.byRole(queries, ask.server(), ask.cursor(), limit + 1)
                    : byId(queries, ask.server(), ask.cursor(), limit + 1);
        });
        var page = Page.cut(found, limit, MemberList.Line::cursor, MemberList.Line::member);
        return new Answer.Listing<>(withPresence(page.items()), page.next());
    }

    /** How many members stand where in the list by roles. */
    public Answer.Listing<MemberGroup> groups(ServerAsk.MemberGroups ask) {
        return new Answer.Listing<>(
                database.inSnapshot(queries -> {
                    access.server(queries, ask.by(), ask.server());
                    return list.groups(queries, ask.server(), store.count(queries, ask.server()));
                }),
                null);
    }

    /** Somebody in a server, as an event tells of them: their presence is not known here. */
    public Optional<Member> find(Queries queries, ServerId server, UserId user) {
        return store.one(queries, server, user);
    }

    /** Calls somebody so in a server, or by no name of their own there; false if they were called so already. */
    public boolean call(Tx tx, ServerId server, UserId user, @Nullable String nickname) {
        return store.call(tx, server, user, nickname);
    }

    private List<MemberList.Line> byId(Queries queries, ServerId server, @Nullable String cursor, int limit) {
        return store.page(queries, server, Cursor.id(cursor), limit).stream()
                .map(member -> new MemberList.Line(
                        ListedMember.of(member, null), member.user().id().toString()))
                .toList();
    }

    private List<ListedMember> withPresence(List<ListedMember> members) {
        var present = presences.of(members.stream().map(m -> m.user().id()).toList());
        return members.stream()
                .map(member ->
                        member.withPresence(present.getOrDefault(member.user().id(), PresenceStore.State.OFFLINE)
                                .status()))
                .toList();
    }
}
