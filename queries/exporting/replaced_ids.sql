-- replaced_ids: ids of a kind that lead elsewhere now, with where, after a certain pair
-- params  : prefix TEXT, after TEXT, after_canonical TEXT, limit INT
-- returns : id, canonical, n
SELECT member.id AS id, member.canonical AS canonical, node.n AS n
FROM member
JOIN node ON node.id = member.canonical
WHERE member.id >= :prefix AND member.id < :prefix || '~'
  AND (member.id, member.canonical) > (:after, :after_canonical)
ORDER BY member.id, member.canonical
LIMIT :limit
