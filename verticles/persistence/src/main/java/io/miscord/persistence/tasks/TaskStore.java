package io.miscord.persistence.tasks;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ServerId;
import io.miscord.contract.Task;
import io.miscord.contract.TaskId;
import io.miscord.contract.TaskKind;
import io.miscord.contract.TaskStatus;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements about tasks. All times are this database's, so that nodes need not agree on theirs. */
final class TaskStore {
    private static final String COLUMNS = """
             t.id, t.kind, t.status, t.channel_id, t.created_by, t.processed_items, t.total_items, t.checkpoint,
             t.error, t.file_key, t.file_size, t.fence, t.attempts, t.created_at, t.started_at, t.finished_at,
             t.expires_at, t.upload_key
            """;

    /** A newer release may have stored others: they are for its nodes alone. */
    private static final String KNOWN = Arrays.stream(TaskKind.values())
            .map(kind -> "'" + name(kind) + "'")
            .collect(Collectors.joining(", ", "kind IN (", ")"));

    private static final String UNTIL = " clock_timestamp() + $%d * interval '1 millisecond'";

    private static final String INSERT = """
            INSERT INTO tasks AS t (id, kind, channel_id, created_by, due_at)
            VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN now() END)
            ON CONFLICT (kind) WHERE kind = 'purge' AND status IN ('queued', 'running') DO NOTHING
            RETURNING""" + COLUMNS;

    /**
     * One that is open already goes back as far as this one would, and begins there anew: whoever works on it has lost
     * it.
     */
    private static final String PUT_REMOVAL = """
            INSERT INTO tasks AS t (id, kind, server_id, about_id, checkpoint, due_at)
            VALUES ($1, 'removal', $2, $3, $4, now())
                ON CONFLICT (server_id, about_id) WHERE kind = 'removal' AND status IN ('queued', 'running') DO UPDATE
               SET status = 'queued', due_at = now(), node = NULL, leased_until = NULL,
                   checkpoint = jsonb_set(t.checkpoint::jsonb, '{after}', to_jsonb(
                       least((t.checkpoint::jsonb ->> 'after')::uuid, (excluded.checkpoint::jsonb ->> 'after')::uuid)))
            RETURNING""" + COLUMNS;

    /** One start of a person at a time, so that each sees the others. */
    private static final String ONE_AT_A_TIME = "SELECT operator FROM users WHERE id = $1 FOR NO KEY UPDATE";

    private static final String OPEN =
            "SELECT count(*) FROM tasks WHERE created_by = $1 AND status IN ('queued', 'running')";

    private static final String OPERATOR = "SELECT operator FROM users WHERE id = $1";

    private static final String GET = "SELECT" + COLUMNS + " FROM tasks t WHERE t.id = $1 AND t." + KNOWN;

    private static final String DELETED_IN = "SELECT server_id FROM channels WHERE id = $1 AND deleted_at IS NOT NULL";

    private static final String OWN = "SELECT" + COLUMNS + """
              FROM tasks t WHERE t.created_by = $1 AND t.id < $2 AND t.%s ORDER BY t.id DESC LIMIT $3
            """.formatted(KNOWN);

    private static final String ALL = "SELECT" + COLUMNS + """
              FROM tasks t WHERE t.id < $1 AND t.%s ORDER BY t.id DESC LIMIT $2
            """.formatted(KNOWN);

    private static final String UPLOADED = """
            UPDATE tasks t SET due_at = coalesce(t.due_at, now()), upload_key = $2
             WHERE t.id = $1 AND (t.status = 'queued' AND t.due_at IS NULL OR t.upload_key = $2)
            """;

    private static final String CANCEL = """
            UPDATE tasks t SET status = 'cancelled', finished_at = now(), node = NULL, leased_until = NULL
             WHERE t.id = $1 AND t.status IN ('queued', 'running')
            RETURNING""" + COLUMNS;

    private static final String NOT_UPLOADED = """
            UPDATE tasks t SET status = 'cancelled', finished_at = now()
             WHERE t.id = $1 AND t.status = 'queued' AND t.due_at IS NULL
            RETURNING""" + COLUMNS;

    /**
     * A task that waits, or whose node is silent; a node that comes second takes the next one instead of waiting. Of
     * each person one at a time, so that three long ones of somebody keep nobody else waiting; and of each server one
     * removal, so that many bans of a server keep nobody else waiting.
     */
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT id FROM tasks w
                 WHERE status IN ('queued', 'running') AND""" + " " + KNOWN + """

                   AND CASE status WHEN 'queued' THEN due_at <= clock_timestamp()
                                   ELSE leased_until < clock_timestamp() END
                   AND (kind <> 'import' OR $3)
                   AND NOT EXISTS (SELECT FROM tasks r
                                    WHERE r.created_by = w.created_by AND r.status = 'running'
                                      AND r.leased_until >= clock_timestamp())
                   AND (kind <> 'removal'
                        OR NOT EXISTS (SELECT FROM tasks r
                                        WHERE r.kind = 'removal' AND r.server_id = w.server_id
                                          AND r.status = 'running' AND r.leased_until >= clock_timestamp()))
                 ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            UPDATE tasks t
               SET status = 'running', node = $1, fence = t.fence + 1, attempts = t.attempts + 1,
                   started_at = coalesce(t.started_at, now()), leased_until =""" + UNTIL.formatted(2) + """

