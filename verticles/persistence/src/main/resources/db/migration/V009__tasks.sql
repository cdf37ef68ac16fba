-- Long work: exports, imports, purges. And what an imported message keeps of an author who has no account here.

-- A node that works on a task holds a lease by this database's clock. fence rises whenever a node takes it; whatever
-- a node writes of a task names the fence that it took it with, so that one which was frozen and wakes changes nothing.
-- checkpoint is how far it is, in its kind's own terms; it is written with every slice, in the slice's transaction.
CREATE TABLE tasks (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('export', 'import', 'purge')),
    status          text NOT NULL DEFAULT 'queued'
                    CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    channel_id      uuid REFERENCES channels ON DELETE SET NULL,
    -- Null: the instance's own, or its person is gone.
    created_by      uuid REFERENCES users ON DELETE SET NULL,
    processed_items bigint NOT NULL DEFAULT 0,
    total_items     bigint NOT NULL DEFAULT 0,
    checkpoint      text,
    error           text,
    file_key        text,
    file_size       bigint,
    -- When a queued one may be taken; null while its file is not there yet.
    due_at          timestamptz(3),
    node            text,
    fence           bigint NOT NULL DEFAULT 0,
    leased_until    timestamptz(3),
    -- How often it was taken since it last came forward.
    attempts        integer NOT NULL DEFAULT 0,
    created_at      timestamptz(3) NOT NULL DEFAULT now(),
    started_at      timestamptz(3),
    finished_at     timestamptz(3),
    -- When its file goes.
    expires_at      timestamptz(3)
) WITH (fillfactor = 50);
CREATE INDEX tasks_open ON tasks (created_at) WHERE status IN ('queued', 'running');
CREATE INDEX tasks_creator ON tasks (created_by, id DESC);
CREATE INDEX tasks_channel ON tasks (channel_id);
CREATE INDEX tasks_finished ON tasks (finished_at) WHERE finished_at IS NOT NULL;
CREATE UNIQUE INDEX tasks_one_purge ON tasks (kind) WHERE kind = 'purge' AND status IN ('queued', 'running');

-- {"id", "username", "displayName"} of the file, where user_id is null from the start.
ALTER TABLE messages ADD COLUMN imported_from text;
