-- old_ids: the other ids a node was published under
-- params  : id TEXT, limit INT
-- returns : id
SELECT id
FROM member
WHERE canonical = :id
ORDER BY id
LIMIT :limit
