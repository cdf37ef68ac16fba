-- The browsers that what people are told of is pushed to: one of a sign-in, and gone with it.

CREATE TABLE push_subscriptions (
    session_id uuid PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
    -- Whose sign-in it was before does not matter: a browser is told what concerns who is signed in there.
    endpoint   text NOT NULL UNIQUE,
    public_key text NOT NULL,
    secret     text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
