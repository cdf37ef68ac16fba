package io.miscord.persistence.previews;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.StreamId;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.config.Previews;
import io.miscord.platform.web.Fetcher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Previews of the links in messages of servers' channels: after the message, by an event of their own. The node that
 * stored the message reads the pages; if it dies, or has too much to do, there is no preview, and never two, since what
 * is there already changes nothing.
 *
 * <p>Conversations have none: what is written there is between those who are in it, and a page that is read, at an
 * address that perhaps only they know, learns of it.
 *
 * <p>One a node. {@link #written} may be called anywhere; all else is done on the context that was given.
 */
public final class LinkPreviews {
    private static final Logger LOG = LoggerFactory.getLogger(LinkPreviews.class);
    /** Messages whose links wait to be followed; more go without. */
    private static final int WAITING = 200;

    private static final int CACHED = 1_000;
    /** How long a page that could not be read is not asked for again. */
    private static final long FAILED_MS = 60_000;

    private final Database database;
    private final Fetcher fetcher;
    private final InstantSource clock;
    private final Previews bounds;
    private final PreviewStore store = new PreviewStore();
    private final AtomicReference<@Nullable Context> context = new AtomicReference<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Queue<Job> waiting = new ArrayDeque<>();
    private final Map<String, Cached> cache = new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cached> eldest) {
            return size() > CACHED;
        }
    };
    private int working;

    /** Previews of pages that this reads. */
    public LinkPreviews(Database database, Fetcher fetcher, InstantSource clock, Previews bounds) {
        this.database = database;
        this.fetcher = fetcher;
        this.clock = clock;
        this.bounds = bounds;
    }

    private record Job(ChannelId channel, MessageId message, String content, List<String> links) {}

    private record Cached(Future<Optional<Preview>> preview, long until) {}

    /** From now on the work is done here, on virtual threads; null for nowhere any more. */
    public void on(@Nullable Context here) {
        context.set(here);
    }

    /** A message has this text now; its links are followed, if it has some, and nobody waits for that. */
    public void written(ChannelId channel, MessageId message, String content) {
        var here = context.get();
        if (!bounds.enabled() || here == null || !content.contains("://")) {
            return;
        }
        var links = Links.in(content);
        if (links.isEmpty()) {
            return;
        }
        if (underWay.incrementAndGet() > WAITING + bounds.concurrency()) {
            underWay.decrementAndGet();
            LOG.debug("no preview: too much to do message={}", message);
            return;
        }
        here.runOnContext(taken -> take(here, new Job(channel, message, content, links)));
    }

    private void take(Context here, Job job) {
        if (!here.equals(context.get())) { // the node stops
            underWay.decrementAndGet();
            return;
        }
        if (working >= bounds.concurrency()) {
            waiting.add(job);
            return;
        }
        working++;
        try {
            work(job);
        } catch (RuntimeException e) { // there is no preview then, and nothing else is wrong
            LOG.debug("no preview message={}", job.message, e);
        } finally {
            working--;
            underWay.decrementAndGet();
            var next = waiting.poll();
            if (next != null) {
                here.runOnContext(free -> take(here, next));
            }
        }
    }

    private void work(Job job) {
        var domain = store.domain(database, job.channel);
        if (domain.isEmpty()) {
            return;
        }
        var asked = job.links.stream().map(this::preview).toList();
        var fresh = new HashMap<String, Map<String, Object>>();
        for (int i = 0; i < asked.size(); i++) {
            var url = job.links.get(i);
            asked.get(i).await().ifPresent(preview -> fresh.put(url, preview.embed(url)));
        }
        if (!fresh.isEmpty()) {
            database.inTransaction(tx -> show(tx, job, domain.get(), fresh));
        }
    }

    private boolean show(Tx tx, Job job, AccessDomain domain, Map<String, Map<String, Object>> fresh) {
        // Whose it is to see is decided as of now, as for every event.
        tx.keepAccess(domain);
        if (store.domain(tx, job.channel).isEmpty()) {
            return false;
        }
        var before = store.lock(tx, job.message, job.content);
        var after = before.map(known -> merged(job.links, fresh, known));
        if (after.isEmpty() || after.equals(before)) {
            return false;
        }
        store.set(tx, job.message, after.get());
        var event = ChannelEvent.MessageUpdated.embeds(job.channel, job.message, after.get());
        tx.emit(StreamId.of(job.channel), domain, event, job.message.value());
        return true;
    }

    /** In the order of the links; what could not be read this time stays as it was. */
    private static List<Map<String, Object>> merged(
            List<String> links, Map<String, Map<String, Object>> fresh, List<Map<String, Object>> known) {
        var merged = new ArrayList<Map<String, Object>>();
        for (var link : links) {
            var now = fresh.get(link);
            if (now != null) {
                merged.add(now);
            } else {
                known.stream().filter(one -> link.equals(one.get("url"))).forEach(merged::add);
            }
        }
        return merged;
    }

    /** However many link to a page, it is read once in a while. */
    private Future<Optional<Preview>> preview(String url) {
        long now = clock.millis();
        var cached = cache.get(url);
        if (cached != null && now < cached.until) {
            return cached.preview;
        }
        var reading = fetcher.page(url).map(page -> page.flatMap(Preview::of));
        cache.put(url, new Cached(reading, now + bounds.keep().toMillis()));
        reading.onSuccess(read -> {
            if (read.isEmpty()) {
                long until = clock.millis() + Math.min(FAILED_MS, bounds.keep().toMillis());
                cache.put(url, new Cached(reading, until));
            }
        });
        return reading;
    }
}
