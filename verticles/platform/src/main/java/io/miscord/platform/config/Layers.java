package io.miscord.platform.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Values by key, each layer laid over the one before, and the mistakes found on the way. */
final class Layers {
    private final Tree tree = new Tree();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    /** Begins with the defaults, whose paths are relative to this folder. */
    Layers(Path home) {
        for (Key key : tree.keys().values()) {
            values.put(key.path(), resolve(Values.parse(key, key.setting().value()), home));
        }
    }

    Tree tree() {
        return tree;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    /** The tree of the values so far; a mistaken value does not count. */
    Config build() {
        return tree.build(key -> Objects.requireNonNull(values.get(key.path())));
    }

    void mistake(String source, String key, String value, String accepted) {
        mistakes.add(new Mistake(source, key, value, accepted));
    }

    /**
     * Sets a key.
     *
     * @param source where that stands, for people
     * @param name the key as it is written there
     * @param path the key
     * @param text the value
     * @param base what a relative path is relative to
     */
    void set(String source, String name, String path, String text, Path base) {
        Key key = tree.keys().get(path);
        if (key == null) {
            unknown(source, name, path);
            return;
        }
        try {
            values.put(path, resolve(Values.parse(key, text), base));
        } catch (IllegalArgumentException | ArithmeticException e) {
            mistake(source, name, shown(key, text), Values.accepted(key));
        }
    }

    /** Refuses a key that is not known. */
    void unknown(String source, String name, String path) {
        String meant = Tree.closest(path, tree.keys().keySet())
                .map(" Did you mean %s?"::formatted)
                .orElse("");
        mistake(source, name, "", "there is no such key." + meant);
    }

    private static String shown(Key key, String text) {
        String value = key.secret() ? Secret.MASK : text;
        if (value.isEmpty()) {
            return "(nothing)";
        }
        return value.length() > 120 ? value.substring(0, 120) + "…" : value;
    }

    private static Object resolve(Object value, Path base) {
        if (value instanceof Path path && !path.toString().isEmpty()) {
            return base.resolve(path).normalize();
        }
        return value;
    }
}
