-- ties_of_old_id: the ties that an id published earlier leads to now
-- params  : id TEXT, limit INT
-- returns : canonical
SELECT canonical
FROM former_tie
WHERE id = :id
ORDER BY canonical
LIMIT :limit
