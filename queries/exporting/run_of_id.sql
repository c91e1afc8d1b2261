-- run_of_id: the run with an id, as JSON
-- params  : id TEXT
-- returns : id, source, body
SELECT id, source, body
FROM run
WHERE id = :id
ORDER BY id
LIMIT 1
