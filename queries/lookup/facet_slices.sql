-- facet_slices: where the nodes with any of some values of a facet stand among the facet's nodes
-- params  : facet TEXT, values TEXT (a JSON list), limit INT
-- returns : value, first, last
SELECT value, first, last
FROM facet
WHERE facet = :facet AND value IN (SELECT value FROM json_each(:values))
ORDER BY value
LIMIT :limit
