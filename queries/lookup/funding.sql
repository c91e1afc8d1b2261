-- funding: every tie of funding; sums need all of them, so the limit is the number of ties
-- params  : limit INT
-- returns : tie, payer, paid, kind, currency, amount
SELECT n AS tie, from_node AS payer, to_node AS paid, amount_kind AS kind, currency, amount
FROM edge_funds
ORDER BY n
LIMIT :limit
