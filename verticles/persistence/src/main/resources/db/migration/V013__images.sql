-- Pictures in storage, by their addresses. What no server, emoji or person shows, a day after it was last kept, goes.
CREATE TABLE images (
    url     text COLLATE "C" PRIMARY KEY,
    kept_at timestamptz(3) NOT NULL DEFAULT now()
);
-- In the collation of images.url: with another the look-up of who shows a picture would read these tables whole.
CREATE INDEX servers_icon ON servers (icon_url COLLATE "C") WHERE icon_url IS NOT NULL;
CREATE INDEX emoji_url ON emoji (url COLLATE "C");
CREATE INDEX users_avatar ON users (avatar_url COLLATE "C") WHERE avatar_url IS NOT NULL;
