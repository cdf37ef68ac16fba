package io.miscord.gateway.socketio;

import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;

/** One request of long polling that is answered later, perhaps from another event loop than its own. */
final class Exchange {
    private static final int OK = 200;
    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String JSON = "application/json";

    private final HttpServerRequest request;
    private final EventLoop loop;

    /** To be made on the event loop that the request came on. */
    Exchange(Vertx vertx, HttpServerRequest request) {
        this.request = request;
        this.loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    }

    /** Calls this when the client goes before it is answered; to be set on the request's own loop. */
    void ifCutOff(Runnable gone) {
        request.response().closeHandler(closed -> {
            if (!request.response().ended()) {
                gone.run();
            }
        });
    }

    /** Whether the client went before it was answered. */
    boolean isCutOff() {
        return request.response().closed() && !request.response().ended();
    }

    /** Answers with this text. */
    void answer(byte[] text) {
        later(() -> end(OK, TEXT, Buffer.buffer(text)));
    }

    /** Answers that the request is refused. */
    void refuse(EngineError why) {
        refuse(why, 0);
    }

    /** The same, and when to try again. */
    void refuse(EngineError why, int retryAfterSeconds) {
        later(() -> {
            if (retryAfterSeconds > 0 && !request.response().ended()) {
                request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
            }
            end(why.status(), JSON, Buffer.buffer(why.json()));
        });
    }

    private void later(Runnable work) {
        if (loop.inEventLoop()) {
            work.run();
        } else {
            loop.execute(work);
        }
    }

    private void end(int status, String type, Buffer body) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        var sent = response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
        if (status == EngineError.TOO_LARGE.status()) {
            sent.onComplete(done -> request.connection().close()); // nobody wants the rest of its body
        }
    }
}
