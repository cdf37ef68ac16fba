package io.miscord.platform.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;

/** Routes that only read: GET, and HEAD, which is answered as GET would be, without the body. */
public final class Reads {
    private Reads() {}

    /** Has the route, which takes no methods yet, take these. */
    public static Route on(Route route) {
        return route.method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    /** Whether it is one of them. */
    public static boolean takes(HttpMethod method) {
        return HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
    }
}
