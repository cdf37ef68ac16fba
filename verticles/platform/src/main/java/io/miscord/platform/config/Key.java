package io.miscord.platform.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;

/**
 * One setting: where it stands in the tree, its type, default and bounds.
 *
 * @param path as {@code gateway.maxConnections}
 * @param type the type of a value, or of an entry if it is a list
 * @param list whether it is a list
 * @param setting default and bounds
 */
record Key(String path, Class<?> type, boolean list, Setting setting) {
    /** The key of a record's component. */
    static Key of(String path, RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(path + " has no default");
        }
        if (component.getType() == List.class) {
            var entry = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            return new Key(path, entry, true, setting);
        }
        return new Key(path, component.getType(), false, setting);
    }

    /** What a component is called in a file. */
    static String name(RecordComponent component) {
        var setting = component.getAnnotation(Setting.class);
        return setting == null || setting.name().isEmpty() ? component.getName() : setting.name();
    }

    /** The environment variable: {@code MISCORD_GATEWAY_MAX_CONNECTIONS}. */
    String variable() {
        return "MISCORD_"
                + path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }

    boolean secret() {
        return type == Secret.class;
    }
}
