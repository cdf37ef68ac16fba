package io.miscord.persistence.notifications;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.NotificationId;
import io.miscord.contract.NotificationKind;
import io.miscord.contract.Permission;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Memberships;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of messages that name, answer or reach them. What is to be done is written with the message; it is
 * taken, done and removed in one transaction, so that it is done once, by whichever node lives; by one at a time, so
 * that people are told in the order of the messages. Nobody is told of what they do not see then, nor of whom they
 * block, nor against what they have set.
 *
 * <p>{@link #wake} begins a round and is safe on any thread; rounds run one at a time on the executor, where they wait.
 */
public final class Notifier {
    /** Messages of one transaction: of fifty with as many names each 2,500 people are told. */
    private static final int BATCH = 50;
    /** What is older than this is told to nobody any more. */
    private static final Duration LATEST = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final Database database;
    private final InstantSource clock;
    private final Memberships memberships = new Memberships();
    private final NoticeStore store = new NoticeStore();
    private final NotificationStore notifications = new NotificationStore();
    private final AtomicReference<State> state = new AtomicReference<>(State.ASLEEP);
    private volatile @Nullable Executor executor;

    /** Works on this database; one a node. It does nothing until it is told where. */
    public Notifier(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private enum State {
        ASLEEP,
        AT_WORK,
        /** At work, and there is more than what was there when it began. */
        CALLED
    }

    /** From now on rounds run there: on virtual threads, since they wait. */
    public void workOn(Executor virtual) {
        executor = virtual;
        wake();
    }

    /** No more rounds; one that is under way comes to the end of its transaction. */
    public void stop() {
        executor = null;
    }

    /** There is something to tell, or might be. */
    public void wake() {
        var where = executor;
        if (where != null
                && state.getAndUpdate(now -> now == State.ASLEEP ? State.AT_WORK : State.CALLED) == State.ASLEEP) {
            where.execute(this::work);
        }
    }

    /** Removes some of what is too old to be told; returns how much. */
    public int forget(Tx tx, int most) {
        return store.forget(tx, UuidV7.at(clock.instant().minus(LATEST).toEpochMilli()), most);
    }

    private void work() {
        do {
            state.set(State.AT_WORK);
            try {
                while (executor != null && tellSome(BATCH) == BATCH) {
                    // what the condition does is the work
                }
            } catch (RuntimeException e) { // what is left is there for the next round, of any node
                LOG.warn("people are told later cause={}", e.toString());
            }
        } while (!state.compareAndSet(State.AT_WORK, State.ASLEEP));
    }

    /** Tells of some messages, the oldest; returns how many those were. */
    private int tellSome(int most) {
        var taken = new ArrayList<UUID>();
        try {
            return database.inTransaction(tx -> {
                taken.clear();
                taken.addAll(store.take(tx, most));
                tell(tx, taken);
                return taken.size();
            });
        } catch (ProblemException unavailable) {
            throw unavailable;
        } catch (RuntimeException broken) {
            return oneByOne(taken, broken);
        }
    }

    /** One that cannot be told of holds up no others: it goes behind them, and in the end it is forgotten. */
    private int oneByOne(List<UUID> taken, RuntimeException broken) {
        if (taken.size() > 1) {
            int told = 0;
            while (told < taken.size() && tellSome(1) == 1) {
                told++;
            }
            return 0;
        }
        LOG.error("nobody can be told of a message ids={}", taken, broken);
        taken.forEach(message -> store.putOff(database, message));
        return 0;
    }

    private void tell(Tx tx, List<UUID> taken) {
        var dues = taken.isEmpty() ? List.<NoticeStore.Due>of() : store.messages(tx, taken);
        if (dues.isEmpty()) {
            return;
        }
        store.keepAccess(tx, dues.stream().map(NoticeStore.Due::domain).toList());
        var drafts = drafts(wanted(tx, reasons(tx, dues)));
        if (!drafts.isEmpty()) {
            notifications.insert(tx, drafts).forEach(told -> Notifications.tell(tx, told.user(), told.notification()));
        }
    }

    /** Who has a reason to be told of what they see. */
    private Map<NoticeStore.Wish, NotificationKind> reasons(Queries queries, List<NoticeStore.Due> dues) {
        var seers = seers(queries, dues);
        var invited = dues.stream()
                .flatMap(due -> Reasons.invite(due.content()).stream())
                .collect(Collectors.toSet());
        var invites = store.invites(queries, invited);
        var reasons = new LinkedHashMap<NoticeStore.Wish, NotificationKind>();
        for (var due : dues) {
            var author = due.author();
            Reasons.of(
                            seers.getOrDefault(due, Set.of()),
                            author == null ? null : author.id(),
                            due.called(),
                            due.answered(),
                            otherwise(due, invites))
                    .forEach((user, why) -> reasons.put(new NoticeStore.Wish(user, due), why));
        }
        return reasons;
    }

    private static @Nullable NotificationKind otherwise(NoticeStore.Due due, Set<String> invites) {
        if (!due.isInConversation()) {
            return null;
        }
        return Reasons.invite(due.content()).filter(invites::contains).isPresent()
                ? NotificationKind.INVITE
                : NotificationKind.DM;
    }

    /** Of those who might be told of each message, who sees it. */
    private Map<NoticeStore.Due, Set<UserId>> seers(Queries queries, List<NoticeStore.Due> dues) {
        var channels = store.channels(
                queries, dues.stream().map(NoticeStore.Due::channel).collect(Collectors.toSet()));
        var people = store.participants(
                queries,
                dues.stream()
                        .filter(NoticeStore.Due::isInConversation)
                        .map(NoticeStore.Due::channel)
                        .collect(Collectors.toSet()));
        var seers = new HashMap<NoticeStore.Due, Set<UserId>>();
        var servers = new LinkedHashMap<ServerId, List<NoticeStore.Due>>();
        for (var due : dues) {
            var channel = channels.get(due.channel());
            var server = channel == null ? null : channel.serverId();
            if (server != null) {
                servers.computeIfAbsent(server, id -> new ArrayList<>()).add(due);
            } else if (channel != null) {
                seers.put(due, people.getOrDefault(channel.id(), Set.of()));
            }
        }
        servers.forEach((server, its) -> seers.putAll(seers(queries, server, its, channels)));
        return seers;
    }

    private Map<NoticeStore.Due, Set<UserId>> seers(
            Queries queries, ServerId server, List<NoticeStore.Due> dues, Map<ChannelId, Channel> channels) {
        var candidates = new LinkedHashSet<UserId>();
        dues.forEach(due -> candidates.addAll(candidates(due)));
        var members = memberships.in(queries, server, candidates);
        var seers = new HashMap<NoticeStore.Due, Set<UserId>>();
        for (var due : dues) {
            var channel = Objects.requireNonNull(channels.get(due.channel()));
            var its = candidates(due);
            var sees = new LinkedHashSet<UserId>();
            for (var member : members) {
                if (its.contains(member.user()) && member.in(channel).has(Permission.VIEW_CHANNEL)) {
                    sees.add(member.user());
                }
            }
            seers.put(due, sees);
        }
        return seers;
    }

    /** A role or server that is called is no member, and so falls out. */
    private static Collection<UserId> candidates(NoticeStore.Due due) {
        var candidates = new HashSet<UserId>();
        due.called().forEach(id -> candidates.add(new UserId(id)));
        var answered = due.answered();
        if (answered != null) {
            candidates.add(answered);
        }
        return candidates;
    }

    private Map<NoticeStore.Wish, NotificationKind> wanted(
            Queries queries, Map<NoticeStore.Wish, NotificationKind> reasons) {
        var wanted = new LinkedHashMap<NoticeStore.Wish, NotificationKind>();
        var wishes = List.copyOf(reasons.keySet());
        var wills = wishes.isEmpty() ? List.<NoticeStore.Will>of() : store.wills(queries, wishes);
        for (int i = 0; i < wishes.size(); i++) {
            var wish = wishes.get(i);
            var will = wills.get(i);
            var why = Objects.requireNonNull(reasons.get(wish));
            if (!will.muted()
                    && !will.blocked()
                    && Reasons.isWanted(why, will.level(), wish.due().isInConversation())) {
                wanted.put(wish, why);
            }
        }
        return wanted;
    }

    private static List<NotificationStore.Draft> drafts(Map<NoticeStore.Wish, NotificationKind> wanted) {
        // In the order of the messages, which is that of the list.
        var ids = Stream.generate(UuidV7::next).limit(wanted.size()).sorted().iterator();
        var drafts = new ArrayList<NotificationStore.Draft>();
        wanted.forEach((wish, why) -> {
            var due = wish.due();
            var code = why == NotificationKind.INVITE
                    ? Reasons.invite(due.content()).orElse(null)
                    : null;
            drafts.add(new NotificationStore.Draft(
                    new NotificationId(ids.next()),
                    wish.user(),
                    why,
                    due.author(),
                    due.isInConversation() ? null : new ServerId(due.domain().value()),
                    due.channel(),
                    due.id(),
                    due.seq(),
                    code));
        });
        return drafts;
    }
}
