-- names_matching: places, by number of ties, of the nodes whose names or codes match
-- params  : match TEXT, after INT, limit INT
-- returns : rank
SELECT rowid AS rank
FROM search
WHERE search MATCH :match AND rowid > :after
ORDER BY rowid
LIMIT :limit
