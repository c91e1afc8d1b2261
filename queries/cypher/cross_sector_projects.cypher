// cross_sector_projects: projects in which actors of at least so many known sectors take part
// params  : least INT, limit INT
// returns : id, name, sectors
WITH ['owner', 'partner_with_budget', 'partner', 'partner_unspecified',
      'participating_organisation', 'organiser'] AS roles, ['attended', 'party'] AS met
MATCH (p:Project)<-[r:PARTICIPATES_IN]-(a:Actor)
WHERE r.role IN roles AND coalesce(r.status, 'party') IN met
    AND coalesce(a.sector, 'unknown') <> 'unknown'
WITH p, a.sector AS sector ORDER BY sector
WITH p, collect(DISTINCT sector) AS sectors
WHERE size(sectors) >= $least
RETURN p.id AS id, p.name AS name, sectors
ORDER BY size(sectors) DESC, id
LIMIT $limit
