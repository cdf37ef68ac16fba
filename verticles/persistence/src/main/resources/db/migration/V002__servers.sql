-- Servers, who is in them, what they may do there, and the ways in.

-- A deleted server is marked, and its rows are removed in slices later.
CREATE TABLE servers (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    description text,
    icon_url    text,
    owner_id    uuid NOT NULL REFERENCES users,
    created_at  timestamptz(3) NOT NULL DEFAULT now(),
    updated_at  timestamptz(3) NOT NULL DEFAULT now(),
    deleted_at  timestamptz(3)
);
CREATE INDEX servers_owner ON servers (owner_id);
CREATE INDEX servers_deleted ON servers (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE members (
    server_id uuid NOT NULL REFERENCES servers ON DELETE CASCADE,
    user_id   uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    nickname  text,
    joined_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (server_id, user_id)
);
CREATE INDEX members_user ON members (user_id);

-- The role at position 0 is every member's and has no row in user_roles. Permissions are a list of names.
CREATE TABLE roles (
    id          uuid PRIMARY KEY,
    server_id   uuid NOT NULL REFERENCES servers ON DELETE CASCADE,
    name        text NOT NULL,
    color       integer NOT NULL DEFAULT 0,
    permissions jsonb NOT NULL DEFAULT '[]',
    position    integer NOT NULL,
    created_at  timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX roles_server ON roles (server_id, position);
CREATE UNIQUE INDEX roles_everybody ON roles (server_id) WHERE position = 0;

CREATE TABLE user_roles (
    user_id   uuid NOT NULL,
    role_id   uuid NOT NULL REFERENCES roles ON DELETE CASCADE,
    server_id uuid NOT NULL,
    PRIMARY KEY (user_id, role_id, server_id),
    FOREIGN KEY (server_id, user_id) REFERENCES members ON DELETE CASCADE
);
CREATE INDEX user_roles_role ON user_roles (role_id);
CREATE INDEX user_roles_member ON user_roles (server_id, user_id);

CREATE TABLE invites (
    code       text PRIMARY KEY,
    server_id  uuid NOT NULL REFERENCES servers ON DELETE CASCADE,
    created_by uuid REFERENCES users ON DELETE SET NULL,
    max_uses   integer CHECK (max_uses > 0),
    uses       integer NOT NULL DEFAULT 0 CHECK (max_uses IS NULL OR uses <= max_uses),
    expires_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX invites_server ON invites (server_id);
CREATE INDEX invites_maker ON invites (created_by);

CREATE TABLE bans (
    server_id  uuid NOT NULL REFERENCES servers ON DELETE CASCADE,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    banned_by  uuid REFERENCES users ON DELETE SET NULL,
    reason     text,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (server_id, user_id)
);
CREATE INDEX bans_user ON bans (user_id);
CREATE INDEX bans_maker ON bans (banned_by);
