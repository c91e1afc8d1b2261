-- numbers_of_ids: the numbers of some nodes
-- params  : ids TEXT (a JSON list of ids), limit INT
-- returns : n, id
SELECT n, id
FROM node
WHERE id IN (SELECT value FROM json_each(:ids))
ORDER BY n
LIMIT :limit
