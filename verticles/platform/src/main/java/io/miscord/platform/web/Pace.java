package io.miscord.platform.web;

import io.miscord.platform.data.Bucket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How fast pages are read: of one machine, whatever names it has, and in all. Pure; times are milliseconds of a clock
 * that never goes back. Used by one thread at a time.
 */
final class Pace {
    private static final int AT_ONCE = 50;
    private static final double PER_SECOND = 10;
    private static final int SITE_AT_ONCE = 10;
    private static final double SITE_PER_SECOND = 1;
    /** Sites that are remembered; the one that was read longest ago is forgotten first. */
    private static final int SITES = 2_000;

    private final Map<String, Bucket> sites = new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > SITES;
        }
    };
    private final Bucket all;

    Pace(long now) {
        all = new Bucket(AT_ONCE, PER_SECOND, now);
    }

    /** Whether the next page of a site may be read now. */
    boolean take(String site, long now) {
        var bucket = sites.computeIfAbsent(site, first -> new Bucket(SITE_AT_ONCE, SITE_PER_SECOND, now));
        if (!bucket.take(now)) {
            return false;
        }
        if (!all.take(now)) {
            bucket.giveBack(now);
            return false;
        }
        return true;
    }
}
