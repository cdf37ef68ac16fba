-- Who is not in a group any more, or was not for a while: whoever left by themselves is brought back by friends alone,
-- who was taken out by the owner alone. The row stays when they are back, with when that was: nobody is fetched back
-- as often as they go.
CREATE TABLE group_departures (
    conversation_id uuid NOT NULL REFERENCES dm_conversations ON DELETE CASCADE,
    user_id         uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    taken_out       boolean NOT NULL,
    back_at         timestamptz(3),
    PRIMARY KEY (conversation_id, user_id)
);
CREATE INDEX group_departures_user ON group_departures (user_id);
