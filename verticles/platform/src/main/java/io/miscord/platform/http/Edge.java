package io.miscord.platform.http;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;

/**
 * What a verticle adds to its node's one HTTP port. The front, which owns the port, opens every edge once per event
 * loop, so that a socket or a request stays on the loop that accepted it.
 */
public interface Edge {
    /**
     * Adds the edge's routes. Called on the event loop that will serve them; a failed future stops the node's start.
     *
     * @param router the front's router of this event loop
     */
    Future<Void> open(Router router);

    /** Called on the same event loop when the node stops: says goodbye and completes within a few seconds. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }
}
