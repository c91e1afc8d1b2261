// bridging_actors: actors that have met actors of at least so many known sectors
// params  : least INT, limit INT
// returns : id, name, sectors, partners
WITH ['owner', 'partner_with_budget', 'partner', 'partner_unspecified',
      'participating_organisation', 'organiser'] AS roles, ['attended', 'party'] AS met
MATCH (a:Actor)-[own:PARTICIPATES_IN]->()<-[their:PARTICIPATES_IN]-(b:Actor)
WHERE a <> b
    AND own.role IN roles AND coalesce(own.status, 'party') IN met
    AND their.role IN roles AND coalesce(their.status, 'party') IN met
    AND coalesce(b.sector, 'unknown') <> 'unknown'
WITH DISTINCT a, b ORDER BY b.sector
WITH a, collect(DISTINCT b.sector) AS sectors, count(b) AS partners
WHERE size(sectors) >= $least
RETURN a.id AS id, a.name AS name, sectors, partners
ORDER BY size(sectors) DESC, partners DESC, id
LIMIT $limit
