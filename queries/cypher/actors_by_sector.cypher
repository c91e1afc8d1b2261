// actors_by_sector: how many actors there are of each sector; unknown is a sector of its own
// params  : none
// returns : sector, actors
MATCH (a:Actor)
RETURN coalesce(a.sector, 'unknown') AS sector, count(*) AS actors
ORDER BY sector
