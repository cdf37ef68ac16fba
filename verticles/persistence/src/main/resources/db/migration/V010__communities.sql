-- Roles, overwrites, moderation, relationships, notifications: all that makes a server a community.

ALTER TABLE servers
    ADD COLUMN system_channel_id uuid REFERENCES channels ON DELETE SET NULL,  -- where joins are told; null: nowhere
    ADD COLUMN min_account_age integer NOT NULL DEFAULT 0
        CHECK (min_account_age BETWEEN 0 AND 31536000);  -- seconds
CREATE INDEX servers_system_channel ON servers (system_channel_id) WHERE system_channel_id IS NOT NULL;

ALTER TABLE channels ADD COLUMN slow_mode integer NOT NULL DEFAULT 0 CHECK (slow_mode BETWEEN 0 AND 21600);

-- Positions are sparse: a new role goes right below the lowest one above everybody's, and moves nobody.
ALTER TABLE roles
    ADD COLUMN hoist boolean NOT NULL DEFAULT false,
    ADD COLUMN mentionable boolean NOT NULL DEFAULT false;
UPDATE roles SET position = position * 1000 WHERE position > 0;
-- Every server begins with two built-in roles; seeded ones came without the second.
INSERT INTO roles (id, server_id, name, permissions, position)
SELECT uuidv7(), s.id, 'member',
       '["VIEW_CHANNEL", "SEND_MESSAGES", "ADD_REACTIONS", "CREATE_INVITES", "CHANGE_NICKNAME", "CONNECT", "SPEAK",
         "SHARE_SCREEN"]', 0
  FROM servers s WHERE NOT EXISTS (SELECT FROM roles r WHERE r.server_id = s.id AND r.position = 0);
INSERT INTO roles (id, server_id, name, permissions, position)
SELECT uuidv7(), s.id, 'admin', '["ADMINISTRATOR"]', 1000
  FROM servers s WHERE NOT EXISTS (SELECT FROM roles r WHERE r.server_id = s.id AND r.position > 0);

CREATE TABLE channel_overwrites (
    channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
    role_id    uuid REFERENCES roles ON DELETE CASCADE,
    user_id    uuid REFERENCES users ON DELETE CASCADE,
    allow      jsonb NOT NULL DEFAULT '[]',
    deny       jsonb NOT NULL DEFAULT '[]',
    CHECK (num_nonnulls(role_id, user_id) = 1),
    UNIQUE NULLS NOT DISTINCT (channel_id, role_id, user_id)  -- one of the two is always null: once per target
);
CREATE INDEX overwrites_of_role ON channel_overwrites (role_id) WHERE role_id IS NOT NULL;
CREATE INDEX overwrites_of_user ON channel_overwrites (user_id) WHERE user_id IS NOT NULL;

-- What lists are ordered by: the nickname, or else the display name, in lower case. Kept by triggers, since three
-- tables and two releases write what it is made from; kept beside user_roles too, so that a role's page is one index.
-- Each reads what it copies FOR SHARE: who copies and who renames at the same time wait for one another, so that the
-- later of the two has the last word. The collation is PostgreSQL's own, the same on every machine.
ALTER TABLE members ADD COLUMN name_key text COLLATE "C" NOT NULL DEFAULT '';
UPDATE members m SET name_key = lower(coalesce(m.nickname, u.display_name) COLLATE pg_unicode_fast)
  FROM users u WHERE u.id = m.user_id;
ALTER TABLE user_roles ADD COLUMN name_key text COLLATE "C" NOT NULL DEFAULT '';
UPDATE user_roles r SET name_key = m.name_key FROM members m WHERE m.server_id = r.server_id AND m.user_id = r.user_id;
CREATE INDEX members_name ON members (server_id, name_key, user_id);
CREATE INDEX user_roles_name ON user_roles (role_id, name_key, user_id);
DROP INDEX user_roles_role;  -- the one above begins with role_id

CREATE FUNCTION members_named() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    name text := NEW.nickname;
BEGIN
    IF name IS NULL THEN
        SELECT u.display_name INTO name FROM users u WHERE u.id = NEW.user_id FOR SHARE;
    END IF;
    NEW.name_key := lower(coalesce(name, '') COLLATE pg_unicode_fast);
    IF TG_OP = 'UPDATE' AND NEW.name_key <> OLD.name_key THEN
        UPDATE user_roles SET name_key = NEW.name_key WHERE server_id = NEW.server_id AND user_id = NEW.user_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER members_named BEFORE INSERT OR UPDATE OF nickname ON members
    FOR EACH ROW EXECUTE FUNCTION members_named();
