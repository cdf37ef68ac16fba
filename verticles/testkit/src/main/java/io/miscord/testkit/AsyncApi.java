package io.miscord.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * {@code asyncapi.yaml}, the contract of the sockets, to hold frames against: of the schema that it gives them, and
 * with no field that it keeps silent about. Safe on any thread.
 */
public final class AsyncApi {
    /** The one of this build. */
    public static final AsyncApi CONTRACT = new AsyncApi(read("asyncapi.yaml"));

    private static final JsonSchemaOptions OPTIONS =
            new JsonSchemaOptions().setDraft(Draft.DRAFT7).setBaseUri("app://").setOutputFormat(OutputFormat.Basic);

    private final JsonNode document;
    private final Map<String, Validator> validators = new ConcurrentHashMap<>();

    private AsyncApi(JsonNode document) {
        this.document = document;
    }

    /** A YAML document among the resources of the contract. */
    public static JsonNode read(String resource) {
        try (var in = Objects.requireNonNull(AsyncApi.class.getResourceAsStream("/" + resource), resource)) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document as it is. */
    public JsonNode document() {
        return document;
    }

    /** The names of all operations. */
    public List<String> operations() {
        return document.path("operations").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The messages of an operation, such as {@code sendOnMain}, by their key, which is their record's name. */
    public Map<String, JsonNode> messages(String operation) {
        var messages = new LinkedHashMap<String, JsonNode>();
        var listed = document.at("/operations/" + operation).path("messages");
        if (listed.isMissingNode()) {
            throw new AssertionError("asyncapi.yaml has no operation " + operation);
        }
        for (var reference : listed) {
            var pointer = pointer(reference);
            messages.put(pointer.substring(pointer.lastIndexOf('/') + 1), target(document.at(pointer)));
        }
        return messages;
    }

    /** A schema with all that it refers to in its place, and closed: fields that it does not name are not allowed. */
    public JsonNode schema(JsonNode schema) {
        return switch (schema) {
            case ObjectNode object -> object(object);
            case ArrayNode list -> {
                var all = JsonNodeFactory.instance.arrayNode();
                list.forEach(item -> all.add(schema(item)));
                yield all;
            }
            default -> schema;
        };
    }

    /** Fails unless this is a frame that the operation has, in every part of it. */
    public void check(String operation, JsonNode frame) {
        var message = messageOf(operation, frame)
                .orElseThrow(() -> new AssertionError(operation + " has no such message: " + frame));
        var found = validators
                .computeIfAbsent(operation + " " + message.getKey(), key -> validator(message.getValue()))
                .validate(new JsonObject(frame.toString()));
        if (!Boolean.TRUE.equals(found.getValid())) {
            throw new AssertionError("not a " + message.getKey() + " of asyncapi.yaml: " + frame + found.getErrors());
        }
        if (frame.path("event").asText().equals("batch")) {
            frame.path("data").forEach(event -> check(operation, event));
        }
    }

    /** The message that has the name of the frame: its {@code event} or else its {@code type}. */
    private Optional<Map.Entry<String, JsonNode>> messageOf(String operation, JsonNode frame) {
        return messages(operation).entrySet().stream()
                .filter(message -> isNamed(message.getValue().path("payload").path("properties"), frame))
                .findFirst();
    }

    private static boolean isNamed(JsonNode properties, JsonNode frame) {
        return Stream.of("type", "event")
                .filter(name -> properties.has(name) && frame.has(name))
                .findFirst()
                .filter(name -> has(properties.path(name), frame.path(name)))
                .isPresent();
    }

    private static boolean has(JsonNode described, JsonNode name) {
        return described.path("const").equals(name)
                || StreamSupport.stream(described.path("enum").spliterator(), false)
                        .anyMatch(name::equals);
    }

    private Validator validator(JsonNode message) {
        var schema = new JsonObject(schema(message.path("payload")).toString());
        return Validator.create(JsonSchema.of(schema), OPTIONS);
    }

    private JsonNode object(ObjectNode schema) {
        if (schema.has("$ref")) {
            return schema(target(schema));
        }
        var whole = JsonNodeFactory.instance.objectNode();
        schema.properties().stream()
                .filter(part -> !part.getKey().equals("allOf"))
                .forEach(part -> whole.set(part.getKey(), schema(part.getValue())));
        schema.path("allOf").forEach(part -> merge(whole, schema(part)));
        if (whole.path("properties").isObject() && !whole.has("additionalProperties")) {
            whole.put("additionalProperties", false);
        }
        return whole;
    }

    private static void merge(ObjectNode whole, JsonNode part) {
        part.properties().forEach(field -> {
            switch (field.getValue()) {
                case ObjectNode more -> whole.withObjectProperty(field.getKey()).setAll(more);
                case ArrayNode more -> whole.withArrayProperty(field.getKey()).addAll(more);
                default -> whole.set(field.getKey(), field.getValue());
            }
        });
    }

    private JsonNode target(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        var found = document.at(pointer(node));
        if (found.isMissingNode()) {
            throw new AssertionError("asyncapi.yaml has no " + pointer(node));
        }
        return target(found);
    }

    private static String pointer(JsonNode reference) {
        return reference.path("$ref").asText().substring(1);
    }
}
