package io.miscord.platform.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Lays a YAML file over what is known; a key without a value changes nothing. */
final class YamlLayer {
    /** A file of settings that is larger was named by mistake. */
    private static final long MAX_BYTES = 1 << 20;

    private final ObjectMapper yaml =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private final Layers layers;
    private final Path home;

    YamlLayer(Layers layers, Path home) {
        this.layers = layers;
        this.home = home;
    }

    /** Reads the file; relative paths in it are relative to the home folder. */
    void read(Path file) {
        String source = file.toString();
        try {
            if (Files.size(file) > MAX_BYTES) {
                layers.mistake(source, "the file", "", "larger than " + new DataSize(MAX_BYTES));
                return;
            }
            JsonNode root = yaml.readTree(Files.readString(file));
            if (root.isObject()) {
                section(source, "", root);
            } else if (!root.isMissingNode() && !root.isNull()) {
                layers.mistake(source, "the file", "", "accepted: keys and values, as in conf/miscord.yaml");
            }
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            String line = place == null ? "" : "line " + place.getLineNr() + ": ";
            layers.mistake(source, "the file", "", line + e.getOriginalMessage().replaceAll("\\s+", " "));
        } catch (IOException e) {
            layers.mistake(source, "the file", "", "cannot be read: " + e);
        }
    }

    private void section(String source, String prefix, JsonNode section) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = section.fields(); fields.hasNext(); ) {
            var field = fields.next();
            String path = prefix + field.getKey();
            JsonNode value = field.getValue();
            Key key = layers.tree().keys().get(path);
            if (value.isObject() && key == null) {
                section(source, path + ".", value);
            } else if (value.isContainerNode() && !(value.isArray() && key != null && key.list())) {
                refuse(source, path, key);
            } else if (isSection(path)) {
                refuseScalar(source, path, value);
            } else if (!value.isNull() || key == null) {
                layers.set(source, path, path, text(value), home);
            }
        }
    }

    private void refuse(String source, String path, @Nullable Key key) {
        if (key == null) {
            layers.unknown(source, path, path);
        } else {
            layers.mistake(source, path, "", Values.accepted(key));
        }
    }

    private void refuseScalar(String source, String path, JsonNode value) {
        if (!value.isNull()) {
            layers.mistake(source, path, value.asText(), "accepted: a section with keys of its own");
        }
    }

    private boolean isSection(String path) {
        return layers.tree().keys().keySet().stream().anyMatch(key -> key.startsWith(path + "."));
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        StringJoiner entries = new StringJoiner(",");
        value.forEach(entry -> entries.add(entry.asText()));
        return entries.toString();
    }
}
