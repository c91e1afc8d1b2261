-- words: the words of all names, for finding one that was mistyped
-- params  : limit INT
-- returns : term, documents
SELECT term, documents
FROM word
ORDER BY term
LIMIT :limit
