// shared_funders: pairs of funders that pay for the same things, most in common first
// params  : limit INT
// returns : id, name, other_id, other_name, shared
MATCH (a:Funder)-[:FUNDS]->(paid)<-[:FUNDS]-(b:Funder)
WHERE a.id < b.id
RETURN a.id AS id, a.name AS name, b.id AS other_id, b.name AS other_name,
    count(DISTINCT paid) AS shared
ORDER BY shared DESC, id, other_id
LIMIT $limit
