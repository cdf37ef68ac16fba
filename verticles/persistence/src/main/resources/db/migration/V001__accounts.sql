-- People, what they sign in with, and their sign-ins.
-- Times keep milliseconds: what an answer shows is what is stored.

CREATE TABLE users (
    id                uuid PRIMARY KEY,
    -- Stored in lower case: an address is the same however it is written.
    email             text NOT NULL UNIQUE,
    username          text NOT NULL UNIQUE,
    -- The name in lower case, and the name with every look-alike letter replaced by the one it looks like.
    username_key      text NOT NULL CONSTRAINT username_taken UNIQUE,
    username_skeleton text NOT NULL CONSTRAINT username_alike UNIQUE,
    display_name      text NOT NULL,
    avatar_url        text,
    bio               text,
    status            text,
    last_seen         timestamptz(3),
    email_verified    boolean NOT NULL DEFAULT false,
    operator          boolean NOT NULL DEFAULT false,
    created_at        timestamptz(3) NOT NULL DEFAULT now(),
    updated_at        timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX users_status ON users (status);
CREATE INDEX users_operator ON users (id) WHERE operator;

CREATE TABLE credentials (
    user_id       uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    password_hash text NOT NULL,
    updated_at    timestamptz(3) NOT NULL DEFAULT now()
);

-- A session is a sign-in, and the family of the refresh tokens that follow from it.
CREATE TABLE sessions (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    device     text NOT NULL,
    address    text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    last_seen  timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL,
    revoked_at timestamptz(3)
);
CREATE INDEX sessions_user ON sessions (user_id, last_seen);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Hashes only. A used token is kept until it would have expired, so that its reuse is recognised as what it is.
CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    expires_at timestamptz(3) NOT NULL,
    used_at    timestamptz(3)
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);
