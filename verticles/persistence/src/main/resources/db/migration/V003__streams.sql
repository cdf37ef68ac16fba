-- Streams: what is ordered, permitted and resumed together; and the versions of who may see what.

-- A server or a conversation. The version rises with every change of who may see what there. Whoever relies on it
-- holds the domain's advisory lock shared, whoever raises it holds it alone: that queue is fair, where row locks let
-- a steady flow of readers starve the one who changes, and it writes nothing.
CREATE TABLE access_versions (
    domain_id uuid PRIMARY KEY,
    version   bigint NOT NULL
) WITH (fillfactor = 50);

-- The counter, the lock and the fence of a stream. Nothing else is indexed here, so that an update stays in its page.
-- last_message_seq is the seq of a channel's last message: edits and reactions make nothing unread.
CREATE TABLE stream_heads (
    stream_id        uuid PRIMARY KEY,
    last_seq         bigint NOT NULL DEFAULT 0,
    last_message_seq bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);

-- The log that replays are made from. payload is the event's data, or null where the subject alone can rebuild it;
-- of a message:new it is what the message does not keep. A replay never shows text that was changed or deleted since.
CREATE TABLE stream_events (
    stream_id      uuid NOT NULL,
    seq            bigint NOT NULL,
    kind           text NOT NULL,
    subject_id     uuid,
    domain_id      uuid NOT NULL,
    access_version bigint NOT NULL,
    payload        text,
    created_at     timestamptz(3) NOT NULL,
    PRIMARY KEY (stream_id, seq)
);

-- Numbers and stores events; a row of the answer for each, in order. The heads are the last locks of a transaction,
-- taken together and in id order. A later statement than the one that waits for them sees what others committed.
CREATE FUNCTION append_events(
    p_stream uuid[], p_kind text[], p_subject uuid[], p_domain uuid[], p_payload text[])
RETURNS TABLE (seq bigint, access_version bigint)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    stamp timestamptz;
BEGIN
    PERFORM FROM stream_heads h WHERE h.stream_id = ANY (p_stream) ORDER BY h.stream_id FOR NO KEY UPDATE;
    stamp := clock_timestamp();
    RETURN QUERY
    WITH given AS MATERIALIZED (
        SELECT g.*,
               row_number() OVER (PARTITION BY g.stream_id ORDER BY g.ord) AS k,
               coalesce((SELECT v.version FROM access_versions v WHERE v.domain_id = g.domain_id), 0) AS version
          FROM unnest(p_stream, p_kind, p_subject, p_domain, p_payload)
               WITH ORDINALITY AS g (stream_id, kind, subject_id, domain_id, payload, ord)),
    moved AS (
        UPDATE stream_heads h
           SET last_seq = h.last_seq + c.n
          FROM (SELECT g.stream_id, count(*) AS n FROM given g GROUP BY g.stream_id) c
         WHERE h.stream_id = c.stream_id
        RETURNING h.stream_id, h.last_seq - c.n AS base),
    placed AS MATERIALIZED (
        SELECT g.*, m.base + g.k AS seq FROM given g JOIN moved m ON m.stream_id = g.stream_id),
    stored AS (
        INSERT INTO stream_events
               (stream_id, seq, kind, subject_id, domain_id, access_version, payload, created_at)
        SELECT p.stream_id, p.seq, p.kind, p.subject_id, p.domain_id, p.version, p.payload, stamp
          FROM placed p)
    SELECT p.seq, p.version FROM placed p ORDER BY p.ord;
END $$;
