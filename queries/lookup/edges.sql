-- edges: some edges with their shown fields, as a JSON object
-- params  : edges TEXT (a JSON list of numbers), limit INT
-- returns : n, id, type, from_node, to_node, fields
SELECT n, id, type, from_node, to_node, fields
FROM edge
WHERE n IN (SELECT value FROM json_each(:edges))
ORDER BY n
LIMIT :limit
