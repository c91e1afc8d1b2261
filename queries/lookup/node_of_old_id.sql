-- node_of_old_id: the node that an id published earlier belongs to now
-- params  : id TEXT
-- returns : canonical
SELECT member.canonical AS canonical
FROM member
JOIN node ON node.id = member.canonical
WHERE member.id = :id
ORDER BY member.canonical
LIMIT 1
