// partners_of: the actors that share an arena with this one, most shared arenas first
// params  : actor STRING, limit INT
// returns : id, name, sector, arenas
WITH ['owner', 'partner_with_budget', 'partner', 'partner_unspecified',
      'participating_organisation', 'organiser'] AS roles, ['attended', 'party'] AS met
MATCH (a:Actor {id: $actor})-[own:PARTICIPATES_IN]->(arena)<-[their:PARTICIPATES_IN]-(b:Actor)
WHERE a <> b
    AND own.role IN roles AND coalesce(own.status, 'party') IN met
    AND their.role IN roles AND coalesce(their.status, 'party') IN met
RETURN b.id AS id, b.name AS name, coalesce(b.sector, 'unknown') AS sector,
    count(DISTINCT arena) AS arenas
ORDER BY arenas DESC, id
LIMIT $limit
