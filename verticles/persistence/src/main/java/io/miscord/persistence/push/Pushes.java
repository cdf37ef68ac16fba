package io.miscord.persistence.push;

import io.miscord.contract.Answer;
import io.miscord.contract.NotificationId;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.Refusal;
import io.miscord.contract.SessionId;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.web.PushServices;
import io.miscord.platform.web.PushServices.Browser;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes what people are told of to the browsers that they asked it for. The node that stored a notification does, two
 * seconds after the commit, and tells nobody who has read it by then, has signed out, or does not want to be disturbed;
 * whom blocks, levels and mutes spare was not told in the first place.
 *
 * <p>Best effort: the notification itself is stored. A node that dies takes with it what it had not pushed, 1,000 wait
 * and 500 are under way at most, and what is more than that is not pushed. What a service does not take now is tried
 * twice again, 10 and 60 s later.
 *
 * <p>One a node. Asks are answered on any virtual thread, {@link #told} may be called anywhere, and all else is done on
 * the context that was given.
 */
public final class Pushes {
    private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);
    /** Browsers of a person; for one more the oldest is told nothing any more. */
    private static final int BROWSERS = 20;

    private static final int WAITING = 1_000;
    private static final int UNDER_WAY = 500;
    private static final int BATCH = 100;
    /** Whoever sees it somewhere has said so by then. */
    private static final long DELAY_MS = 2_000;
    /** How long it takes to try again, and again. */
    private static final long[] AGAIN_MS = {10_000, 60_000};
    /** Characters of a message: more than are shown of one. */
    private static final int LONGEST_TEXT = 300;

    private final Database database;
    private final PushServices services;
    private final Function<Collection<UserId>, Future<Set<UserId>>> undisturbed;
    private final InstantSource clock;
    private final PushStore store = new PushStore();
    private final Queue<Told> waiting = new ArrayDeque<>();
    private volatile @Nullable Context context;
    private boolean looking;
    private int underWay;

    /**
     * Pushes by way of these services.
     *
     * @param undisturbed who of these people does not want to be disturbed
     */
    public Pushes(
            Database database,
            PushServices services,
            Function<Collection<UserId>, Future<Set<UserId>>> undisturbed,
            InstantSource clock) {
        this.database = database;
        this.services = services;
        this.undisturbed = undisturbed;
        this.clock = clock;
    }

    private record Told(NotificationId id, long since) {}

    /** From now on the work is done here, on virtual threads; null for nowhere any more. */
    public void on(@Nullable Context here) {
        context = here;
    }

    /** What browsers subscribe to. */
    public Answer.PushKey key(PersonAsk.PushKey ask) {
        Access.person(ask.by());
        return new Answer.PushKey(key());
    }

    /** Pushes to the browser of the asker's sign-in from now on. */
    public Answer.Done subscribe(PersonAsk.SubscribePush ask) {
        var asker = Access.person(ask.by());
        var session = session(ask.by().session());
        key();
        var browser = new Browser(ask.endpoint(), ask.publicKey(), ask.secret());
        if (!services.accepts(browser)) {
            throw ProblemException.invalid("endpoint", Refusal.WRONG_VALUE);
        }
        return database.inTransaction(tx -> {
            store.put(tx, session, browser);
            store.trim(tx, asker, BROWSERS);
            return Answer.Done.DONE;
        });
    }

    /** Pushes nothing to the browser of the asker's sign-in any more. */
    public Answer.Done unsubscribe(PersonAsk.UnsubscribePush ask) {
        Access.person(ask.by());
        store.remove(database, session(ask.by().session()));
        return Answer.Done.DONE;
    }

    /** Somebody is told of this with the commit. */
    public void told(Tx tx, NotificationId news) {
        if (services.publicKey().isPresent()) {
            tx.afterwards(() -> {
                var here = context;
                if (here != null) {
                    here.runOnContext(committed -> take(news));
                }
            });
        }
    }

    /** To be called each second, on the context: begins with what has waited for long enough. */
    public void look() {
        if (looking || context == null) {
            return;
        }
        looking = true;
        try {
            while (isDue(waiting.peek())) {
                push(next());
            }
        } catch (RuntimeException e) { // what was taken is not pushed, and nothing else is wrong
            LOG.debug("nothing pushed", e);
        } finally {
            looking = false;
        }
    }

    private void take(NotificationId news) {
        if (waiting.size() >= WAITING) {
            LOG.debug("not pushed: too much to do notification={}", news);
            return;
        }
        waiting.add(new Told(news, clock.millis()));
    }

    private boolean isDue(@Nullable Told first) {
        return first != null && first.since + DELAY_MS <= clock.millis();
    }

    private List<NotificationId> next() {
        var next = new ArrayList<NotificationId>();
        while (next.size() < BATCH && isDue(waiting.peek())) {
            next.add(Objects.requireNonNull(waiting.poll()).id);
        }
        return next;
    }

    private void push(List<NotificationId> news) {
        var due = store.due(database, news, LONGEST_TEXT);
        var people = due.stream().map(PushStore.Due::user).collect(Collectors.toSet());
        var spared =
                people.isEmpty() ? Set.<UserId>of() : undisturbed.apply(people).await();
        for (var one : due) {
            if (spared.contains(one.user())) {
                continue;
            }
            if (underWay >= UNDER_WAY) {
                LOG.debug("not pushed: too much under way");
                return;
            }
            underWay++;
            push(one, one.note().bytes(), 0);
        }
    }

    private void push(PushStore.Due one, byte[] text, int tries) {
        services.push(one.browser(), text, one.note().topic()).onComplete(done -> {
            var here = context;
            if (here != null && done.result() == PushServices.Outcome.LATER && tries < AGAIN_MS.length) {
                here.owner().setTimer(AGAIN_MS[tries], due -> push(one, text, tries + 1));
                return;
            }
            underWay--;
            if (here != null && done.result() == PushServices.Outcome.GONE) {
                here.runOnContext(run -> forget(one));
            } else if (done.result() == PushServices.Outcome.REFUSED) {
                LOG.info("a push service does not take what is pushed session={}", one.session());
            }
        });
    }

    private void forget(PushStore.Due gone) {
        try {
            store.forget(database, gone.session(), gone.browser().endpoint());
        } catch (RuntimeException e) { // the next push says the same
            LOG.debug("a browser is gone, and not forgotten", e);
        }
    }

    private String key() {
        return services.publicKey().orElseThrow(() -> ProblemException.of(Refusal.NO_PUSH));
    }

    private static SessionId session(@Nullable SessionId session) {
        if (session == null) {
            throw ProblemException.of(Refusal.SIGN_IN_FIRST);
        }
        return session;
    }
}
