-- edge_of_id: the edge with an id
-- params  : id TEXT
-- returns : n, id, type, from_node, to_node, fields
SELECT n, id, type, from_node, to_node, fields
FROM edge
WHERE id = :id
ORDER BY n
LIMIT 1
