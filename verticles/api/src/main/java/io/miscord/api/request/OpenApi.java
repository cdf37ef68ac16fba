package io.miscord.api.request;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The contract of the HTTP API, {@code openapi.yaml}: its text for readers, its operations for us. Immutable. */
public final class OpenApi {
    private static final String RESOURCE = "/openapi.yaml";

    private final String text;
    private final String version;

    private OpenApi(String text, String version) {
        this.text = text;
        this.version = version;
    }

    /** Reads the contract from the class path; once, at the start, for it blocks. */
    public static OpenApi read() {
        try (var in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new OpenApi(
                    text, new JsonObject(parse(text)).getJsonObject("info").getString("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document as it is served. */
    public String text() {
        return text;
    }

    /** The version of the API, which is the product's. */
    public String version() {
        return version;
    }

    /** The operations and their schemas, for one event loop. */
    public Future<OpenAPIContract> contract(Vertx vertx) {
        var document = parse(text);
        useKnownMediaTypes(document);
        return OpenAPIContract.from(vertx, new JsonObject(document));
    }

    private static Map<String, Object> parse(String text) {
        try {
            return new YAMLMapper().readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library refuses a contract with answers of media types that it does not know; their schemas stay. */
    private static void useKnownMediaTypes(Object node) {
        if (node instanceof List<?> list) {
            list.forEach(OpenApi::useKnownMediaTypes);
        } else if (node instanceof Map<?, ?> map) {
            map.values().forEach(OpenApi::useKnownMediaTypes);
            if (map.get("content") instanceof Map<?, ?> content) {
                renameKeys(content);
            }
        }
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static void renameKeys(Map<?, ?> content) {
        var types = (Map<String, Object>) content;
        var known = new LinkedHashMap<String, Object>();
        types.forEach((type, media) -> known.put(knownMediaType(type), media));
        types.clear();
        types.putAll(known);
    }

    private static String knownMediaType(String type) {
        return switch (type) {
            case "application/problem+json" -> "application/json";
            case "application/yaml", "text/html" -> "text/plain";
            case "image/png", "image/jpeg", "image/gif" -> "application/octet-stream";
            default -> type;
        };
    }
}
