-- claim_years: the years some claims state for what they are about
-- params  : claims TEXT (a JSON list of numbers), limit INT
-- returns : n, start, end
SELECT n,
  CAST(substr(json_extract(body, '$[1].start'), 1, 4) AS INTEGER) AS start,
  CAST(substr(json_extract(body, '$[1].end'), 1, 4) AS INTEGER) AS end
FROM claim
WHERE n IN (SELECT value FROM json_each(:claims))
ORDER BY n
LIMIT :limit
