// region_actors: the actors that lie or work in a region or in any part of it
// params  : region STRING, limit INT
// returns : id, name
MATCH (a:Actor)-[:LOCATED_IN|ACTIVE_IN|PART_OF]->(:Region)-[:PART_OF*0..]->(:Region {id: $region})
RETURN DISTINCT a.id AS id, a.name AS name
ORDER BY id
LIMIT $limit
