// solo_projects: projects in which one actor takes part alone, as far as the sources say
// params  : limit INT
// returns : id, name, actor
WITH ['owner', 'partner_with_budget', 'partner', 'partner_unspecified',
      'participating_organisation', 'organiser'] AS roles, ['attended', 'party'] AS met
MATCH (p:Project)<-[r:PARTICIPATES_IN]-(a:Actor)
WHERE r.role IN roles AND coalesce(r.status, 'party') IN met
WITH p, collect(DISTINCT a) AS actors
WHERE size(actors) = 1
RETURN p.id AS id, p.name AS name, head(actors).id AS actor
ORDER BY id
LIMIT $limit
