package io.miscord.api.request;

import com.fasterxml.jackson.core.JsonParser;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON body, bounded before anything looks into it: no request of ours needs lists of over 1,000 entries or more than
 * 32 levels, and checking such against a schema would hold the event loop. Text must be storable, so no U+0000 and no
 * half of a surrogate pair. A name stands once in an object: of two, readers would choose each their own.
 */
final class JsonBody {
    private static final int MAX_ENTRIES = 1_000;
    private static final int MAX_DEPTH = 32;

    private JsonBody() {}

    /** The value of a JSON text; INVALID when it is none, or not within the bounds. */
    static @Nullable Object parse(String text) {
        Object value;
        try {
            var parser = JacksonCodec.createParser(text).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            value = JacksonCodec.fromParser(parser, Object.class);
        } catch (DecodeException e) {
            throw ProblemException.of(Refusal.NOT_JSON);
        }
        check(value, "body", MAX_DEPTH);
        return value;
    }

    /** The text of a body; INVALID when it is not UTF-8: what cannot be read must not be stored as something else. */
    static String text(Buffer body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.of(Refusal.NOT_UTF8);
        }
    }

    private static void check(@Nullable Object value, String field, int depth) {
        switch (value) {
            case String text -> checkText(text, field);
            case JsonObject object -> checkObject(object.getMap(), field, depth);
            case Map<?, ?> object -> checkObject(object, field, depth);
            case JsonArray list -> checkList(list.getList(), field, depth);
            case Collection<?> list -> checkList(list, field, depth);
            case null, default -> {}
        }
    }

    private static void checkObject(Map<?, ?> object, String field, int depth) {
        checkSize(object.size(), field, depth);
        object.forEach((name, value) -> {
            checkText(String.valueOf(name), field);
            check(value, String.valueOf(name), depth - 1);
        });
    }

    private static void checkList(Collection<?> list, String field, int depth) {
        checkSize(list.size(), field, depth);
        list.forEach(value -> check(value, field, depth - 1));
    }

    private static void checkSize(int size, String field, int depth) {
        if (size > MAX_ENTRIES) {
            throw ProblemException.invalid(field, Refusal.TOO_MANY, MAX_ENTRIES);
        }
        if (depth == 0) {
            throw ProblemException.invalid("body", Refusal.TOO_DEEP, MAX_DEPTH);
        }
    }

    /** Refuses what PostgreSQL's text cannot hold, or what UTF-8 cannot: better than storing something else. */
    static void checkText(String text, String field) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean pair = Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (unit == 0 || (Character.isSurrogate(unit) && !pair)) {
                throw ProblemException.invalid(field, Refusal.WRONG_CHARACTERS);
            }
            if (pair) {
                i++;
            }
        }
    }
}
