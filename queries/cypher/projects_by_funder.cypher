// projects_by_funder: how many projects and collaborations each funder pays for, most first
// params  : limit INT
// returns : id, name, projects, collaborations
MATCH (f:Funder)
RETURN f.id AS id, f.name AS name,
    COUNT { MATCH (f)-[:FUNDS]->(p:Project) RETURN DISTINCT p } AS projects,
    COUNT { MATCH (f)-[:FUNDS]->(c:Collaboration) RETURN DISTINCT c } AS collaborations
ORDER BY projects DESC, collaborations DESC, id
LIMIT $limit
