-- sources: the sources in the order of precedence, with how much each states
-- params  : limit INT
-- returns : n, name, info, counts
SELECT n, name, info, counts
FROM source
ORDER BY n
LIMIT :limit
