-- edge_ids: the ids of some edges
-- params  : edges TEXT (a JSON list of numbers), limit INT
-- returns : n, id
SELECT n, id
FROM edge
WHERE n IN (SELECT value FROM json_each(:edges))
ORDER BY n
LIMIT :limit
