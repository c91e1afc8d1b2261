// arenas_per_year: how many projects and collaborations began in each year, covered or not
// params  : none
// returns : year, projects, collaborations
MATCH (arena:Project|Collaboration)
WHERE arena.start IS NOT NULL
RETURN toInteger(left(arena.start, 4)) AS year,
    count(CASE WHEN arena:Project THEN 1 END) AS projects,
    count(CASE WHEN arena:Collaboration THEN 1 END) AS collaborations
ORDER BY year
