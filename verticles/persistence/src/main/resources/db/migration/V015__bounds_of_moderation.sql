-- What people of a server can make any number of has a bound: removals of messages, invites, the audit log.

-- One removal of a person's messages in a server is open at a time. Of several the one that goes back furthest stays.
UPDATE tasks t SET status = 'cancelled', finished_at = now(), node = NULL, leased_until = NULL
 WHERE t.kind = 'removal' AND t.status IN ('queued', 'running')
   AND EXISTS (SELECT FROM tasks o
                WHERE o.kind = 'removal' AND o.status IN ('queued', 'running')
                  AND o.server_id = t.server_id AND o.about_id = t.about_id
                  AND ((o.checkpoint::jsonb ->> 'after')::uuid, o.id)
                      < ((t.checkpoint::jsonb ->> 'after')::uuid, t.id));
CREATE UNIQUE INDEX tasks_one_removal ON tasks (server_id, about_id)
 WHERE kind = 'removal' AND status IN ('queued', 'running');

-- When the last use was taken: an invite that nobody can use any more goes some days after that.
ALTER TABLE invites ADD COLUMN used_up_at timestamptz(3);
UPDATE invites SET used_up_at = now() WHERE uses >= max_uses;
CREATE INDEX invites_over ON invites (least(expires_at, used_up_at)) WHERE least(expires_at, used_up_at) IS NOT NULL;
CREATE INDEX invites_page ON invites (server_id, created_at DESC, code DESC);
DROP INDEX invites_server;  -- the one above begins with server_id