CREATE FUNCTION user_roles_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT m.name_key INTO NEW.name_key FROM members m
     WHERE m.server_id = NEW.server_id AND m.user_id = NEW.user_id FOR SHARE;
    NEW.name_key := coalesce(NEW.name_key, '');
    RETURN NEW;
END $$;
CREATE TRIGGER user_roles_named BEFORE INSERT ON user_roles FOR EACH ROW EXECUTE FUNCTION user_roles_named();
CREATE FUNCTION users_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN  -- at most limits.serversPerUser rows
    UPDATE members SET nickname = nickname WHERE user_id = NEW.id AND nickname IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER users_renamed AFTER UPDATE OF display_name ON users
    FOR EACH ROW WHEN (NEW.display_name <> OLD.display_name) EXECUTE FUNCTION users_renamed();

-- A mute outlives leaving: who comes back is still muted.
CREATE TABLE mutes (
    server_id uuid NOT NULL REFERENCES servers ON DELETE CASCADE,
    user_id   uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    until     timestamptz(3) NOT NULL,
    muted_by  uuid REFERENCES users ON DELETE SET NULL,
    reason    text,
    PRIMARY KEY (server_id, user_id)
);
CREATE INDEX mutes_user ON mutes (user_id);
CREATE INDEX mutes_maker ON mutes (muted_by);
CREATE INDEX mutes_until ON mutes (until);

