-- claim_ids: the ids of some claims
-- params  : claims TEXT (a JSON list of numbers), limit INT
-- returns : n, id, source
SELECT n, id, source
FROM claim
WHERE n IN (SELECT value FROM json_each(:claims))
ORDER BY n
LIMIT :limit
