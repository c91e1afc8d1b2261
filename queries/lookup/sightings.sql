-- sightings: where some claims stood
-- params  : claims TEXT (a JSON list of numbers), limit INT
-- returns : claim, run, file, locator
SELECT claim, run, file, locator
FROM sighting
WHERE claim IN (SELECT value FROM json_each(:claims))
ORDER BY claim, run, file, locator, nth
LIMIT :limit
