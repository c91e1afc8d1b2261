-- dated_ties: every tie that has a date, with the years
-- params  : limit INT
-- returns : n, start, end
SELECT n,
  CAST(substr(json_extract(fields, '$.start'), 1, 4) AS INTEGER) AS start,
  CAST(substr(json_extract(fields, '$.end'), 1, 4) AS INTEGER) AS end
FROM edge
WHERE json_extract(fields, '$.start') IS NOT NULL OR json_extract(fields, '$.end') IS NOT NULL
ORDER BY n
LIMIT :limit
