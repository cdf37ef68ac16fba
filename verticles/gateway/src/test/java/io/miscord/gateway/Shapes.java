package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.EphemeralEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Holds a record against a schema: the same fields, of the same types, of which the same may be missing or null. The
 * schema has everything it refers to in its place.
 */
final class Shapes {
    private final boolean said;

    private Shapes(boolean said) {
        this.said = said;
    }

    /** Of what clients say: what is {@code @Nullable} may be left out. */
    static Shapes ofClients() {
        return new Shapes(false);
    }

    /** Of what nodes say: what is {@code @Nullable} is left out where the record says so, and else null. */
    static Shapes ofNodes() {
        return new Shapes(true);
    }

    /** Fails where the two differ, and says where. */
    void agree(Class<?> type, JsonNode schema) {
        record(type, schema, type.getSimpleName());
    }

    private void record(Class<?> type, JsonNode schema, String where) {
        assertThat(schema.path("type").asText()).as("type of %s", where).isEqualTo("object");
        var names = new ArrayList<String>();
        var needed = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            if (isUntold(component)) {
                continue;
            }
            var name = name(component);
            names.add(name);
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean leftOut = optional && (!said || isLeftOut(type, component));
            if (!leftOut) {
                needed.add(name);
            }
            var property = schema.path("properties").path(name);
            var at = where + "." + name;
            value(component.getGenericType(), optional && !leftOut ? orNull(property, at) : property, at);
        }
        assertThat(keys(schema.path("properties")))
                .as("fields of %s", where)
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(texts(schema.path("required")))
                .as("required fields of %s", where)
                .containsExactlyInAnyOrderElementsOf(needed);
    }

    private void value(Type type, JsonNode schema, String where) {
        if (type instanceof ParameterizedType generic) {
            var raw = (Class<?>) generic.getRawType();
            var arguments = generic.getActualTypeArguments();
            if (Collection.class.isAssignableFrom(raw)) {
                isOf("array", "", schema, where);
                value(arguments[0], schema.path("items"), where + "[]");
            } else {
                assertThat(raw).as(where).isEqualTo(Map.class);
                isOf("object", "", schema, where);
                if (arguments[1] != Object.class) {
                    value(arguments[1], schema.path("additionalProperties"), where + "{}");
                }
            }
        } else {
            plain((Class<?>) type, schema, where);
        }
    }

    private void plain(Class<?> type, JsonNode schema, String where) {
        var wrapped = Arrays.stream(type.isRecord() ? type.getRecordComponents() : new RecordComponent[0])
                .filter(component -> component.getAccessor().isAnnotationPresent(JsonValue.class))
                .findFirst();
        if (wrapped.isPresent()) {
            value(wrapped.get().getGenericType(), schema, where);
        } else if (type.isRecord()) {
            record(type, schema, where);
        } else if (type.isEnum()) {
            assertThat(schema.path("type").asText()).as(where).isEqualTo("string");
            // A client may be allowed fewer of them than there are.
            assertThat(words(type)).as(where).containsAll(texts(schema.path("enum")));
            if (said) {
                assertThat(texts(schema.path("enum"))).as(where).containsExactlyElementsOf(words(type));
            }
        } else if (type == UUID.class) {
            isOf("string", "uuid", schema, where);
        } else if (type == Instant.class) {
            isOf("string", "date-time", schema, where);
        } else if (type == String.class) {
            isOf("string", "", schema, where);
        } else if (type == boolean.class || type == Boolean.class) {
            isOf("boolean", "", schema, where);
        } else if (List.of(int.class, Integer.class, long.class, Long.class).contains(type)) {
            isOf("integer", "", schema, where);
        } else {
            assertThat(type).as(where).isIn(double.class, Double.class);
            isOf("number", "", schema, where);
        }
    }

    private static void isOf(String type, String format, JsonNode schema, String where) {
        assertThat(schema.path("type").asText()).as("type of %s", where).isEqualTo(type);
        assertThat(schema.path("format").asText()).as("format of %s", where).isEqualTo(format);
    }

    /** What a schema that allows null says of everything else. */
    private static JsonNode orNull(JsonNode schema, String where) {
        if (schema.path("oneOf").size() == 2) {
            assertThat(schema.path("oneOf").get(1).path("type").asText())
                    .as(where)
                    .isEqualTo("null");
            return schema.path("oneOf").get(0);
        }
        assertThat(texts(schema.path("type")))
                .as("type of %s", where)
                .hasSize(2)
                .endsWith("null");
        var rest = schema.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy();
        return rest.set("type", schema.path("type").get(0));
    }

    /** Who is told of it is no part of what is told. */
    private static boolean isUntold(RecordComponent component) {
        return component.getDeclaringRecord() == EphemeralEvent.PresenceChanged.class
                && Set.of("servers", "was").contains(component.getName());
    }

    private static String name(RecordComponent component) {
        return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
                .map(JsonProperty::value)
                .orElse(component.getName());
    }

    /** The component's own word counts, else its record's, else that of what the record is a kind of. */
    private static boolean isLeftOut(Class<?> type, RecordComponent component) {
        return Stream.concat(Stream.of(component.getAccessor(), type), Arrays.stream(type.getInterfaces()))
                .map(element -> element.getAnnotation(JsonInclude.class))
                .filter(Objects::nonNull)
                .findFirst()
                .filter(included -> included.value() == JsonInclude.Include.NON_NULL)
                .isPresent();
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(java.lang.reflect.Field::isEnumConstant)
                .map(field -> Optional.ofNullable(field.getAnnotation(JsonProperty.class))
                        .map(JsonProperty::value)
                        .orElse(field.getName()))
                .toList();
    }

    private static List<String> keys(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
