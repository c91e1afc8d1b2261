-- claims: some claims whole; body is a JSON list of the published and the interpreted fields, key and ends
-- params  : claims TEXT (a JSON list of numbers), limit INT
-- returns : n, id, source, record, kind, importer, since, body
SELECT n, id, source, record, kind, importer, since, body
FROM claim
WHERE n IN (SELECT value FROM json_each(:claims))
ORDER BY n
LIMIT :limit
