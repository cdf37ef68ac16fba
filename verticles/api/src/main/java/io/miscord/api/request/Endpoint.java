package io.miscord.api.request;

import io.vertx.core.Future;

/** What answers one operation: translate, ask, translate. Called on an event loop, with a request that is valid. */
@FunctionalInterface
public interface Endpoint {
    /** The reply; a failure is answered as problem+json. */
    Future<Reply> answer(Call call);
}
