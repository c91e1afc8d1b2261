// claims_behind_actor: every claim an actor and its ties rest on, to be looked up in the service
// params  : actor STRING, limit INT
// returns : about, kind, claim
MATCH (a:Actor {id: $actor})
CALL (a) {
    RETURN a.id AS about, 'Actor' AS kind, a.claims AS claims
    UNION
    MATCH (a)-[r]-() RETURN r.id AS about, type(r) AS kind, r.claims AS claims
}
UNWIND claims AS claim
RETURN about, kind, claim
ORDER BY about, claim
LIMIT $limit
