package io.miscord.persistence.notifications;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Notification;
import io.miscord.contract.NotificationId;
import io.miscord.contract.Permission;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.Page;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Memberships;
import io.miscord.persistence.push.Pushes;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What people were told of: their list, and what of it they have read. Nothing in it shows a message that is gone or a
 * channel that they do not see any more. Methods wait: they belong on a virtual thread.
 */
public final class Notifications {
    private static final int MOST_NAMED = 100;
    /** Read with one event; more are told by several. */
    private static final int READ_AT_ONCE = 500;
    /** Events for one request; what is left then stays unread. */
    private static final int MOST_EVENTS = 100;

    private final Database database;
    private final Duration keep;
    private final Pushes pushes;
    private final InstantSource clock;
    private final Memberships memberships = new Memberships();
    private final NotificationStore store = new NotificationStore();

    /**
     * Lists in this database; one a node.
     *
     * @param keep after how long a notification is removed
     * @param pushes tells people outside the client, too
     */
    public Notifications(Database database, Duration keep, Pushes pushes, InstantSource clock) {
        this.database = database;
        this.keep = keep;
        this.pushes = pushes;
        this.clock = clock;
    }

    /** A page of the asker's list, the newest first; it may be short of what is not theirs to see any more. */
    public Answer.Listing<Notification> page(PersonAsk.Notifications ask) {
        var asker = Access.person(ask.by());
        int limit = Page.limit(ask.limit());
        var before = Cursor.id(ask.cursor());
        return database.inSnapshot(queries -> {
            var found = store.page(queries, asker, before, ask.unreadOnly(), limit + 1);
            var page = Page.cut(found, limit, one -> one.id().toString());
            var channels = page.items().stream()
                    .map(Notification::channelId)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            var seen = seen(queries, asker, channels);
            var shown = page.items().stream()
                    .filter(one -> one.channelId() == null || seen.contains(one.channelId()))
                    .toList();
            return new Answer.Listing<>(shown, page.next());
        });
    }

    /** Marks what is named as read; devices are told of those that were not. */
    public Answer.Done read(PersonAsk.ReadNotifications ask) {
        var asker = Access.person(ask.by());
        var channel = ask.channel();
        int given = (ask.ids() == null ? 0 : 1) + (channel == null ? 0 : 1) + (ask.all() ? 1 : 0);
        if (given != 1) {
            throw ProblemException.of(Refusal.ONE_OF_THESE, "ids, channelId, all");
        }
        var ids = ask.ids();
        if (ids != null) {
            Texts.atMost("ids", ids, MOST_NAMED);
            mark(asker, tx -> store.read(tx, asker, ids));
            return Answer.Done.DONE;
        }
        for (int i = 0; i < MOST_EVENTS; i++) {
            int marked = mark(
                    asker,
                    tx -> channel == null
                            ? store.readAll(tx, asker, READ_AT_ONCE)
                            : store.readChannel(tx, asker, channel, READ_AT_ONCE));
            if (marked < READ_AT_ONCE) {
                break;
            }
        }
        return Answer.Done.DONE;
    }

    /** Tells somebody, in the transaction in which it is so, that another asked to be friends or accepted that. */
    public void befriended(Tx tx, UserId user, UserId by) {
        store.insertFriend(tx, user, by).ifPresent(news -> tell(tx, user, news));
    }

    /** Removes some of what is older than it is kept; returns how many. */
    public int forget(Tx tx, int most) {
        return store.trim(tx, UuidV7.at(clock.instant().minus(keep).toEpochMilli()), most);
    }

    void tell(Tx tx, UserId user, Notification news) {
        pushes.told(tx, news.id());
        var event = new PersonEvent.Notified(news);
        tx.emit(StreamId.of(user), AccessDomain.of(user), event, news.id().value());
    }

    private int mark(UserId user, Function<Tx, Set<NotificationId>> marks) {
        return database.inTransaction(tx -> {
            var ids = marks.apply(tx);
            if (!ids.isEmpty()) {
                var event = new PersonEvent.NotificationsRead(List.copyOf(ids));
                tx.emit(StreamId.of(user), AccessDomain.of(user), event, null);
            }
            return ids.size();
        });
    }

    /** Those of these channels that somebody sees. */
    private Set<ChannelId> seen(Queries queries, UserId user, Collection<ChannelId> channels) {
        if (channels.isEmpty()) {
            return Set.of();
        }
        var there = store.channels(queries, user, channels);
        var servers =
                there.stream().map(Channel::serverId).filter(Objects::nonNull).collect(Collectors.<ServerId>toSet());
        var member = memberships.of(queries, user, servers);
        return there.stream()
                .filter(channel -> {
                    var server = channel.serverId();
                    var its = server == null ? null : member.get(server);
                    return server == null || (its != null && its.in(channel).has(Permission.VIEW_CHANNEL));
                })
                .map(Channel::id)
                .collect(Collectors.toSet());
    }
}
