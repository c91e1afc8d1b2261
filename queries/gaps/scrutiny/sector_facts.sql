-- sector_facts: every actor whose kind is known, or what decided its sector
-- params  : limit INT
-- returns : n, kind, basis
SELECT n, actor_kind AS kind, sector_basis AS basis
FROM node_actor
WHERE actor_kind IS NOT NULL OR sector_basis IS NOT NULL
ORDER BY n
LIMIT :limit
