-- judgements: what people decided about identity, the newest first; ids NULL: about anything
-- params  : ids TEXT (a JSON list of ids of records), limit INT
-- returns : id, one, other, in_force, body
SELECT id, one, other, in_force, body
FROM judgement
WHERE :ids IS NULL OR one IN (SELECT value FROM json_each(:ids))
  OR other IN (SELECT value FROM json_each(:ids))
ORDER BY made DESC, id DESC
LIMIT :limit
