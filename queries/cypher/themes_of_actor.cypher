// themes_of_actor: what an actor works on: its own themes and those of the arenas it takes part in
// params  : actor STRING, limit INT
// returns : id, name, arenas
WITH ['owner', 'partner_with_budget', 'partner', 'partner_unspecified',
      'participating_organisation', 'organiser'] AS roles, ['attended', 'party'] AS met
MATCH (a:Actor {id: $actor})
MATCH (a)-[r:PARTICIPATES_IN|ADDRESSES]->(found)
WHERE type(r) = 'ADDRESSES' OR r.role IN roles AND coalesce(r.status, 'party') IN met
CALL (found) {
    WITH found WHERE found:Theme RETURN found AS theme, null AS arena
    UNION
    MATCH (found)-[:ADDRESSES]->(theme:Theme) WHERE NOT found:Theme RETURN theme, found AS arena
}
RETURN theme.id AS id, theme.name AS name, count(DISTINCT arena) AS arenas
ORDER BY arenas DESC, id
LIMIT $limit
