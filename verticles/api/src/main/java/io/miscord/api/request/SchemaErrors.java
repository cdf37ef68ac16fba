package io.miscord.api.request;

import io.miscord.contract.Problem.FieldError;
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
        return errors.isEmpty() ? List.of(new FieldError("body", "is not of the expected shape")) : List.copyOf(errors);
    }

    private static List<FieldError> of(JsonSchema schema, Object value, String instance, String keyword) {
        var field = field(instance);
        var rule = keyword.substring(keyword.lastIndexOf('/') + 1);
        var bound = at(schema, keyword);
        return switch (rule) {
            case "type" -> one(field, "must be " + article(words(bound)));
            case "minLength" ->
                one(field, number(bound) == 1 ? "must not be empty" : "at least " + bound + " characters");
            case "maxLength" -> one(field, "at most " + bound + " characters");
            case "minimum" -> one(field, "at least " + bound);
            case "maximum" -> one(field, "at most " + bound);
            case "minItems" -> one(field, "at least " + bound + (number(bound) == 1 ? " entry" : " entries"));
            case "maxItems" -> one(field, "at most " + bound + " entries");
            case "enum" -> one(field, "must be one of " + words(bound));
            case "format" -> one(field, "must be a " + bound);
            case "pattern" ->
                one(field, "\\S".equals(bound) ? "must not be blank" : "has characters that it may not have");
            case "required" -> missing(bound, value);
            case "additionalProperties" -> unknown(schema, field);
            // The rest wraps what stands for itself in a finding of its own.
            default -> List.of();
        };
    }

    private static List<FieldError> one(String field, String message) {
        return List.of(new FieldError(field, message));
    }

    private static List<FieldError> missing(@Nullable Object required, Object value) {
        var missing = new ArrayList<FieldError>();
        if (required instanceof JsonArray names && value instanceof JsonObject object) {
            for (var name : names) {
                if (!object.containsKey(String.valueOf(name))) {
                    missing.add(new FieldError(String.valueOf(name), "is missing"));
                }
            }
        }
        return missing;
    }

    /** The library also reports known fields here, when something else is wrong with them. */
    private static List<FieldError> unknown(JsonSchema schema, String field) {
        boolean known = schema.get("properties") instanceof JsonObject properties && properties.containsKey(field);
        return known ? List.of() : one(field, "is not a known field");
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

    private static String article(String type) {
        return (type.startsWith("i") || type.startsWith("o") || type.startsWith("a") ? "an " : "a ") + type;
    }
}
