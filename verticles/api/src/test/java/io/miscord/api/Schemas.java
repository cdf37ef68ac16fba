package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Holds answers against the contract: their status is described, their body is of the schema and has nothing more. */
final class Schemas {
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri("app://")
            .setOutputFormat(OutputFormat.Basic);

    private final OpenAPIContract contract;

    Schemas(OpenAPIContract contract) {
        this.contract = contract;
    }

    void check(String method, String path, HttpResponse<byte[]> response) {
        var type = response.headers().firstValue("content-type").orElse("");
        var text = new String(response.body(), StandardCharsets.UTF_8);
        int status = response.statusCode();
        if (status >= 400) {
            assertThat(type).isEqualTo("application/problem+json");
            assertThat(response.headers().firstValue("x-request-id"))
                    .hasValue(new JsonObject(text).getString("instance"));
            fits(problem(), text);
        }
        var operation = operation(method, path);
        // What is wrong before an operation is reached is not described with each of them.
        if (operation.isEmpty() || status == 304 || status == 413 || status == 415 || status == 500) {
            return;
        }
        var described = operation.get().getResponse(status);
        assertThat(described)
                .as("%s describes %d: %s", operation.get().getOperationId(), status, text)
                .isNotNull();
        var json = described.getContent().get("application/json");
        if (json == null) {
            assertThat(described.getContent().isEmpty()).isEqualTo(text.isEmpty());
        } else {
            fits(json.getSchema(), text);
        }
    }

    private JsonSchema problem() {
        return contract.operation("getMe")
                .getResponse(401)
                .getContent()
                .get("application/json")
                .getSchema();
    }

    private Optional<Operation> operation(String method, String path) {
        var bare = path.replaceAll("\\?.*", "");
        return contract.operations().stream()
                .filter(one -> !"node".equals(one.getExtensions().get("x-served-by")))
                .filter(one -> one.getHttpMethod().name().equals(method)
                        && bare.matches(one.getOpenAPIPath().replaceAll("\\{[^}]*}", "[^/]+")))
                // The literal path wins, as in the router.
                .min(java.util.Comparator.comparing(Operation::getOpenAPIPath));
    }

    private void fits(JsonSchema schema, String text) {
        var value = Json.decodeValue(text);
        var output = contract.getSchemaRepository().validator(schema, OPTIONS).validate(value);
        assertThat(output.getValid()).as("%s: %s", text, output.getErrors()).isTrue();
        assertNothingMore((JsonObject) schema, value, "");
    }

    /** Answers may gain fields, but never one that the contract keeps silent about. */
    private static void assertNothingMore(JsonObject schema, Object value, String where) {
        if (value instanceof JsonArray list && schema.getJsonObject("items") != null) {
            list.forEach(item -> assertNothingMore(schema.getJsonObject("items"), item, where + "[]"));
        }
        if (!(value instanceof JsonObject object)) {
            return;
        }
        var parts = new HashSet<JsonObject>();
        parts.add(schema);
        parts.addAll(all(schema, "allOf"));
        parts.addAll(all(schema, "oneOf"));
        var known = new JsonObject();
        parts.forEach(part -> known.mergeIn(part.getJsonObject("properties", new JsonObject())));
        if (known.isEmpty()) {
            return;
        }
        assertThat(known.fieldNames()).as("documented at %s", where).containsAll(object.fieldNames());
        object.forEach(field -> {
            var inner = known.getValue(field.getKey());
            if (inner instanceof JsonObject described) {
                assertNothingMore(described, field.getValue(), where + "/" + field.getKey());
            }
        });
    }

    private static Set<JsonObject> all(JsonObject schema, String keyword) {
        var found = new HashSet<JsonObject>();
        schema.getJsonArray(keyword, new JsonArray()).forEach(part -> found.add((JsonObject) part));
        return found;
    }
}
