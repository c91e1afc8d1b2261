-- exported_claims: some claims whole, with published and interpreted fields as JSON objects
-- params  : claims TEXT (a JSON list of numbers), limit INT
-- returns : n, id, source, record, kind, importer, since, published, interpreted, key, ends
SELECT n, id, source, record, kind, importer, since,
  json_extract(body, '$[0]') AS published, json_extract(body, '$[1]') AS interpreted,
  json_extract(body, '$[2]') AS key, json_extract(body, '$[3]') AS ends
FROM claim
WHERE n IN (SELECT value FROM json_each(:claims))
ORDER BY n
LIMIT :limit
