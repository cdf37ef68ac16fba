-- Appending for communities: what a message calls, how fast one may write, and which message of a channel is the last.
-- Both functions are new beside those of the same name, which the nodes of the release before go on calling.

-- Stores a group of messages in one commit; a row of the answer for each, by its place in the arrays (from 1):
--   stored     with the seq that it took
--   duplicate  its nonce is known: id and seq of the first one
--   stale      what its sender may do has changed since p_version: nothing was stored, look it up again
--   slow       its sender has to wait so many seconds (wait) before writing here again: nothing was stored
-- p_slow is the channel's slow mode in seconds, 0 for whoever is not bound by it. p_target are the roles, and by the
-- server's id everybody, that a message calls: whoever sends has found out under p_version that it may call them.
-- p_again says that these very ids were tried before and that nobody knows how it ended: one that is there already
-- is a duplicate of itself, and comes with the mentions that it has. What is there is never stale, whatever changed
-- since: who is told to look again would store it a second time.
-- Steps are statements of their own, since a statement sees only what was committed before it began: whoever waited
-- for a lock must look afterwards, or two repeats of one nonce would both find it unknown. What most messages do not
-- need is not in the statement that all of them take: each table that it could write costs it some 4 % of its time
-- even where it writes nothing there.
CREATE FUNCTION append_messages(
    p_id uuid[], p_channel uuid[], p_domain uuid[], p_version bigint[], p_author uuid[], p_nonce text[],
    p_content text[], p_reply_to uuid[], p_mention_ord bigint[], p_mention_user uuid[],
    p_flags integer[], p_slow integer[], p_target_ord bigint[], p_target uuid[], p_again boolean)
RETURNS TABLE (
    ord bigint, status text, id uuid, seq bigint, created_at timestamptz, username text, display_name text,
    avatar_url text, mentions uuid[], wait integer)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    stamp timestamptz;
    today integer;
    rests integer[] := '{}';
