package io.miscord.api.request;

import io.miscord.contract.Actor;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.Nonce;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.http.Client;
import io.miscord.platform.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One valid request for an operation, as its endpoint sees it. */
public final class Call {
    private static final int DEFAULT_LIMIT = 50;

    private final HttpServerRequest request;
    private final Actor by;
    private final Client client;
    private final Map<String, Object> parameters;
    private final String body;
    private final Buffer bytes;
    private final @Nullable Upload upload;

    Call(
            HttpServerRequest request,
            Actor by,
            Client client,
            Map<String, Object> parameters,
            String body,
            Buffer bytes,
            @Nullable Upload upload) {
        this.request = request;
        this.by = by;
        this.client = client;
        this.parameters = parameters;
        this.body = body;
        this.bytes = bytes;
        this.upload = upload;
    }

    /** Who asks; anonymous where nobody has signed in and the operation allows it. */
    public Actor by() {
        return by;
    }

    /** Who is at the other end. */
    public Client client() {
        return client;
    }

    /** A parameter of the path. */
    public String path(String name) {
        return String.valueOf(parameters.get(name));
    }

    /** The server that the path names. */
    public ServerId server() {
        return ServerId.of(path("serverId"));
    }

    /** The channel that the path names. */
    public ChannelId channel() {
        return ChannelId.of(path("channelId"));
    }

    /** The person that the path names. */
    public UserId user() {
        return UserId.of(path("userId"));
    }

    /** The message that the path names. */
    public MessageId message() {
        return MessageId.of(path("messageId"));
    }

    /** The role that the path names. */
    public RoleId role() {
        return RoleId.of(path("roleId"));
    }

    /** A parameter of the query, if it was given. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(parameters.get(name)).map(String::valueOf);
    }

    /** How many items at most. */
    public int limit() {
        return parameters.get("limit") instanceof Number limit ? limit.intValue() : DEFAULT_LIMIT;
    }

    /** The body; as if it were empty where it was left out. */
    public <T> T body(Class<T> type) {
        return Json.read(body.isEmpty() ? "{}" : body, type);
    }

    /**
     * The body of an operation that takes an image.
     *
     * @param most bytes; more is TOO_LARGE, none INVALID
     */
    public Buffer bytes(int most) {
        if (bytes.length() > most) {
            throw ProblemException.of(Refusal.TOO_MANY_BYTES, most);
        }
        if (bytes.length() == 0) {
            throw ProblemException.of(Refusal.BODY_NEEDED);
        }
        return bytes;
    }

    /**
     * The body of an operation that takes it as it comes; to be read at once.
     *
     * @param most bytes; TOO_LARGE if the client announces more
     */
    public Upload upload(long most) {
        var taken = Objects.requireNonNull(upload, "the operation does not take its body as it comes");
        if (taken.announced() > most) {
            throw ProblemException.of(Refusal.TOO_MANY_BYTES, most);
        }
        taken.expected();
        return taken;
    }

    /** The client's idempotency key: the one in the body wins over the header's. */
    public @Nullable Nonce nonce(@Nullable Nonce inBody) {
        return inBody != null ? inBody : Idempotency.key(parameters);
    }

    /** A header as it came. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** A cookie's value. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(request.getCookie(name)).map(cookie -> cookie.getValue());
    }
}
