package io.miscord.api.request;

import io.miscord.contract.Problem;
import io.miscord.contract.Problem.FieldError;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds requests against the contract's schemas, on the event loop: the library's own request validator does the same
 * on a worker thread, one request after another. A body of ours takes some 30 microseconds.
 */
final class Validation {
    // A schema is checked without its errors first, for nearly all requests are right.
    private static final JsonSchemaOptions WHETHER = options(OutputFormat.Flag);
    private static final JsonSchemaOptions WHY = options(OutputFormat.Basic);
    private static final int MAX_ERRORS = 20;

    private final SchemaRepository schemas;

    Validation(OpenAPIContract contract) {
        this.schemas = contract.getSchemaRepository();
    }

    /**
     * The parameters of a request, by name; numbers as {@link Long}.
     *
     * @throws ProblemException INVALID, naming every wrong field
     */
    Map<String, Object> parameters(Operation operation, RoutingContext http) {
        var values = new HashMap<String, Object>();
        var errors = new ArrayList<FieldError>();
        for (var parameter : operation.getParameters()) {
            var given = given(parameter, http);
            if (given.size() > 1) {
                errors.add(FieldError.of(parameter.getName(), Refusal.GIVEN_TWICE));
            } else if (!given.isEmpty()) {
                JsonBody.checkText(given.getFirst(), parameter.getName());
                var value = value(parameter, given.getFirst());
                var wrong = errors(parameter.getSchema(), value);
                wrong.forEach(error -> errors.add(error.of(parameter.getName())));
                values.put(parameter.getName(), value);
            }
        }
        errors.addAll(unknown(operation, http));
        refuse(errors);
        return values;
    }

    /**
     * The text of a request's body; empty where it may be left out and was.
     *
     * @throws ProblemException INVALID, naming every wrong field
     */
    String body(Operation operation, RoutingContext http) {
        var expected = operation.getRequestBody();
        var buffer = http.body().buffer();
        if (expected == null || buffer == null || buffer.length() == 0) {
            if (expected != null && expected.isRequired()) {
                throw ProblemException.of(Refusal.BODY_NEEDED);
            }
            return "";
        }
        var text = JsonBody.text(buffer);
        var json = Objects.requireNonNull(expected.getContent().get(MediaType.APPLICATION_JSON), "JSON alone is taken");
        var value = JsonBody.parse(text);
        if (value == null) {
            throw ProblemException.of(Refusal.NOT_AN_OBJECT);
        }
        refuse(errors(json.getSchema(), value));
        return text;
    }

    private List<FieldError> errors(JsonSchema schema, Object value) {
        if (Boolean.TRUE.equals(
                schemas.validator(schema, WHETHER).validate(value).getValid())) {
            return List.of();
        }
        var output = schemas.validator(schema, WHY).validate(value);
        return SchemaErrors.of(schema, value, output);
    }

    private static List<String> given(Parameter parameter, RoutingContext http) {
        var name = parameter.getName();
        return switch (parameter.getIn()) {
            case PATH -> Optional.ofNullable(http.pathParam(name)).stream().toList();
            case QUERY -> http.queryParams().getAll(name);
            case HEADER ->
                http.request().headers().getAll(name).stream()
                        .map(Idempotency::unquoted)
                        .toList();
            case COOKIE -> List.of();
        };
    }

    private static Object value(Parameter parameter, String text) {
        if (!"integer".equals(type(parameter.getSchema()))) {
            return text;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            // A text is no integer: the schema says so in its own words.
            return text;
        }
    }

    private static @Nullable Object type(JsonSchema schema) {
        return schema instanceof JsonObject object ? object.getValue("type") : schema.get("type");
    }

    private static List<FieldError> unknown(Operation operation, RoutingContext http) {
        return http.queryParams().names().stream()
                .filter(name -> operation.getParameters().stream()
                        .noneMatch(parameter -> parameter.getName().equals(name)))
                .limit(MAX_ERRORS)
                .map(name -> FieldError.of(name, Refusal.UNKNOWN_FIELD))
                .toList();
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            var told = errors.subList(0, Math.min(errors.size(), MAX_ERRORS));
            throw new ProblemException(Problem.fields(Problem.Kind.INVALID, told));
        }
    }

    private static JsonSchemaOptions options(OutputFormat format) {
        return new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri("app://")
                .setOutputFormat(format);
    }
}