BEGIN
    -- (1) No access version moves from here to the commit.
    PERFORM pg_advisory_xact_lock_shared(d.key)
       FROM (SELECT DISTINCT uuid_hash_extended(u.id, 0) AS key FROM unnest(p_domain) AS u (id) ORDER BY 1) d;
    -- (2) No other transaction numbers these streams from here to the commit.
    PERFORM FROM stream_heads h WHERE h.stream_id = ANY (p_channel) ORDER BY h.stream_id FOR NO KEY UPDATE;
    -- (3) The clock is read under the locks: times never run against seq, as far as the clock does not.
    stamp := date_trunc('milliseconds', clock_timestamp());
    today := floor(extract(epoch FROM stamp) / 86400)::integer;
    -- (4) How long who is bound by a slow mode has to wait. The head's lock is held: nobody else writes here meanwhile.
    --     A clock set back makes nobody wait longer.
    IF 0 < ANY (p_slow) THEN
        rests := ARRAY (
            SELECT coalesce((SELECT least(g.slow, ceil(extract(epoch FROM m.sent_at - stamp) + g.slow)::integer)
                               FROM slow_marks m
                              WHERE g.slow > 0 AND m.channel_id = g.channel_id AND m.user_id = g.author_id), 0)
              FROM unnest(p_channel, p_author, p_slow) WITH ORDINALITY AS g (channel_id, author_id, slow, ord)
             ORDER BY g.ord);
    END IF;
    -- (5) Versions and nonces are looked up, and all is stored, as the locks found it.
    RETURN QUERY
    WITH given AS MATERIALIZED (
        SELECT g.*,
               coalesce((SELECT v.version FROM access_versions v WHERE v.domain_id = g.domain_id), -1) = g.version
               AND EXISTS (SELECT FROM stream_heads h WHERE h.stream_id = g.channel_id) AS current
          FROM unnest(p_id, p_channel, p_domain, p_version, p_author, p_nonce, p_content, p_reply_to, p_flags, p_slow)
               WITH ORDINALITY AS g (id, channel_id, domain_id, version, author_id, nonce, content, reply_to, flags,
                                     slow, ord)),
    led AS MATERIALIZED (
        SELECT g.*,
               CASE WHEN g.nonce IS NULL THEN g.ord
                    ELSE min(g.ord) OVER (PARTITION BY g.channel_id, g.author_id, g.nonce) END AS leader
          FROM given g
         WHERE g.current),
    known AS MATERIALIZED (
        SELECT g.ord, m.id, m.seq, m.created_at
          FROM given g,
               LATERAL (SELECT n.message_id
                          FROM message_nonces n
                         WHERE n.slot IN ((today % 4)::smallint, ((today + 3) % 4)::smallint)
                           AND n.day >= today - 1
                           AND n.channel_id = g.channel_id AND n.author_id = g.author_id AND n.nonce = g.nonce
                         LIMIT 1) f,
               LATERAL (SELECT o.id, o.seq, o.created_at FROM messages o WHERE o.id = f.message_id LIMIT 1) m
         WHERE g.nonce IS NOT NULL
         UNION ALL
        SELECT g.ord, m.id, m.seq, m.created_at
          FROM given g,
               LATERAL (SELECT o.id, o.seq, o.created_at FROM messages o WHERE o.id = g.id LIMIT 1) m
         WHERE p_again AND g.nonce IS NULL),
    paced AS MATERIALIZED (
        SELECT l.*,
               CASE WHEN l.slow = 0 THEN 0
                    WHEN rests[l.ord] > 0 THEN rests[l.ord]
                    WHEN row_number() OVER (PARTITION BY l.channel_id, l.author_id ORDER BY l.ord) > 1 THEN l.slow
                    ELSE 0 END AS wait
          FROM led l
         WHERE l.ord = l.leader AND NOT EXISTS (SELECT FROM known o WHERE o.ord = l.ord)),
    fresh AS MATERIALIZED (
        SELECT p.*, row_number() OVER (PARTITION BY p.channel_id ORDER BY p.ord) AS k FROM paced p WHERE p.wait = 0),
    moved AS (
        UPDATE stream_heads h
           SET last_seq = h.last_seq + c.n, last_message_seq = h.last_seq + c.n
          FROM (SELECT f.channel_id, count(*) AS n FROM fresh f GROUP BY f.channel_id) c
         WHERE h.stream_id = c.channel_id
        RETURNING h.stream_id, h.last_seq - c.n AS base),
    placed AS MATERIALIZED (
        SELECT f.*, m.base + f.k AS seq FROM fresh f JOIN moved m ON m.stream_id = f.channel_id),
    named AS MATERIALIZED (
        SELECT DISTINCT p.ord, p.id, t.user_id
          FROM unnest(p_mention_ord, p_mention_user) AS t (ord, user_id)
          JOIN placed p ON p.ord = t.ord
         WHERE EXISTS (SELECT FROM members m WHERE m.server_id = p.domain_id AND m.user_id = t.user_id)
            OR EXISTS (SELECT FROM dm_participants d
                        WHERE d.conversation_id = p.domain_id AND d.user_id = t.user_id)),
    stored AS (
        INSERT INTO messages (id, channel_id, seq, user_id, content, flags, reply_to, mention_roles, created_at)
        SELECT p.id, p.channel_id, p.seq, p.author_id, p.content, p.flags, p.reply_to,
               CASE WHEN p_target_ord = '{}' THEN '{}'
                    ELSE ARRAY (SELECT DISTINCT t.target_id
                                  FROM unnest(p_target_ord, p_target) AS t (ord, target_id)
                                 WHERE t.ord = p.ord AND t.target_id <> p.domain_id ORDER BY t.target_id) END,
               stamp
          FROM placed p ORDER BY p.channel_id, p.seq),
    logged AS (
        INSERT INTO stream_events
               (stream_id, seq, kind, subject_id, domain_id, access_version, payload, created_at)
        SELECT p.channel_id, p.seq, 'message:new', p.id, p.domain_id, p.version,
               CASE WHEN p.nonce IS NOT NULL THEN json_build_object('nonce', p.nonce)::text END, stamp
          FROM placed p ORDER BY p.channel_id, p.seq),
    remembered AS (
        INSERT INTO message_nonces (slot, day, channel_id, author_id, nonce, message_id, seq)
        SELECT today % 4, today, p.channel_id, p.author_id, p.nonce, p.id, p.seq
          FROM placed p WHERE p.nonce IS NOT NULL),
    mentioned AS (
        INSERT INTO mentions (message_id, user_id) SELECT n.id, n.user_id FROM named n)
    SELECT g.ord,
           CASE WHEN o.ord IS NOT NULL THEN 'duplicate'
                WHEN NOT g.current THEN 'stale'
                WHEN w.wait > 0 THEN 'slow'
                WHEN l.leader <> l.ord THEN 'duplicate'
                ELSE 'stored' END,
           coalesce(o.id, p.id),
           coalesce(o.seq, p.seq),
           coalesce(o.created_at, stamp),
           u.username,
           u.display_name,
           u.avatar_url,
           CASE WHEN p_mention_ord = '{}' THEN NULL
                WHEN o.id = g.id THEN (SELECT array_agg(n.user_id ORDER BY n.user_id)
                                         FROM mentions n WHERE n.message_id = g.id)
                ELSE (SELECT array_agg(n.user_id ORDER BY n.user_id) FROM named n WHERE n.ord = g.ord) END,
           coalesce(w.wait, 0)
      FROM given g
      LEFT JOIN led l ON l.ord = g.ord
      LEFT JOIN known o ON o.ord = g.ord
      LEFT JOIN placed p ON p.ord = l.leader
      LEFT JOIN paced w ON w.ord = l.leader
      LEFT JOIN LATERAL (SELECT a.username, a.display_name, a.avatar_url
                           FROM users a WHERE a.id = g.author_id LIMIT 1) u ON true
     ORDER BY g.ord;
    -- (6) What goes with those that were stored just now, and not by a try before.
    IF 0 < ANY (p_slow) THEN
        INSERT INTO slow_marks (channel_id, user_id, sent_at)
        SELECT DISTINCT m.channel_id, m.user_id, stamp
          FROM unnest(p_id, p_slow) AS g (id, slow)
          JOIN messages m ON m.id = g.id AND m.created_at = stamp
         WHERE g.slow > 0
            ON CONFLICT (channel_id, user_id) DO UPDATE SET sent_at = excluded.sent_at;
    END IF;
    IF p_mention_ord <> '{}' OR p_target_ord <> '{}' THEN
        INSERT INTO mention_marks (target_id, channel_id, seq, message_id)
        SELECT t.target_id, m.channel_id, m.seq, m.id
          FROM (SELECT n.message_id, n.user_id FROM mentions n WHERE n.message_id = ANY (p_id)
                 UNION
                SELECT p_id[c.ord], c.target_id FROM unnest(p_target_ord, p_target) AS c (ord, target_id))
               AS t (id, target_id)
          JOIN messages m ON m.id = t.id AND m.created_at = stamp AND m.deleted_at IS NULL
            ON CONFLICT DO NOTHING;
    END IF;
    -- Who is answered, named or written to in a conversation has a notification to come.
    IF p_mention_ord <> '{}' OR p_domain && p_channel OR array_remove(p_reply_to, NULL) <> '{}' THEN
        INSERT INTO pending_notices (message_id)
        SELECT m.id
          FROM unnest(p_id, p_domain) AS g (id, domain_id)
          JOIN messages m ON m.id = g.id AND m.created_at = stamp AND m.deleted_at IS NULL
         WHERE m.reply_to IS NOT NULL OR g.domain_id = m.channel_id
            OR EXISTS (SELECT FROM mentions n WHERE n.message_id = m.id)
            ON CONFLICT DO NOTHING;
    END IF;
