-- search_hits: the names and codes of some nodes
-- params  : nodes TEXT (a JSON list of numbers), limit INT
-- returns : n, id, label, name, names, codes
SELECT n, id, label, name, names, codes
FROM node
WHERE n IN (SELECT value FROM json_each(:nodes))
ORDER BY n
LIMIT :limit
