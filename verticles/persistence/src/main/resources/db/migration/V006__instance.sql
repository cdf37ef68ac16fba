-- What is remembered of the instance itself, and of creates that may be repeated.

-- Names the history that positions belong to, where the server does not let us read its own identity.
CREATE TABLE instance (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch    uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO instance DEFAULT VALUES;

-- The first answer to a create, given again when it is repeated; kept for 24 hours at least.
CREATE TABLE idempotency_keys (
    user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    nonce       text NOT NULL,
    fingerprint text NOT NULL,
    answer      text,
    created_at  timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, nonce)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
