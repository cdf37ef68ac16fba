-- A group that is tried again: what is known is looked up before anything is called stale.

-- Stores a group of messages in one commit; a row of the answer for each, by its place in the arrays (from 1):
--   stored     with the seq that it took
--   duplicate  its nonce is known: id and seq of the first one
--   stale      what its sender may do has changed since p_version: nothing was stored, look it up again
-- p_again says that these very ids were tried before and that nobody knows how it ended: one that is there already
-- is a duplicate of itself, and comes with the mentions that it has. What is there is never stale, whatever changed
-- since: who is told to look again would store it a second time.
-- Four steps, each a statement of its own, since a statement sees only what was committed before it began: whoever
-- waited for a lock must look afterwards, or two repeats of one nonce would both find it unknown.
CREATE OR REPLACE FUNCTION append_messages(
    p_id uuid[], p_channel uuid[], p_domain uuid[], p_version bigint[], p_author uuid[], p_nonce text[],
    p_content text[], p_reply_to uuid[], p_mention_ord bigint[], p_mention_user uuid[], p_again boolean)
RETURNS TABLE (
    ord bigint, status text, id uuid, seq bigint, created_at timestamptz, username text, display_name text,
    avatar_url text, mentions uuid[])
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    stamp timestamptz;
    today integer;
BEGIN
    -- (1) No access version moves from here to the commit.
    PERFORM pg_advisory_xact_lock_shared(d.key)
       FROM (SELECT DISTINCT uuid_hash_extended(u.id, 0) AS key FROM unnest(p_domain) AS u (id) ORDER BY 1) d;
    -- (2) No other transaction numbers these streams from here to the commit.
    PERFORM FROM stream_heads h WHERE h.stream_id = ANY (p_channel) ORDER BY h.stream_id FOR NO KEY UPDATE;
    -- (3) The clock is read under the locks: times never run against seq, as far as the clock does not.
    stamp := date_trunc('milliseconds', clock_timestamp());
    today := floor(extract(epoch FROM stamp) / 86400)::integer;
    -- (4) Versions and nonces are looked up, and all is stored, as the locks found it.
    RETURN QUERY
    WITH given AS MATERIALIZED (
        SELECT g.*,
               coalesce((SELECT v.version FROM access_versions v WHERE v.domain_id = g.domain_id), -1) = g.version
               AND EXISTS (SELECT FROM stream_heads h WHERE h.stream_id = g.channel_id) AS current
          FROM unnest(p_id, p_channel, p_domain, p_version, p_author, p_nonce, p_content, p_reply_to)
               WITH ORDINALITY AS g (id, channel_id, domain_id, version, author_id, nonce, content, reply_to, ord)),
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
    fresh AS MATERIALIZED (
        SELECT l.*, row_number() OVER (PARTITION BY l.channel_id ORDER BY l.ord) AS k
          FROM led l
         WHERE l.ord = l.leader AND NOT EXISTS (SELECT FROM known o WHERE o.ord = l.ord)),
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
        INSERT INTO messages (id, channel_id, seq, user_id, content, reply_to, created_at)
        SELECT p.id, p.channel_id, p.seq, p.author_id, p.content, p.reply_to, stamp
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
                ELSE (SELECT array_agg(n.user_id ORDER BY n.user_id) FROM named n WHERE n.ord = g.ord) END
      FROM given g
      LEFT JOIN led l ON l.ord = g.ord
      LEFT JOIN known o ON o.ord = g.ord
      LEFT JOIN placed p ON p.ord = l.leader
      LEFT JOIN LATERAL (SELECT a.username, a.display_name, a.avatar_url
                           FROM users a WHERE a.id = g.author_id LIMIT 1) u ON true
     ORDER BY g.ord;
END $$;
