// single_project_actors: actors that take part in one project and in nothing else
// params  : limit INT
// returns : id, name, project
WITH ['owner', 'partner_with_budget', 'partner', 'partner_unspecified',
      'participating_organisation', 'organiser'] AS roles, ['attended', 'party'] AS met
MATCH (a:Actor)-[r:PARTICIPATES_IN]->(arena)
WHERE r.role IN roles AND coalesce(r.status, 'party') IN met
WITH a, collect(DISTINCT arena) AS arenas
WHERE size(arenas) = 1 AND head(arenas):Project
RETURN a.id AS id, a.name AS name, head(arenas).id AS project
ORDER BY id
LIMIT $limit
