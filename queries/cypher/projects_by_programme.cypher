// projects_by_programme: the projects of a programme and of everything below it
// params  : programme STRING, limit INT
// returns : id, name, programme
MATCH (p:Project)-[:PART_OF]->(own:Programme)-[:PART_OF*0..]->(:Programme {id: $programme})
WITH DISTINCT p, own ORDER BY own.id
RETURN p.id AS id, p.name AS name, collect(own.id) AS programme
ORDER BY id
LIMIT $limit
