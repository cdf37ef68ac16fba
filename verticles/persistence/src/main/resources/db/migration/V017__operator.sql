-- What the operator of an instance decides: who is kept out, who may come in, and what everybody is told.

CREATE TABLE suspensions (
    user_id    uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    reason     text,
    created_by uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX suspensions_maker ON suspensions (created_by);

-- Null: as the configuration says.
ALTER TABLE instance ADD COLUMN registration text CHECK (registration IN ('open', 'invite', 'closed'));

-- One that is ended has its end brought forward.
CREATE TABLE announcements (
    id         uuid PRIMARY KEY,
    text       text NOT NULL,
    severity   text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
    created_by uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz(3) NOT NULL,
    ends_at    timestamptz(3)
);
CREATE INDEX announcements_maker ON announcements (created_by);
CREATE INDEX announcements_end ON announcements (ends_at);

-- What the operator did, for ever: they do little of it. The target's name stays when the target is gone.
CREATE TABLE operator_log (
    id         uuid PRIMARY KEY,
    actor_id   uuid REFERENCES users ON DELETE SET NULL,
    act        text NOT NULL,
    target_id  uuid,
    target     text,
    detail     text,
    created_at timestamptz(3) NOT NULL
);
CREATE INDEX operator_log_actor ON operator_log (actor_id);

-- People and servers are looked for by how their names begin.
CREATE INDEX users_username_beginning ON users (username_key COLLATE "C");
CREATE INDEX users_email_beginning ON users (email COLLATE "C");
CREATE INDEX users_display_name_beginning ON users ((lower(display_name COLLATE pg_unicode_fast)) COLLATE "C");
CREATE INDEX servers_name_beginning ON servers ((lower(name COLLATE pg_unicode_fast)) COLLATE "C");
