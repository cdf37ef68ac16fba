-- Pictures in storage, by their addresses. What no server, emoji or person shows, a day after it was last kept, goes.
CREATE TABLE images (
    url     text COLLATE "C" PRIMARY KEY,
    kept_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX servers_icon ON servers (icon_url) WHERE icon_url IS NOT NULL;
CREATE INDEX emoji_url ON emoji (url);
CREATE INDEX users_avatar ON users (avatar_url) WHERE avatar_url IS NOT NULL;
