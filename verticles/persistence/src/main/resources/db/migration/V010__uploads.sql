-- Where the file of an import is: of several that were sent for it, the one that came first.
ALTER TABLE tasks ADD COLUMN upload_key text;
UPDATE tasks SET upload_key = 'tasks/' || id || '/upload.json'
 WHERE kind = 'import' AND status IN ('queued', 'running') AND due_at IS NOT NULL;
