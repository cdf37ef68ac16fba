package io.miscord.testkit.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Reads the embedded PostgreSQL of a data directory, over a connection of its own. Blocks. */
final class Dump implements AutoCloseable {
    private static final int ROWS = 5_000;
    private static final String MESSAGES = """
            SELECT m.channel_id::text, m.seq, m.id::text, m.user_id::text, m.content, m.deleted_at IS NOT NULL,
                   coalesce(n.nonce, '')
              FROM messages m LEFT JOIN message_nonces n ON n.message_id = m.id
            """;
    private static final String EVENTS =
            "SELECT stream_id::text, seq, kind, coalesce(subject_id::text, '') FROM stream_events";
    private static final String HEADS = "SELECT stream_id::text, last_seq FROM stream_heads";

    private final Connection connection;

    private interface Taker {
        void row(ResultSet row) throws SQLException;
    }

    /** Connects to the PostgreSQL of this data directory. */
    Dump(Path data) {
        try {
            var port = Files.readString(data.resolve("ports/postgres")).strip();
            var password = Files.readString(data.resolve("secrets/postgres")).strip();
            connection = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/miscord", "miscord", password);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL cannot be reached", e);
        }
    }

    /** The last seq of each stream, by short names. */
    Map<String, Long> heads(World world) {
        var heads = new HashMap<String, Long>();
        query(HEADS, row -> heads.put(world.name(row.getString(1)), row.getLong(2)));
        end();
        return heads;
    }

    /** Everything, as it was at one moment: what is committed late is in all of it or in none. */
    Stored stored(World world) {
        var stored = new Stored();
        query(MESSAGES, row -> stored.message(world.name(row.getString(1)), message(world, row)));
        query(
                EVENTS,
                row -> stored.event(
                        world.name(row.getString(1)),
                        new Stored.Event(row.getLong(2), row.getString(3).intern(), row.getString(4))));
        heads(world).forEach(stored::head);
        return stored.sorted();
    }

    private static Stored.Row message(World world, ResultSet row) throws SQLException {
        var text = row.getString(5);
        boolean deleted = row.getBoolean(6);
        var nonce = deleted ? row.getString(7) : Text.nonce(text);
        var content = deleted
                ? Stored.Content.DELETED
                : text.equals(Text.of(nonce))
                        ? Stored.Content.AS_SENT
                        : text.equals(Text.edited(nonce)) ? Stored.Content.EDITED : Stored.Content.ALTERED;
        return new Stored.Row(row.getString(3), row.getLong(2), world.name(row.getString(4)), nonce, content);
    }

    private void query(String sql, Taker taker) {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.row(rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The next query sees what was committed meanwhile. */
    private void end() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
