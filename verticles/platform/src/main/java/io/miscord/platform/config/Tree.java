package io.miscord.platform.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The shape of {@link Config}: its keys in the order of the records, and a tree built from a value for each. */
final class Tree {
    private final Map<String, Key> keys = new LinkedHashMap<>();

    Tree() {
        collect("", Config.class);
    }

    /** Every key by its path, in the order of the records. */
    Map<String, Key> keys() {
        return keys;
    }

    /** A tree of these values. */
    Config build(Function<Key, Object> values) {
        return Config.class.cast(build("", Config.class, values));
    }

    /** The values of a tree, by path, in the order of the records. */
    Map<String, Object> flatten(Config config) {
        Map<String, Object> values = new LinkedHashMap<>();
        flatten("", config, values);
        return values;
    }

    /** The name among those known that someone who wrote this one probably meant. */
    static Optional<String> closest(String written, Set<String> known) {
        int reach = Math.max(2, written.length() / 3);
        return known.stream()
                .map(name -> Map.entry(distance(written, name), name))
                .filter(candidate -> candidate.getKey() <= reach)
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    private void collect(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String path = prefix + Key.name(component);
            if (component.getType().isRecord() && component.getType() != DataSize.class) {
                collect(path + ".", component.getType());
            } else {
                keys.put(path, Key.of(path, component));
            }
        }
    }

    private Object build(String prefix, Class<?> type, Function<Key, Object> values) {
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String path = prefix + Key.name(component);
            Key key = keys.get(path);
            arguments.add(key == null ? build(path + ".", component.getType(), values) : values.apply(key));
        }
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be built", e);
        }
    }

    private void flatten(String prefix, Object record, Map<String, Object> values) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String path = prefix + Key.name(component);
            Object value;
            try {
                value = component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(path + " cannot be read", e);
            }
            if (keys.containsKey(path)) {
                values.put(path, value);
            } else {
                flatten(path + ".", value, values);
            }
        }
    }

    /** How many letters differ (Levenshtein), capitals and separators aside. */
    private static int distance(String left, String right) {
        String a = plain(left);
        String b = plain(right);
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
    }
}
