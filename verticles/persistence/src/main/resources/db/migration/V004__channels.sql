-- Channels of servers, conversations between people, and how far each person has read.

-- A conversation has a row here too, of type dm, with no server and the same id: a channel id is one everywhere.
-- A deleted channel is marked, and its rows are removed in slices later.
CREATE TABLE channels (
    id         uuid PRIMARY KEY,
    server_id  uuid REFERENCES servers ON DELETE CASCADE,
    name       text NOT NULL,
    type       text NOT NULL CHECK (type IN ('text', 'voice', 'category', 'dm')),
    position   integer NOT NULL DEFAULT 0,
    topic      text,
    parent_id  uuid REFERENCES channels ON DELETE SET NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    deleted_at timestamptz(3),
    CHECK ((type = 'dm') = (server_id IS NULL))
);
CREATE INDEX channels_server ON channels (server_id);
CREATE INDEX channels_parent ON channels (parent_id);

-- people holds every participant once, in order: the same people have one conversation.
CREATE TABLE dm_conversations (
    id         uuid PRIMARY KEY REFERENCES channels ON DELETE CASCADE,
    people     uuid[] NOT NULL UNIQUE,
    created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE dm_participants (
    conversation_id uuid NOT NULL REFERENCES dm_conversations ON DELETE CASCADE,
    user_id         uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (conversation_id, user_id)
);
CREATE INDEX dm_participants_user ON dm_participants (user_id);

CREATE TABLE read_states (
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
    seq        bigint NOT NULL,
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, channel_id)
) WITH (fillfactor = 70);
CREATE INDEX read_states_channel ON read_states (channel_id);
