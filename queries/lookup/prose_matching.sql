-- prose_matching: places, by number of ties, of the nodes whose longer texts match
-- params  : match TEXT, after INT, limit INT
-- returns : rank
SELECT rowid AS rank
FROM prose
WHERE prose MATCH :match AND rowid > :after
ORDER BY rowid
LIMIT :limit