END $$;

-- Numbers and stores events; a row of the answer for each, in order. The heads are the last locks of a transaction,
-- taken together and in id order. A later statement than the one that waits for them sees what others committed.
-- Where p_system is set the event is a message:new, and its message is stored with it: what p_author did.
-- An event that takes messages away carries the seq of the channel's last message that is left, 0 if none is, so that
-- a channel whose unread messages are gone is read again: found under the head's lock, with all that others took away.
CREATE FUNCTION append_events(
    p_stream uuid[], p_kind text[], p_subject uuid[], p_domain uuid[], p_payload text[], p_author uuid[],
    p_system text[])
RETURNS TABLE (seq bigint, access_version bigint, created_at timestamptz, last_message_seq bigint)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    stamp timestamptz;
BEGIN
    PERFORM FROM stream_heads h WHERE h.stream_id = ANY (p_stream) ORDER BY h.stream_id FOR NO KEY UPDATE;
    stamp := date_trunc('milliseconds', clock_timestamp());
    RETURN QUERY
    WITH given AS MATERIALIZED (
        SELECT g.*,
               row_number() OVER (PARTITION BY g.stream_id ORDER BY g.ord) AS k,
               g.kind IN ('message:deleted', 'messages:deleted') AS deletes,
               coalesce((SELECT v.version FROM access_versions v WHERE v.domain_id = g.domain_id), 0) AS version
          FROM unnest(p_stream, p_kind, p_subject, p_domain, p_payload, p_author, p_system)
               WITH ORDINALITY AS g (stream_id, kind, subject_id, domain_id, payload, author_id, system, ord)),
    moved AS (
        UPDATE stream_heads h
           SET last_seq = h.last_seq + c.n,
               last_message_seq =
                   CASE WHEN c.posted IS NOT NULL THEN h.last_seq + c.posted
                        WHEN c.deletes THEN
                            coalesce((SELECT m.seq FROM messages m
                                       WHERE m.channel_id = h.stream_id AND m.deleted_at IS NULL
                                       ORDER BY m.seq DESC LIMIT 1), 0)
                        ELSE h.last_message_seq END
          FROM (SELECT g.stream_id, count(*) AS n, bool_or(g.deletes) AS deletes,
                       max(g.k) FILTER (WHERE g.system IS NOT NULL) AS posted
                  FROM given g GROUP BY g.stream_id) c
         WHERE h.stream_id = c.stream_id
        RETURNING h.stream_id, h.last_seq - c.n AS base, h.last_message_seq),
    placed AS MATERIALIZED (
        SELECT g.*, m.base + g.k AS seq, m.last_message_seq FROM given g JOIN moved m ON m.stream_id = g.stream_id),
    posted AS (
        INSERT INTO messages (id, channel_id, seq, user_id, content, message_type, system, created_at)
        SELECT p.subject_id, p.stream_id, p.seq, p.author_id, '', 'system', p.system::jsonb, stamp
          FROM placed p WHERE p.system IS NOT NULL),
    stored AS (
        INSERT INTO stream_events
               (stream_id, seq, kind, subject_id, domain_id, access_version, payload, created_at)
        SELECT p.stream_id, p.seq, p.kind, p.subject_id, p.domain_id, p.version,
               CASE WHEN p.deletes
                    THEN (p.payload::jsonb || jsonb_build_object('lastMessageSeq', p.last_message_seq))::text
                    ELSE p.payload END,
               stamp
          FROM placed p)
    SELECT p.seq, p.version, stamp, p.last_message_seq FROM placed p ORDER BY p.ord;
END $$;
