package io.miscord.platform.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text to a setting's value and back. Refuses by {@link IllegalArgumentException}; callers say what is accepted. */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

    private Values() {}

    /** The value that text means for a key. */
    static Object parse(Key key, String text) {
        if (!key.list()) {
            return parseOne(key, text.strip());
        }
        List<Object> entries = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .map(entry -> parseOne(key, entry))
                .toList();
        require(!entries.isEmpty() || key.setting().value().isEmpty());
        return entries;
    }

    private static Object parseOne(Key key, String text) {
        Class<?> type = key.type();
        Setting setting = key.setting();
        if (type == int.class) {
            return bounded(Integer.parseInt(text), setting, Integer::parseInt);
        } else if (type == Duration.class) {
            return bounded(duration(text), setting, Values::duration);
        } else if (type == DataSize.class) {
            return bounded(DataSize.parse(text), setting, DataSize::parse);
        } else if (type == boolean.class) {
            require(text.equals("true") || text.equals("false"));
            return text.equals("true");
        } else if (type == Path.class) {
            return path(text);
        } else if (type.isEnum()) {
            return constant(type, text);
        }
        require(text.isEmpty() || setting.pattern().isEmpty() || Pattern.matches(setting.pattern(), text));
        return type == Secret.class ? Secret.of(text) : text;
    }

    /** A value as {@link #parse} reads it, secrets masked. */
    static String print(Object value) {
        return switch (value) {
            case Duration duration -> print(duration);
            case List<?> list -> list.stream().map(Values::print).collect(Collectors.joining(","));
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }

    /** What a key accepts, in words. */
    static String accepted(Key key) {
        Class<?> type = key.type();
        Setting setting = key.setting();
        String range = setting.min().isEmpty() ? "" : " from %s to %s".formatted(setting.min(), setting.max());
        if (type == int.class) {
            return "accepted: a whole number" + range;
        } else if (type == Duration.class) {
            return "accepted: a time with its unit (ms, s, m, h, d)" + range;
        } else if (type == DataSize.class) {
            return "accepted: a size with its unit (B, KB, MB, GB)" + range;
        } else if (type == boolean.class) {
            return "accepted: true or false";
        } else if (type == Path.class) {
            return "accepted: a path";
        } else if (type.isEnum()) {
            String names =
                    Arrays.stream(type.getEnumConstants()).map(Values::print).collect(Collectors.joining(", "));
            return (key.list() ? "accepted: one or more of " : "accepted: one of ") + names;
        }
        return "accepted: " + (setting.accepts().isEmpty() ? "text" : setting.accepts());
    }

    private static <T extends Comparable<T>> T bounded(T value, Setting setting, Function<String, T> parse) {
        require(setting.min().isEmpty() || value.compareTo(parse.apply(setting.min())) >= 0);
        require(setting.max().isEmpty() || value.compareTo(parse.apply(setting.max())) <= 0);
        return value;
    }

    private static Duration duration(String text) {
        var form = DURATION.matcher(text);
        require(form.matches());
        return Duration.ofMillis(Math.multiplyExact(Long.parseLong(form.group(1)), millis(form.group(2))));
    }

    private static String print(Duration duration) {
        long ms = duration.toMillis();
        for (String unit : List.of("d", "h", "m", "s")) {
            long size = millis(unit);
            if (ms > 0 && ms % size == 0) {
                return ms / size + unit;
            }
        }
        return ms + "ms";
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "d" -> 86_400_000;
            case "h" -> 3_600_000;
            case "m" -> 60_000;
            case "s" -> 1000;
            default -> 1;
        };
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> print(constant).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static void require(boolean fine) {
        if (!fine) {
            throw new IllegalArgumentException();
        }
    }
}
