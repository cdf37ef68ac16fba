package io.miscord.platform.web;

import io.vertx.core.Future;
import java.util.List;

/** What finds the addresses of a name. */
@FunctionalInterface
public interface Resolver {
    /**
     * All addresses of a name, their highest bytes first; fails or is empty when there is none. Bounded in time.
     *
     * @param host a name in ASCII
     */
    Future<List<byte[]>> addresses(String host);
}
