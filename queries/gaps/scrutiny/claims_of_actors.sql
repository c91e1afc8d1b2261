-- claims_of_actors: some claims, the records of actors they speak of (a line each), what was read
-- params  : claims TEXT (a JSON list of numbers), limit INT
-- returns : n, id, source, actors, fields
SELECT n, id, source, actors, json_extract(body, '$[1]') AS fields
FROM claim
WHERE n IN (SELECT value FROM json_each(:claims)) AND actors IS NOT NULL
ORDER BY n
LIMIT :limit
