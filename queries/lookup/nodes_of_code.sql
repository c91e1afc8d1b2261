-- nodes_of_code: the nodes that bear a code, spelled with letters and digits alone
-- params  : keys TEXT (a JSON list), limit INT
-- returns : n, id, label, name
SELECT DISTINCT node.n AS n, node.id AS id, node.label AS label, node.name AS name
FROM code
JOIN node ON node.n = code.n
WHERE code.key IN (SELECT value FROM json_each(:keys))
ORDER BY node.n
LIMIT :limit
