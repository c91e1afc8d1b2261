-- replaced_ties: ids of ties that lead elsewhere now, with where, after a certain pair
-- params  : after TEXT, after_canonical TEXT, limit INT
-- returns : id, canonical, n
SELECT id, canonical, n
FROM former_tie
WHERE (id, canonical) > (:after, :after_canonical)
ORDER BY id, canonical
LIMIT :limit
