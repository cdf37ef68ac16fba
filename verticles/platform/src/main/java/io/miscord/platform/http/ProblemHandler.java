package io.miscord.platform.http;

import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one failure handler of the node's port: whatever went wrong is answered as problem+json. A refusal says what it
 * has to say; anything else is a bug, logged once with the request's id, and says nothing.
 */
public final class ProblemHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** What a router itself answers, without any route: paths that are none, are unknown, or take other methods. */
    private static final int[] ROUTER_STATUSES = {400, 404, 405, 500};

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TIMED_OUT = 408;
    private static final int EXPECTATION_FAILED = 417;
    private static final int INTERNAL = 500;

    private final int otherwise;

    /** For routes, which always say what failed. */
    public ProblemHandler() {
        this(INTERNAL);
    }

    // A router that cannot read a path at all calls its handler of 400, but tells it neither status nor failure.
    private ProblemHandler(int otherwise) {
        this.otherwise = otherwise;
    }

    /** Makes it the failure handler of a router: of what its routes run into, and of what no route takes. */
    public static void on(Router router) {
        router.route().failureHandler(new ProblemHandler());
        for (int status : ROUTER_STATUSES) {
            router.errorHandler(status, new ProblemHandler(status));
        }
    }

    @Override
    public void handle(RoutingContext http) {
        var failure = http.failure();
        int told = failure instanceof HttpException refused ? refused.getStatusCode() : http.statusCode();
        int status = told > 0 ? told : otherwise;
        var problem = failure instanceof ProblemException refused ? refused.problem() : ofStatus(status);
        if (RequestRules.isUnread(http.request())) {
            // Its bytes or its connection broke, which is the client's doing: a line at most, and no fault of ours.
            LOG.debug("request not read request={} cause={}", Problems.requestId(http), String.valueOf(failure));
        } else if (problem.kind() == Problem.Kind.INTERNAL
                && failure != null
                && !(failure instanceof ProblemException)) {
            LOG.error(
                    "request failed request={} method={} path={}",
                    Problems.requestId(http),
                    http.request().method(),
                    http.request().path(),
                    failure);
        }
        if (http.response().ended()) {
            return;
        }
        if (http.response().headWritten()) {
            // Half an answer is out already: cutting it off is the one way left to say that it is not whole.
            http.request().connection().close();
            return;
        }
        if (status == METHOD_NOT_ALLOWED) {
            // The API names the methods of its paths itself; all other routes of a node take these.
            Problems.sendMethodNotAllowed(http, "GET, HEAD");
        } else if (status == TIMED_OUT) {
            Problems.sendTimedOut(http);
        } else if (status == EXPECTATION_FAILED) {
            Problems.sendExpectationFailed(http);
        } else {
            Problems.send(http, problem);
        }
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> Problem.of(Refusal.MALFORMED);
            case 401 -> Problem.notSignedIn();
            case 403 -> Problem.of(Refusal.NOT_ALLOWED);
            case 404 -> Problem.of(Refusal.NO_SUCH_PAGE);
            case TIMED_OUT -> Problems.TIMED_OUT;
            case 413 -> Problem.of(Refusal.BODY_TOO_LARGE);
            case 415 -> Problem.of(Refusal.WRONG_MEDIA_TYPE);
            case EXPECTATION_FAILED -> Problems.EXPECTATION_FAILED;
            default -> Problem.internal();
        };
    }
}
