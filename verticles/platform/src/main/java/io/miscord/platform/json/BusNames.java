package io.miscord.platform.json;

import io.miscord.contract.BusMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the records that cross the bus are called there: by class name, found by walking the sealed types. */
public final class BusNames {
    private static final Map<String, Class<? extends BusMessage>> TYPES = walk(BusMessage.class, new HashMap<>());

    private BusNames() {}

    /** The name of a record, such as {@code MessageAsk$Send}. */
    public static String of(Class<?> type) {
        var name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The record of a name, or null for one that this release does not know. */
    public static @Nullable Class<? extends BusMessage> type(String name) {
        return TYPES.get(name);
    }

    /** All of them, by name. */
    public static Map<String, Class<? extends BusMessage>> all() {
        return Map.copyOf(TYPES);
    }

    private static Map<String, Class<? extends BusMessage>> walk(
            Class<? extends BusMessage> type, Map<String, Class<? extends BusMessage>> found) {
        if (type.isSealed()) {
            for (var sub : type.getPermittedSubclasses()) {
                walk(sub.asSubclass(BusMessage.class), found);
            }
        } else {
            found.put(of(type), type);
        }
        return found;
    }
}
