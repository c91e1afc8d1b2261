-- node_names: what is needed to name some nodes
-- params  : nodes TEXT (a JSON list of numbers), limit INT
-- returns : n, id, label, name
SELECT n, id, label, name
FROM node
WHERE n IN (SELECT value FROM json_each(:nodes))
ORDER BY n
LIMIT :limit
