-- codes_beginning: the nodes whose code begins with some letters and digits
-- params  : from TEXT, below TEXT, limit INT
-- returns : key, n
SELECT key, n
FROM code
WHERE key >= :from AND key < :below
ORDER BY key, n
LIMIT :limit
