package io.miscord.persistence.sql;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Author;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Hint;
import io.miscord.contract.Message;
import io.miscord.contract.MessageId;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.contract.UserId;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transaction at work. Locks are taken in this order, so that no two transactions wait for each other: access
 * domains, then rows, then the heads of the streams that were emitted to, which happens at the very end.
 *
 * <p>Used by one virtual thread. What was emitted leaves with the commit, or not at all.
 */
public final class Tx implements Queries {
    /** Shared: the version that is read now stays until the commit. */
    private static final String KEEP_ACCESS = "SELECT pg_advisory_xact_lock_shared(uuid_hash_extended($1, 0))";

    private static final String CHANGE_ACCESS = "SELECT pg_advisory_xact_lock(uuid_hash_extended($1, 0))";

    private static final String RAISE = """
            INSERT INTO access_versions AS v (domain_id, version) VALUES ($1, 1)
                ON CONFLICT (domain_id) DO UPDATE SET version = v.version + 1
            RETURNING version
            """;

    private static final String OPEN_STREAMS = "INSERT INTO stream_heads (stream_id) SELECT unnest($1::uuid[])";

    private static final String APPEND = """
            SELECT seq, access_version, created_at, last_message_seq
              FROM append_events($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String AUTHOR = "SELECT username, display_name, avatar_url FROM users WHERE id = $1";

    private final Queries connection;
    private final List<Emitted> emitted = new ArrayList<>();
    private final List<EphemeralEvent> told = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final Set<AccessDomain> changing = new HashSet<>();
    private final Consumer<UUID> turns;

    /**
     * A transaction that has begun.
     *
     * @param turns is told what is going to be changed by one at a time; what it throws ends the transaction
     */
    Tx(Queries connection, Consumer<UUID> turns) {
        this.connection = connection;
        this.turns = turns;
    }

    @Override
    public RowSet<Row> run(String sql, @Nullable Object... parameters) {
        return connection.run(sql, parameters);
    }

    /** From now to the commit nobody changes who may see what in this server or conversation. */
    public void keepAccess(AccessDomain domain) {
        run(KEEP_ACCESS, domain.value());
    }

    /**
     * From now to the commit nobody else changes or relies on who may see what there. To be called before anything in
     * the transaction has relied on it.
     */
    public void changeAccess(AccessDomain domain) {
        turns.accept(domain.value());
        run(CHANGE_ACCESS, domain.value());
        changing.add(domain);
    }

    /** Raises the access version, after {@link #changeAccess} or for a new domain, and returns the new one. */
    public long raiseAccess(AccessDomain domain) {
        if (!changing.contains(domain)) {
            throw new IllegalStateException("access is raised without being locked");
        }
        return run(RAISE, domain.value()).iterator().next().getLong(0);
    }

    /** Makes new streams, with nothing in them. */
    public void openStreams(List<StreamId> streams) {
        run(OPEN_STREAMS, (Object) streams.stream().map(StreamId::value).toArray(UUID[]::new));
    }

    /**
     * Stores an event with the commit, and announces it after.
     *
     * @param domain whose permissions decide who may see it
     * @param subject what it is about, where a replay is made from that rather than from what was said then
     */
    public Emitted emit(StreamId stream, AccessDomain domain, DurableEvent event, @Nullable UUID subject) {
        return emit(new Emitted(stream, domain, event, subject, null));
    }

    /**
     * Stores a message that tells of an act with the act itself, and announces it after. The access domain is locked
     * already, as for every event.
     *
     * @param author who did it, an account that is there
     */
    public Emitted post(ChannelId channel, AccessDomain domain, UserId author, SystemMessage what) {
        var by = first(row -> author(row, author), AUTHOR, author.value()).orElseThrow();
        var message = Message.system(new MessageId(UuidV7.next()), channel, by, what);
        var event = new ChannelEvent.MessageNew(channel, message);
        return emit(
                new Emitted(StreamId.of(channel), domain, event, message.id().value(), what));
    }

    /** Announces something after the commit that is not stored. */
    public void tell(EphemeralEvent event) {
        told.add(event);
    }

    /** Does something after the commit that may fail to be done, such as when the node dies; it must not wait. */
    public void afterwards(Runnable work) {
        afterwards.add(work);
    }

    /** The commit is there. */
    void committed() {
        afterwards.forEach(Runnable::run);
    }

    /** Numbers and stores what was emitted: the last thing before the commit. */
    void store() {
        if (emitted.isEmpty()) {
            return;
        }
        int i = 0;
        for (var row : run(APPEND, columns())) {
            emitted.get(i++)
                    .place(
                            row.getLong("seq"),
                            row.getLong("access_version"),
                            Rows.time(row, "created_at"),
                            row.getLong("last_message_seq"));
        }
        if (i != emitted.size()) {
            throw new IllegalStateException("an event was emitted to a stream that is not there");
        }
    }

    private @Nullable Object[] columns() {
        int n = emitted.size();
        var streams = new UUID[n];
        var kinds = new String[n];
        var subjects = new @Nullable UUID[n];
        var domains = new UUID[n];
        var payloads = new @Nullable String[n];
        var authors = new @Nullable UUID[n];
        var posted = new @Nullable String[n];
        for (int i = 0; i < n; i++) {
            var next = emitted.get(i);
            streams[i] = next.stream().value();
            kinds[i] = next.event().event();
            subjects[i] = next.subject();
            domains[i] = next.domain().value();
            payloads[i] = payload(next.event());
            var what = next.posted();
            if (what != null && next.event() instanceof ChannelEvent.MessageNew told) {
                authors[i] =
                        Objects.requireNonNull(told.message().author()).id().value();
                posted[i] = Json.text(what);
            }
        }
        return new @Nullable Object[] {streams, kinds, subjects, domains, payloads, authors, posted};
    }

    private Emitted emit(Emitted placed) {
        emitted.add(placed);
        return placed;
    }

    /** What to announce once the commit is there, and the new heads. */
    List<Hint> hints(RecentHeads heads, long acceptedAt) {
        var hints = new ArrayList<Hint>(emitted.size() + told.size());
        for (var next : emitted) {
            heads.moved(next.stream(), next.seq());
            hints.add(next.hint(acceptedAt));
        }
        hints.addAll(told);
        return hints;
    }

    private static Author author(Row row, UserId id) {
        return new Author(
                id, row.getString("username"), row.getString("display_name"), Rows.textOrNull(row, "avatar_url"));
    }

    /** Text of messages is never kept in the log: a replay takes it from the message, as it is then. */
    private static @Nullable String payload(DurableEvent event) {
        return event instanceof ChannelEvent.MessageUpdated || event instanceof ChannelEvent.MessageNew
                ? null
                : Json.text(event);
    }
}
