-- node_fields: the shown fields of some nodes, as a JSON object
-- params  : nodes TEXT (a JSON list of numbers), limit INT
-- returns : n, fields
SELECT n, fields
FROM node_fields
WHERE n IN (SELECT value FROM json_each(:nodes))
ORDER BY n
LIMIT :limit
