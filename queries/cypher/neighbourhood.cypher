// neighbourhood: what lies within two ties of an actor, whatever their type, nearest first
// params  : actor STRING, limit INT
// returns : id, label, name, depth
MATCH (centre:Actor {id: $actor})
CALL (centre) {
    RETURN centre AS n, 0 AS depth
    UNION
    MATCH (centre)--(n) RETURN n, 1 AS depth
    UNION
    MATCH (centre)--(between) WITH DISTINCT between
    MATCH (between)--(n) RETURN n, 2 AS depth
}
RETURN n.id AS id, head([l IN labels(n) WHERE l <> 'Funder']) AS label, n.name AS name,
    min(depth) AS depth
ORDER BY depth, id
LIMIT $limit
