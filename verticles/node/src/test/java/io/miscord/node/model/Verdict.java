package io.miscord.node.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Http;

/** How a wish ended. */
enum Verdict {
    DONE,
    /** There is no such thing, or it is not for the asker to see. */
    HIDDEN,
    FORBIDDEN,
    /** It makes no sense, or there is no room. */
    REFUSED;

    /** Of an answer over HTTP; a fault of the server's fails the test. */
    static Verdict of(Http.Reply reply) {
        return switch (reply.status()) {
            case 200, 201, 202, 204 -> DONE;
            case 404 -> HIDDEN;
            case 403 -> FORBIDDEN;
            case 400, 409, 422, 429 -> REFUSED;
            default -> throw new AssertionError("answered with " + reply.status() + ": " + reply.text());
        };
    }

    /** Of an answer over a socket: an ack or an error. */
    static Verdict of(JsonNode frame) {
        if (frame.path("event").asText().equals("ack")) {
            return DONE;
        }
        return switch (frame.path("data").path("code").asText()) {
            case "not_found" -> HIDDEN;
            case "forbidden" -> FORBIDDEN;
            case "invalid", "conflict", "unprocessable", "rate_limited" -> REFUSED;
            default -> throw new AssertionError("answered with " + frame);
        };
    }

    /** What a wish comes to that needs this permission in the server. */
    static Verdict inServer(Player who, Community.Server server, String needed) {
        if (!server.members.containsKey(who.id())) {
            return HIDDEN;
        }
        return Rights.inServer(server, who.id()).contains(needed) ? DONE : FORBIDDEN;
    }
}
