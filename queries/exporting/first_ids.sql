-- first_ids: of some ties that were published under another id first, that id
-- params  : edges TEXT (a JSON list of numbers), limit INT
-- returns : n, id
SELECT n, id
FROM former_tie
WHERE first AND n IN (SELECT value FROM json_each(:edges))
ORDER BY n
LIMIT :limit
