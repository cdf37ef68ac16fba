-- Whoever writes in a channel has read it up to there, wherever else they are signed in. It is stored with the message,
-- however that gets in; what is imported was written elsewhere, and what the server tells of
-- somebody's deeds (a pin, a new name) they did not write.
CREATE FUNCTION own_messages_are_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO read_states AS r (user_id, channel_id, seq)
    SELECT m.user_id, m.channel_id, max(m.seq)
      FROM written m
     WHERE m.user_id IS NOT NULL AND m.flags & 1 = 0 AND m.message_type <> 'system'
     GROUP BY m.user_id, m.channel_id
     ORDER BY m.user_id, m.channel_id
        ON CONFLICT (user_id, channel_id) DO UPDATE SET seq = excluded.seq, updated_at = now()
     WHERE r.seq < excluded.seq;
    RETURN NULL;
END $$;
CREATE TRIGGER own_messages_are_read AFTER INSERT ON messages
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION own_messages_are_read();
