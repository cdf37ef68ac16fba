package io.miscord.api.request;

import io.miscord.contract.Problem.FieldError;
import io.miscord.contract.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The findings of a schema check in words for whoever sent the value: which field, and what is expected of it. */
final class SchemaErrors {
    private SchemaErrors() {}

    /** What is wrong, in the schema's order, each once; never empty. */
    static List<FieldError> of(JsonSchema schema, Object value, OutputUnit output) {
        var errors = new LinkedHashSet<FieldError>();
        for (var unit : Optional.ofNullable(output.getErrors()).orElse(List.of())) {
            errors.addAll(of(schema, value, unit.getInstanceLocation(), unit.getKeywordLocation()));
        }
        return errors.isEmpty() ? one("body", Refusal.WRONG_VALUE) : List.copyOf(errors);
    }

    private static List<FieldError> of(JsonSchema schema, Object value, String instance, String keyword) {
        var field = field(instance);
        var rule = keyword.substring(keyword.lastIndexOf('/') + 1);
        var bound = at(schema, keyword);
        return switch (rule) {
            case "type" -> one(field, Refusal.WRONG_TYPE, words(bound));
            case "minLength" ->
                number(bound) == 1 ? one(field, Refusal.EMPTY) : one(field, Refusal.TOO_SHORT, words(bound));
            case "maxLength" -> one(field, Refusal.TOO_LONG, words(bound));
            case "minimum" -> one(field, Refusal.BELOW_LEAST, words(bound));
            case "maximum" -> one(field, Refusal.ABOVE_MOST, words(bound));
            case "minItems" ->
                number(bound) == 1 ? one(field, Refusal.EMPTY) : one(field, Refusal.TOO_FEW, words(bound));
            case "maxItems" -> one(field, Refusal.TOO_MANY, words(bound));
            case "enum" -> one(field, Refusal.NOT_ONE_OF, words(bound));
            case "format" -> one(field, Refusal.WRONG_FORMAT, words(bound));
            case "pattern" -> one(field, "\\S".equals(bound) ? Refusal.EMPTY : Refusal.WRONG_CHARACTERS);
            case "required" -> missing(bound, value);
            case "additionalProperties" -> unknown(schema, field);
            // The rest wraps what stands for itself in a finding of its own.
            default -> List.of();
        };
    }

    private static List<FieldError> one(String field, Refusal why, Object... values) {
        return List.of(FieldError.of(field, why, values));
    }

    private static List<FieldError> missing(@Nullable Object required, Object value) {
        var missing = new ArrayList<FieldError>();
        if (required instanceof JsonArray names && value instanceof JsonObject object) {
            for (var name : names) {
                if (!object.containsKey(String.valueOf(name))) {
                    missing.add(FieldError.of(String.valueOf(name), Refusal.MISSING));
                }
            }
        }
        return missing;
    }

    /** The library also reports known fields here, when something else is wrong with them. */
    private static List<FieldError> unknown(JsonSchema schema, String field) {
        boolean known = schema.get("properties") instanceof JsonObject properties && properties.containsKey(field);
        return known ? List.of() : one(field, Refusal.UNKNOWN_FIELD);
    }

    private static String field(String instance) {
        var path = instance.startsWith("#/") ? instance.substring(2) : "";
        return path.isEmpty() ? "body" : unescaped(path).replace('/', '.');
    }

    private static String unescaped(String pointer) {
        try {
            return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .replace("~1", "/")
                    .replace("~0", "~");
        } catch (IllegalArgumentException notEncoded) {
            return pointer;
        }
    }

    /** What stands in the schema at this place. */
    private static @Nullable Object at(JsonSchema schema, String keyword) {
        Object found = schema;
        for (var step : keyword.substring(keyword.indexOf('#') + 1).split("/", -1)) {
            if (!step.isEmpty()) {
                found = switch (found) {
                    case JsonSchema here -> here.get(unescaped(step));
                    case JsonObject here -> here.getValue(unescaped(step));
                    case null, default -> null;
                };
            }
        }
        return found;
    }

    private static int number(@Nullable Object bound) {
        return bound instanceof Number number ? number.intValue() : 0;
    }

    private static String words(@Nullable Object bound) {
        return bound instanceof JsonArray list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(bound);
    }
}
