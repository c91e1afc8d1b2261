-- nodes_of_old_id: the nodes that an id published earlier leads to now
-- params  : id TEXT, limit INT
-- returns : canonical
SELECT member.canonical AS canonical
FROM member
JOIN node ON node.id = member.canonical
WHERE member.id = :id
ORDER BY member.canonical
LIMIT :limit