ALTER TABLE bans ADD COLUMN expires_at timestamptz(3);  -- null: for good
CREATE INDEX bans_expiry ON bans (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX bans_page ON bans (server_id, created_at DESC, user_id);

CREATE TABLE filter_rules (
    id        uuid PRIMARY KEY,
    server_id uuid NOT NULL REFERENCES servers ON DELETE CASCADE,
    name      text NOT NULL,
    words     text[] NOT NULL CHECK (cardinality(words) BETWEEN 1 AND 100),
    -- block: not sent; report: sent and reported; mute: not sent, and the author is muted for mute_seconds
    action    text NOT NULL CHECK (action IN ('block', 'report', 'mute')),
    mute_seconds integer NOT NULL DEFAULT 0,
    exempt_roles uuid[] NOT NULL DEFAULT '{}'
);
CREATE INDEX filter_rules_server ON filter_rules (server_id);

CREATE TABLE audit_log (  -- written, never changed
    id         uuid PRIMARY KEY,  -- UUIDv7: its order is the time's
    server_id  uuid NOT NULL REFERENCES servers ON DELETE CASCADE,
    actor_id   uuid REFERENCES users ON DELETE SET NULL,
    act        text NOT NULL,
    target_id  uuid,
    channel_id uuid,
    reason     text,
    before     jsonb,
    after      jsonb,
    created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX audit_page ON audit_log (server_id, id DESC);
CREATE INDEX audit_actor ON audit_log (actor_id, server_id, id DESC);
CREATE INDEX audit_act ON audit_log (server_id, act, id DESC);
CREATE INDEX audit_target ON audit_log (server_id, target_id, id DESC);

CREATE TABLE reports (
    id          uuid PRIMARY KEY,
    server_id   uuid NOT NULL REFERENCES servers ON DELETE CASCADE,
    channel_id  uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
    message_id  uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
    reporter_id uuid REFERENCES users ON DELETE SET NULL,  -- null: the word filter
    reason      text NOT NULL,
    content     text NOT NULL,  -- as it was reported: an edit hides nothing
    status      text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved', 'dismissed')),
    closed_by   uuid REFERENCES users ON DELETE SET NULL,
    created_at  timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (message_id, reporter_id)
);
CREATE INDEX reports_page ON reports (server_id, status, id DESC);
CREATE INDEX reports_channel ON reports (channel_id);
CREATE INDEX reports_reporter ON reports (reporter_id);
CREATE INDEX reports_closer ON reports (closed_by);

CREATE TABLE emoji (
    id         uuid PRIMARY KEY,
    server_id  uuid NOT NULL REFERENCES servers ON DELETE CASCADE,
    name       text NOT NULL,
    url        text NOT NULL,
    created_by uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (server_id, name)
);
CREATE INDEX emoji_maker ON emoji (created_by);

-- Two rows a pair: each as one of the two sees it. incoming and outgoing are the two sides of a request.
CREATE TABLE relationships (
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    other_id   uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind       text NOT NULL CHECK (kind IN ('friend', 'incoming', 'outgoing', 'blocked')),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, other_id),
    CHECK (user_id <> other_id)
);
CREATE INDEX relationships_other ON relationships (other_id);

CREATE TABLE user_settings (
    user_id  uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    settings jsonb NOT NULL DEFAULT '{}',
    version  bigint NOT NULL DEFAULT 1
);
CREATE TABLE notification_levels (
    user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    subject_id  uuid NOT NULL,  -- a server or a channel
    level       text CHECK (level IN ('all', 'mentions', 'nothing')),  -- null: as the server, else 'mentions'
    muted_until timestamptz(3),  -- the year 9999: until it is taken back
    PRIMARY KEY (user_id, subject_id)
);
CREATE INDEX notification_levels_subject ON notification_levels (subject_id);

CREATE TABLE notifications (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind       text NOT NULL CHECK (kind IN ('mention', 'reply', 'dm', 'invite', 'friend')),
    by_id      uuid REFERENCES users ON DELETE SET NULL,
    server_id  uuid REFERENCES servers ON DELETE CASCADE,
    channel_id uuid REFERENCES channels ON DELETE CASCADE,
    message_id uuid REFERENCES messages ON DELETE CASCADE,
    code       text,            -- of an invite
    read_at    timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX notifications_page ON notifications (user_id, id DESC);
CREATE INDEX notifications_unread ON notifications (user_id, channel_id) WHERE read_at IS NULL;
CREATE UNIQUE INDEX notifications_message ON notifications (user_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX notifications_by ON notifications (by_id);
CREATE INDEX notifications_server ON notifications (server_id);
CREATE INDEX notifications_channel ON notifications (channel_id);
CREATE INDEX notifications_of_message ON notifications (message_id);

-- Written with the message, removed with its notifications: who dies in between left it to the others.
CREATE TABLE pending_notices (
    message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
    created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX pending_notices_age ON pending_notices (created_at);

-- Whom each message called when it was sent: a person, a role, or (by the server's id) everybody. Unread calls are
-- counted from it; an edit calls nobody, and takes no call back.
CREATE TABLE mention_marks (
    target_id  uuid NOT NULL,
    channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
    seq        bigint NOT NULL,
    message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
    PRIMARY KEY (channel_id, target_id, seq)
);
CREATE INDEX mention_marks_message ON mention_marks (message_id);
INSERT INTO mention_marks (target_id, channel_id, seq, message_id)
SELECT n.user_id, m.channel_id, m.seq, m.id
  FROM mentions n JOIN messages m ON m.id = n.message_id
 WHERE m.deleted_at IS NULL;

-- When somebody last wrote where slow mode is on.
CREATE TABLE slow_marks (
    channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    sent_at    timestamptz(3) NOT NULL,
    PRIMARY KEY (channel_id, user_id)
) WITH (fillfactor = 50);
CREATE INDEX slow_marks_user ON slow_marks (user_id);

-- system: {"kind": "member_joined" | "message_pinned" | "channel_renamed" | …, …}, of a system message.
-- mention_roles: the roles that its text calls.
ALTER TABLE messages
    ADD COLUMN system jsonb,
    ADD COLUMN mention_roles uuid[] NOT NULL DEFAULT '{}';
-- The last message of a channel, and a page of history, however many were deleted behind it.
CREATE INDEX messages_there ON messages (channel_id, seq DESC) WHERE deleted_at IS NULL;
CREATE INDEX messages_author ON messages (user_id, id);  -- ids are in order of time: a ban's purge, a person's lately
DROP INDEX messages_user;

-- Groups: null once the people changed, since a group is then no longer found by whom it was made with.
ALTER TABLE dm_conversations ALTER COLUMN people DROP NOT NULL,
    ADD COLUMN name text, ADD COLUMN owner_id uuid REFERENCES users ON DELETE SET NULL;
CREATE INDEX dm_conversations_owner ON dm_conversations (owner_id);

ALTER TABLE tasks DROP CONSTRAINT tasks_kind_check,
    ADD CONSTRAINT tasks_kind_check CHECK (kind IN ('export', 'import', 'purge', 'removal'));
ALTER TABLE tasks ADD COLUMN server_id uuid REFERENCES servers ON DELETE CASCADE, ADD COLUMN about_id uuid;
CREATE INDEX tasks_server ON tasks (server_id);
