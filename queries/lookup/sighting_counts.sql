-- sighting_counts: how often some claims stood somewhere
-- params  : claims TEXT (a JSON list of numbers), limit INT
-- returns : claim, sightings
SELECT claim, count(*) AS sightings
FROM sighting
WHERE claim IN (SELECT value FROM json_each(:claims))
GROUP BY claim
ORDER BY claim
LIMIT :limit
