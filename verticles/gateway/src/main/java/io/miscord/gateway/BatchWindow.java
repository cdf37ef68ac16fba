package io.miscord.gateway;

/**
 * When the events of one stream leave. The first of a quiet stream leaves at once and opens a window; what comes while
 * it is open leaves together at its end. The next window is twice as wide if there was company, half as wide if not,
 * and if nothing came at all the stream is quiet again. Pure; times are milliseconds of a clock that never goes back.
 */
final class BatchWindow {
    /** The width of the first window, and of the narrowest. */
    static final int NARROWEST_MS = 5;

    private final Batching bounds;
    private final int narrowest;
    private int width;
    private int events;
    private int bytes;
    private boolean ended;

    BatchWindow(Batching bounds) {
        this.bounds = bounds;
        this.narrowest = Math.min(NARROWEST_MS, bounds.widestMs());
    }

    /** An event of this size came; says whether what is gathered is to leave with the present turn of the loop. */
    boolean arrived(int size, boolean urgent) {
        events++;
        bytes += size;
        return width == 0 || urgent || events >= bounds.maxEvents() || bytes >= bounds.maxBytes();
    }

    /** The window is at its end; says whether something is to leave. If not, the stream is quiet. */
    boolean ended() {
        if (events == 0) {
            width = 0;
            return false;
        }
        ended = true;
        return true;
    }

    /**
     * What was gathered leaves, and the next window opens.
     *
     * @param pressure how busy the event loop is, from 0 to 1: on a busy one the window is wide at once
     * @return how wide it is; 0 for none, when nothing is ever to wait
     */
    int left(double pressure) {
        if (width == 0) {
            width = narrowest;
        } else if (ended) {
            width = events > 1 ? width * 2 : width / 2;
        }
        int atLeast = (int) (narrowest + (bounds.widestMs() - narrowest) * pressure);
        width = Math.clamp(width, atLeast, bounds.widestMs());
        ended = false;
        events = 0;
        bytes = 0;
        return width;
    }
}
