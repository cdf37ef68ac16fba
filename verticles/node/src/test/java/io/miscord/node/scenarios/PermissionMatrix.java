package io.miscord.node.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code permissions.csv}: what each operation answers to each kind of person. */
final class PermissionMatrix {
    /** The kinds of people, in the order of the columns. */
    static final List<String> PEOPLE = List.of(
            "anonymous",
            "stranger",
            "banned",
            "muted",
            "member",
            "hidden",
            "muted-moderator",
            "moderator",
            "admin",
            "owner");

    /** What stands where a request has succeeded. */
    static final String OK = "ok";

    private static final String SEPARATOR = ";";
    private static final String RESOURCE = "/permissions.csv";

    private PermissionMatrix() {}

    /**
     * A row.
     *
     * @param name the operation's id, perhaps with a variant after a space
     * @param request what is asked: a query that begins with a question mark, then a body; each may be missing
     * @param cells for each kind of person {@link #OK} or the name of the refusal
     */
    record Row(String name, String request, List<String> cells) {
        /** The operation's id. */
        String operation() {
            return name.split(" ", 2)[0];
        }

        /** What follows it: nothing, or how this row differs from the operation's first. */
        String variant() {
            return name.substring(operation().length()).strip();
        }

        /** The query with its question mark, or nothing. */
        String query() {
            return request.startsWith("?") ? request.split(" ", 2)[0] : "";
        }

        /** The body, or nothing. */
        String body() {
            return request.substring(query().length()).strip();
        }

        /** The same row with other cells. */
        Row with(List<String> others) {
            return new Row(name, request, others);
        }

        @Override
        public String toString() {
            return Stream.concat(Stream.of(name, request), cells.stream())
                    .reduce((left, right) -> left + SEPARATOR + right)
                    .orElseThrow();
        }
    }

    /** The rows as they are written down. */
    static List<Row> rows() {
        try (var in = Objects.requireNonNull(PermissionMatrix.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(PermissionMatrix::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes rows for somebody to look at. */
    static void write(Path file, List<Row> rows) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, rows.stream().map(Row::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        var parts = Arrays.asList(line.split(SEPARATOR, -1));
        return new Row(parts.getFirst(), parts.get(1), parts.subList(2, parts.size()));
    }
}
