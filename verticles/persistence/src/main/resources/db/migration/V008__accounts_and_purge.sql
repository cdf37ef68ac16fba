-- Who exchanged a refresh token, and how what was deleted is found again.

-- The device that exchanged the token first: only it may do so again for a moment. Null: exchanged before this release.
ALTER TABLE refresh_tokens ADD COLUMN used_by text;

CREATE INDEX channels_deleted ON channels (id) WHERE deleted_at IS NOT NULL;
