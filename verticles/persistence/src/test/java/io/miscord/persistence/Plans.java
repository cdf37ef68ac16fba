package io.miscord.persistence;

import io.miscord.testkit.Stores;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements of all stores, and how PostgreSQL would carry them out. A statement is a constant of a class whose
 * name ends in {@code Store}; one that stands within another is a part of that.
 */
final class Plans implements AutoCloseable {
    private static final Pattern STATEMENT = Pattern.compile("^\\s*\\(?(SELECT|INSERT|UPDATE|DELETE|WITH)\\b.*");

    /** Values for parameters of each type; of what is there, or of what is not. */
    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("uuid", "'%s'"),
            Map.entry("uuid[]", "ARRAY['%s'::uuid]"),
            Map.entry("text", "'x'"),
            Map.entry("text[]", "ARRAY['x']"),
            Map.entry("bigint", "5"),
            Map.entry("bigint[]", "ARRAY[5]"),
            Map.entry("integer", "5"),
            Map.entry("integer[]", "ARRAY[5]"),
            Map.entry("smallint", "1"),
            Map.entry("boolean", "false"),
            Map.entry("boolean[]", "ARRAY[false]"),
            Map.entry("double precision", "5"),
            Map.entry("bytea", "'\\x00'"),
            Map.entry("timestamp with time zone", "now()"),
            Map.entry("timestamp with time zone[]", "ARRAY[now()]"),
            Map.entry("jsonb", "'{}'"));

    private final Connection connection;

    Plans(Stores stores) {
        try {
            var account = stores.postgres();
            connection = DriverManager.getConnection(
                    "jdbc:" + stores.databaseUrl(),
                    account.user(),
                    account.password().reveal());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Every statement by store and constant. */
    static Map<String, String> statements() {
        var texts = new TreeMap<String, String>();
        for (var store : stores()) {
            for (var field : store.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    field.setAccessible(true);
                    try {
                        texts.put(name(store) + "." + field.getName(), (String) field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
        var statements = new TreeMap<>(texts);
        statements.values().removeIf(text -> !STATEMENT.matcher(firstLine(text)).matches());
        statements
                .entrySet()
                .removeIf(one -> texts.entrySet().stream()
                        .anyMatch(other -> sameStore(one.getKey(), other.getKey())
                                && other.getValue().length() > one.getValue().length()
                                && other.getValue().contains(one.getValue())));
        return statements;
    }

    /**
     * How a statement would be carried out: with values for its parameters, and as prepared for any. Fails where a
     * parameter has no sample.
     *
     * @param id the value of every id
     */
    List<String> of(String name, String sql, String id) {
        run("DEALLOCATE ALL");
        run("PREPARE one AS " + sql);
        var types = rows("SELECT unnest(parameter_types)::text FROM pg_prepared_statements WHERE name = 'one'");
        var plans = new ArrayList<String>();
        for (var mode : List.of("force_custom_plan", "force_generic_plan")) {
            run("SET plan_cache_mode = " + mode);
            plans.add(mode + "\n" + explained(name, types, id));
        }
        return plans;
    }

    private String explained(String name, List<String> types, String id) {
        SQLException last = null;
        // A text may be one that is read as JSON.
        for (var text : List.of("'x'", "'{}'", "'[]'", "'2026-01-01'")) {
            var values = types.stream()
                    .map(type -> type.equals("text") ? text : sample(name, type, id))
                    .collect(Collectors.joining(", "));
            try {
                return String.join("\n", tried("EXPLAIN EXECUTE one" + (types.isEmpty() ? "" : "(" + values + ")")));
            } catch (SQLException e) {
                last = e;
            }
        }
        throw new AssertionError(name + " has no values that it can be explained with", last);
    }

    private static String sample(String name, String type, String id) {
        var sample = SAMPLES.get(type);
        if (sample == null) {
            throw new AssertionError(name + " has a parameter of the type " + type + ": add a sample of it");
        }
        return sample.formatted(id);
    }

    private void run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private List<String> rows(String sql) {
        try {
            return tried(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private List<String> tried(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static List<Class<?>> stores() {
        try {
            var root = Path.of(Persistence.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (var files = Files.walk(root.resolve("io/miscord/persistence"))) {
                var names = files.map(file -> root.relativize(file).toString())
                        .filter(file -> file.endsWith("Store.class") && !file.contains("$"))
                        .map(file -> file.substring(0, file.length() - ".class".length())
                                .replace('/', '.'))
                        .sorted()
                        .toList();
                var found = new ArrayList<Class<?>>();
                for (var name : names) {
                    found.add(Class.forName(name));
                }
                return found;
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(Class<?> store) {
        return store.getName().substring("io.miscord.persistence.".length());
    }

    private static boolean sameStore(String one, String other) {
        return one.substring(0, one.lastIndexOf('.')).equals(other.substring(0, other.lastIndexOf('.')));
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
