package io.miscord.gateway;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;

/** Flushes every socket that was written to in a turn of the event loop once, at the end of the turn. */
final class Flushes {
    private final Context context;
    private final List<Socket> waiting = new ArrayList<>();
    private boolean scheduled;

    Flushes(Context context) {
        this.context = context;
    }

    void later(Socket socket) {
        waiting.add(socket);
        if (!scheduled) {
            scheduled = true;
            context.runOnContext(turn -> {
                scheduled = false;
                waiting.forEach(Socket::flush);
                waiting.clear();
            });
        }
    }
}
