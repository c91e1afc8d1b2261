-- first_sightings: where some claims stood, of each claim the first so many places
-- params  : claims TEXT (a JSON list of numbers), each INT, limit INT
-- returns : claim, run, file, locator
SELECT claim, run, file, locator
FROM json_each(:claims) AS asked
JOIN sighting ON sighting.rowid IN
  (SELECT rowid FROM sighting WHERE claim = asked.value ORDER BY nth LIMIT :each)
ORDER BY claim, run, file, locator, nth
LIMIT :limit
