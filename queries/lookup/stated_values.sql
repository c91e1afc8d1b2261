-- stated_values: what several claims state of a node or edge, as JSON; no row where there is one claim
-- params  : owner INT
-- returns : body
SELECT body
FROM stated
WHERE owner = :owner
ORDER BY owner
LIMIT 1
