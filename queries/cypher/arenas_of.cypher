// arenas_of: the projects and collaborations this actor takes part in, in whatever role
// params  : actor STRING, limit INT
// returns : id, label, name, role, status, tie
MATCH (:Actor {id: $actor})-[r:PARTICIPATES_IN]->(arena)
RETURN arena.id AS id, head(labels(arena)) AS label, arena.name AS name, r.role AS role,
    coalesce(r.status, 'party') AS status, r.id AS tie
ORDER BY id, tie
LIMIT $limit
