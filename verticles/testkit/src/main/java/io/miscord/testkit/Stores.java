package io.miscord.testkit;

import io.miscord.platform.embedded.Endpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one test class has for itself of the {@link RealServers}: an empty database in PostgreSQL and a numbered one in
 * Redis. The product makes its own tables.
 *
 * @param postgres the database, and the account that owns it
 * @param redis the numbered database
 */
public record Stores(Endpoint postgres, Endpoint redis) {
    /** The key {@code database.url}. */
    public String databaseUrl() {
        return "postgresql://%s:%d/%s".formatted(postgres.host(), postgres.port(), postgres.database());
    }

    /** The key {@code redis.url}. */
    public String redisUrl() {
        return "redis://%s:%d/%s".formatted(redis.host(), redis.port(), redis.database());
    }

    /** The settings of a node that uses these stores, as {@code KEY=VALUE}. */
    public List<String> settings() {
        return List.of(
                "database.url=" + databaseUrl(),
                "database.user=" + postgres.user(),
                "database.password=" + postgres.password().reveal(),
                "redis.url=" + redisUrl(),
                "redis.user=" + redis.user(),
                "redis.password=" + redis.password().reveal());
    }

    /** Runs a query and answers the first column of each row as text. {@code ?} stand for the arguments. */
    public List<String> query(String sql, Object... arguments) {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }

    /** Runs a statement. */
    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + databaseUrl(), postgres.user(), postgres.password().reveal());
    }
}
