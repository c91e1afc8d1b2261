-- meta: what the model is made of
-- params  :
-- returns : key, value
SELECT key, value
FROM meta
ORDER BY key
LIMIT 100
