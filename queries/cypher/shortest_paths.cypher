// shortest_paths: the shortest ways from one actor to another through arenas they take part in
// params  : start STRING, end STRING, limit INT
// returns : ids, length
WITH ['owner', 'partner_with_budget', 'partner', 'partner_unspecified',
      'participating_organisation', 'organiser'] AS roles, ['attended', 'party'] AS met
MATCH (a:Actor {id: $start}), (b:Actor {id: $end})
MATCH way = allShortestPaths((a)-[:PARTICIPATES_IN*]-(b))
WHERE all(r IN relationships(way) WHERE r.role IN roles AND coalesce(r.status, 'party') IN met)
RETURN DISTINCT [n IN nodes(way) | n.id] AS ids, length(way) AS length
ORDER BY ids
LIMIT $limit
