-- node_of_id: the node with an id
-- params  : id TEXT
-- returns : n, id, label, name
SELECT n, id, label, name
FROM node
WHERE id = :id
ORDER BY id
LIMIT 1