              FROM due WHERE t.id = due.id
            RETURNING""" + COLUMNS;

    private static final String HELD = " WHERE t.id = $1 AND t.fence = $2 AND t.status = 'running'";

    private static final String RENEW = "UPDATE tasks t SET leased_until =" + UNTIL.formatted(3) + HELD;

    private static final String SAVE = """
            UPDATE tasks t
               SET checkpoint = $3, processed_items = $4, total_items = $5,
                   attempts = CASE WHEN t.checkpoint IS DISTINCT FROM $3 THEN 0 ELSE t.attempts END,
                   leased_until =""" + UNTIL.formatted(6) + HELD + " RETURNING" + COLUMNS;

    private static final String FINISH = """
            UPDATE tasks t
               SET status = $3, error = $4, file_key = $5, file_size = $6, finished_at = now(),
                   expires_at = now() + $7 * interval '1 millisecond', checkpoint = NULL, node = NULL,
                   leased_until = NULL
            """ + HELD + " RETURNING" + COLUMNS;

    /** Of the files of a person, all but the newest. */
    private static final String FILES_OVER = """
            UPDATE tasks t SET expires_at = now()
             WHERE t.id IN (SELECT id FROM tasks
                             WHERE created_by = $1 AND file_key IS NOT NULL ORDER BY id DESC OFFSET $2)
               AND t.expires_at > now()
            """;

    private static final String PUT_OFF =
            "UPDATE tasks t SET status = 'queued', node = NULL, leased_until = NULL, due_at =" + UNTIL.formatted(3)
                    + HELD + " RETURNING" + COLUMNS;

    private static final String LATE_UPLOADS = """
            UPDATE tasks t SET status = 'failed', error = $2, finished_at = now()
             WHERE t.status = 'queued' AND t.due_at IS NULL
               AND t.created_at < now() - $1 * interval '1 millisecond'
            RETURNING""" + COLUMNS;

    private static final String EXPIRE = """
            UPDATE tasks t SET file_key = NULL, file_size = NULL
             WHERE t.id IN (SELECT id FROM tasks
                             WHERE finished_at IS NOT NULL AND file_key IS NOT NULL AND expires_at < now() LIMIT $1)
            RETURNING t.id
            """;

    private static final String FORGET = """
            DELETE FROM tasks t
             WHERE t.id IN (SELECT id FROM tasks WHERE finished_at < now() - $1 * interval '1 millisecond' LIMIT $2)
            RETURNING t.id
            """;

    /**
     * A task as the node has it that took it.
     *
     * @param fence what it was taken with
     * @param attempts how often it was taken since it came forward, this time included
     * @param checkpoint how far it was, or null at the beginning
     * @param upload where the file is that it reads, or null when it reads none
     */
    record Held(
            Task task,
            long fence,
            int attempts,
            @Nullable String checkpoint,
            @Nullable String upload) {}

    /** A new task; none when it is a purge and there is one already. */
    Optional<Task> insert(
            Queries queries, TaskId id, TaskKind kind, @Nullable ChannelId channel, @Nullable UserId by, boolean due) {
        return queries.first(
                TaskStore::task,
                INSERT,
                id.value(),
                name(kind),
                channel == null ? null : channel.value(),
                by == null ? null : by.value(),
                due);
    }

    /** A removal, which is the instance's own: a new one, or the one that is open. */
    Task putRemoval(Queries queries, TaskId id, Removal.Progress order) {
        return queries.first(
                        TaskStore::task,
                        PUT_REMOVAL,
                        id.value(),
                        order.server().value(),
                        order.author().value(),
                        Json.text(order))
                .orElseThrow();
    }

    /** How many tasks of a person are under way; nobody else starts one of theirs until the commit. */
    long open(Queries queries, UserId user) {
        queries.run(ONE_AT_A_TIME, user.value());
        return queries.first(row -> row.getLong(0), OPEN, user.value()).orElse(0L);
    }

    boolean isOperator(Queries queries, UserId user) {
        return queries.first(row -> row.getBoolean("operator"), OPERATOR, user.value())
                .orElse(false);
    }

    Optional<Task> get(Queries queries, TaskId id) {
        return queries.first(TaskStore::task, GET, id.value());
    }

    /** Where a task's file is; none when it has none any more. */
    Optional<String> file(Queries queries, TaskId id) {
        return queries.first(row -> Optional.ofNullable(Rows.textOrNull(row, "file_key")), GET, id.value())
                .flatMap(key -> key);
    }

    /** The server of a channel that was deleted; none for one that is there. */
    Optional<ServerId> deletedIn(Queries queries, ChannelId channel) {
        return queries.first(row -> new ServerId(row.getUUID("server_id")), DELETED_IN, channel.value());
    }

    List<Task> own(Queries queries, UserId user, @Nullable UUID before, int limit) {
        return tasks(queries, OWN, user.value(), Objects.requireNonNullElse(before, Cursor.LAST), limit);
    }

    List<Task> all(Queries queries, @Nullable UUID before, int limit) {
        return tasks(queries, ALL, Objects.requireNonNullElse(before, Cursor.LAST), limit);
    }

    /** Whether this is the file that the import reads; not when another came first, or it has ended. */
    boolean uploaded(Queries queries, TaskId id, String key) {
        return queries.change(UPLOADED, id.value(), key) > 0;
    }

    Optional<Task> cancel(Queries queries, TaskId id) {
        return queries.first(TaskStore::task, CANCEL, id.value());
    }

    /** Ends an import whose file did not come; none when it came, or it has ended. */
    Optional<Task> notUploaded(Queries queries, TaskId id) {
        return queries.first(TaskStore::task, NOT_UPLOADED, id.value());
    }

    /** Takes the task that waits longest; an import only when this node has room for imports. */
    Optional<Held> claim(Queries queries, String node, Duration lease, boolean imports) {
        return queries.first(TaskStore::held, CLAIM, node, millis(lease), imports);
    }

    /** Whether it is still this node's. */
    boolean renew(Queries queries, Held held, Duration lease) {
        return queries.change(RENEW, held.task().id().value(), held.fence(), millis(lease)) > 0;
    }

    /** None when it is not this node's any more. */
    Optional<Task> save(Queries queries, Held held, String checkpoint, long processed, long total, Duration lease) {
        return queries.first(
                TaskStore::task,
                SAVE,
                held.task().id().value(),
                held.fence(),
                checkpoint,
                processed,
                total,
                millis(lease));
    }

    /** None when it is not this node's any more. */
    Optional<Task> finish(
            Queries queries,
            Held held,
            TaskStatus status,
            @Nullable String error,
            @Nullable String key,
            @Nullable Long size,
            Duration kept) {
        return queries.first(
                TaskStore::task,
                FINISH,
                held.task().id().value(),
                held.fence(),
                status.name().toLowerCase(Locale.ROOT),
                error,
                key,
                size,
                millis(kept));
    }

    /** Only so many files of a person are kept: older ones are to go with the next {@link #expire}. */
    void keepFiles(Queries queries, UserId user, int most) {
        queries.change(FILES_OVER, user.value(), most);
    }

    /** Gives it back, to be taken after a while. */
    Optional<Task> putOff(Queries queries, Held held, Duration until) {
        return queries.first(TaskStore::task, PUT_OFF, held.task().id().value(), held.fence(), millis(until));
    }

    List<Task> failLateUploads(Queries queries, Duration time, String error) {
        return tasks(queries, LATE_UPLOADS, millis(time), error);
    }

    List<TaskId> expire(Queries queries, int limit) {
        return ids(queries, EXPIRE, limit);
    }

    List<TaskId> forget(Queries queries, Duration keep, int limit) {
        return ids(queries, FORGET, millis(keep), limit);
    }

    private static List<Task> tasks(Queries queries, String sql, @Nullable Object... parameters) {
        var tasks = new ArrayList<Task>();
        queries.run(sql, parameters).forEach(row -> tasks.add(task(row)));
        return tasks;
    }

    private static List<TaskId> ids(Queries queries, String sql, @Nullable Object... parameters) {
        var ids = new ArrayList<TaskId>();
        queries.run(sql, parameters).forEach(row -> ids.add(new TaskId(row.getUUID("id"))));
        return ids;
    }

    private static Held held(Row row) {
        return new Held(
                task(row),
                row.getLong("fence"),
                row.getInteger("attempts"),
                Rows.textOrNull(row, "checkpoint"),
                Rows.textOrNull(row, "upload_key"));
    }

    private static Task task(Row row) {
        var status = TaskStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        var channel = Rows.idOrNull(row, "channel_id");
        var by = Rows.idOrNull(row, "created_by");
        long processed = row.getLong("processed_items");
        long total = row.getLong("total_items");
        var file = Rows.textOrNull(row, "file_key");
        return new Task(
                new TaskId(row.getUUID("id")),
                TaskKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                status,
                progress(status, processed, total),
                processed,
                total,
                channel == null ? null : new ChannelId(channel),
                by == null ? null : new UserId(by),
                Rows.time(row, "created_at"),
                Rows.timeOrNull(row, "started_at"),
                Rows.timeOrNull(row, "finished_at"),
                Rows.textOrNull(row, "error"),
                file == null ? null : new Task.Result(null, row.getLong("file_size"), Rows.time(row, "expires_at")));
    }

    /** A hundred means done, and nothing else does. */
    static int progress(TaskStatus status, long processed, long total) {
        if (status == TaskStatus.DONE) {
            return 100;
        }
        return total <= 0 ? 0 : Math.clamp(processed * 100 / total, 0, 99);
    }

    private static String name(TaskKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static double millis(Duration duration) {
        return duration.toMillis();
    }
}
