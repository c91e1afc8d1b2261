-- runs: every run of a source, as JSON
-- params  : source TEXT, limit INT
-- returns : id, body
SELECT id, body
FROM run
WHERE source = :source
ORDER BY id
LIMIT :limit
