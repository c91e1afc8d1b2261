// totals_by_sector: how much there is of each sector; an arena counts in each of its sectors
// params  : none
// returns : sector, actors, projects, collaborations, participations
WITH ['owner', 'partner_with_budget', 'partner', 'partner_unspecified',
      'participating_organisation', 'organiser'] AS roles, ['attended', 'party'] AS met
MATCH (a:Actor)
OPTIONAL MATCH (a)-[r:PARTICIPATES_IN]->(arena)
WHERE r.role IN roles AND coalesce(r.status, 'party') IN met
WITH coalesce(a.sector, 'unknown') AS sector, a, collect(DISTINCT arena) AS arenas
WITH sector, count(a) AS actors, collect(arenas) AS lists, sum(size(arenas)) AS participations
CALL (lists) {
    UNWIND lists AS arenas
    UNWIND arenas AS arena
    WITH DISTINCT arena
    RETURN count(CASE WHEN arena:Project THEN 1 END) AS projects,
        count(CASE WHEN arena:Collaboration THEN 1 END) AS collaborations
}
RETURN sector, actors, projects, collaborations, participations
ORDER BY sector
