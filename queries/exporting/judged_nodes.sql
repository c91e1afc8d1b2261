-- judged_nodes: the nodes that the records of judgements are part of now
-- params  : limit INT
-- returns : judgement, n, node
SELECT judgement.id AS judgement, node.n AS n, node.id AS node
FROM judgement
JOIN node ON node.id IN (judgement.one, judgement.other)
UNION
SELECT judgement.id AS judgement, node.n AS n, node.id AS node
FROM judgement
JOIN member ON member.id IN (judgement.one, judgement.other)
JOIN node ON node.id = member.canonical
ORDER BY judgement, node
LIMIT :limit
