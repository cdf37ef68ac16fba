package io.miscord.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The open windows of one hub's streams: a wheel that one timer turns, so that all streams whose windows end together
 * are written in one turn of the loop and share its flushes. How late the timer is, is how busy the loop is. Pure; used
 * on the hub's loop, with times in milliseconds of a clock that never goes back.
 */
final class Windows {
    /** How often the wheel turns while a window is open. */
    static final int TICK_MS = 5;
    /** So late, on average, is a loop that is as busy as can be. */
    private static final double MOST_LATE_MS = 20;
    /** The share of the last turn in the average. */
    private static final double WEIGHT = 0.1;

    private final List<ArrayDeque<Topic>> slots = new ArrayList<>();
    private long turned;
    private long awaited;
    private int open;
    private double late;

    /** For windows of at most this width. */
    Windows(int widestMs) {
        for (int i = 0; i <= widestMs / TICK_MS + 1; i++) {
            slots.add(new ArrayDeque<>());
        }
    }

    /** Opens the stream's window, of this width from now, in place of the one it had. */
    void open(Topic topic, int width, long now) {
        if (open == 0) {
            turned = now / TICK_MS;
            awaited = now + TICK_MS;
        }
        long end = Math.clamp((now + width) / TICK_MS, turned + 1, turned + slots.size() - 1);
        if (topic.windowEnd != end) {
            topic.windowEnd = end;
            slot(end).add(topic);
            open++;
        }
    }

    /** Whether the wheel has to be turned. */
    boolean isTurning() {
        return open > 0;
    }

    /** Time has passed: the streams whose windows are at their end. */
    List<Topic> turn(long now) {
        late += WEIGHT * (Math.max(0, now - awaited) - late);
        awaited = now + TICK_MS;
        var ended = new ArrayList<Topic>();
        long end = now / TICK_MS;
        for (long tick = turned + 1; tick <= Math.min(end, turned + slots.size() - 1); tick++) {
            for (var topic = slot(tick).poll();
                    topic != null;
                    topic = slot(tick).poll()) {
                open--;
                if (topic.windowEnd == tick) { // or else it was opened anew since
                    topic.windowEnd = Topic.NO_WINDOW;
                    ended.add(topic);
                }
            }
        }
        turned = Math.max(turned, end);
        return ended;
    }

    /** How busy the loop is, from 0 to 1. */
    double pressure() {
        return Math.min(1, late / MOST_LATE_MS);
    }

    private ArrayDeque<Topic> slot(long tick) {
        return slots.get((int) (tick % slots.size()));
    }
}
