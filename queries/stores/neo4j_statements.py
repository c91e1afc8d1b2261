"""The Cypher of the Neo4j store: values are parameters, labels one per kind of row."""

from queries.stores.base import KINDS, Kind

LABELS: dict[Kind, str] = {
    "run": "EkoRun",
    "claim": "EkoClaim",
    "sighting": "EkoSighting",
    "judgement": "EkoJudgement",
    "member": "EkoMember",
    "entity": "EkoEntity",
    "edge": "EkoEdge",
    "dangling": "EkoDangling",
}


def _per_kind(template: str) -> dict[Kind, str]:
    return {kind: template.replace("EkoRow", LABELS[kind]) for kind in KINDS}


SCHEMA = (
    "CREATE CONSTRAINT ekokarta_one IF NOT EXISTS FOR (e:Ekokarta) REQUIRE e.id IS UNIQUE",
    "CREATE CONSTRAINT ekokarta_publication IF NOT EXISTS "
    "FOR (p:EkoPublication) REQUIRE p.version IS UNIQUE",
    *(
        statement
        for kind in KINDS
        for statement in (
            f"CREATE CONSTRAINT ekokarta_{kind} IF NOT EXISTS "
            f"FOR (r:{LABELS[kind]}) REQUIRE (r.key, r.from_version) IS UNIQUE",
            f"CREATE INDEX ekokarta_{kind}_opened IF NOT EXISTS "
            f"FOR (r:{LABELS[kind]}) ON (r.from_version)",
            f"CREATE INDEX ekokarta_{kind}_closed IF NOT EXISTS "
            f"FOR (r:{LABELS[kind]}) ON (r.to_version)",
        )
    ),
)
AWAIT_SCHEMA = "CALL db.awaitIndexes(300)"
FORMAT = "MATCH (e:Ekokarta {id: 'store'}) RETURN e.format AS format"
# ``published`` is the head; the mirror of the graph notes beside it how far it has come.
FOUND = """MERGE (e:Ekokarta {id: 'store'})
ON CREATE SET e.format = $format, e.published = 0, e.number = 0, e.seconds = 0.0, e.expires = 0.0,
    e.restoring = false"""

_STORE = "MATCH (e:Ekokarta {id: 'store'})"
_STATE = """
RETURN e.published, e.number, e.version, e.token, e.holder, e.seconds, e.expires, e.restoring"""
STATE = _STORE + _STATE
# Setting a property locks the node, and what is read after that is what the writer before left. Of
# the clocks only ``realtime`` is read then; the others tell when the statement began to wait.
LOCK = (
    f"{_STORE} SET e.locked = timestamp(){_STATE}, datetime.realtime().epochMillis / 1000.0 AS now"
)
SAVE = f"""{_STORE}
SET e.published = $head, e.number = $number, e.version = $version, e.token = $token,
    e.holder = $holder, e.seconds = $seconds, e.expires = $expires, e.restoring = $restoring"""

# The planner guesses by counts, which an import makes wrong, and turns OR into a union of index
# reads: that was ten times slower. So the index is always named, and conditions that could tempt it
# hide in coalesce and CASE. A composite index serves only if every property of it is asked for. And
# it is named with SEEK: without, an index that just filled was read whole for every single key.
_BY_KEY = """UNWIND $keys AS key
MATCH (r:EkoRow) USING INDEX SEEK r:EkoRow(key, from_version)
WHERE r.key = key AND r.from_version > 0"""
# One record of four lists arrives three times as fast as a record per row. ``collect`` leaves out
# null, hence 0 for a row that is open.
_COLLECTED = """
RETURN collect(r.key), collect(r.from_version), collect(coalesce(r.to_version, 0)),
    collect(r.body)"""
STANDING = _per_kind(_BY_KEY + " AND coalesce(r.to_version, $version) = $version" + _COLLECTED)
OPEN = _per_kind("""UNWIND $rows AS row
CREATE (:EkoRow {key: row[0], body: row[1], from_version: $version})""")
_ONE = """UNWIND $rows AS row
MATCH (r:EkoRow) USING INDEX SEEK r:EkoRow(key, from_version)
WHERE r.key = row[0] AND r.from_version = """
REWRITE = _per_kind(_ONE + "$version SET r.body = row[1]")
REMOVE = _per_kind(_ONE + "$version DELETE r")
END = _per_kind(_ONE + "row[1] SET r.to_version = $version")
REOPEN = _per_kind(_ONE + "row[1] REMOVE r.to_version")
FILL = _per_kind("""UNWIND $rows AS row
CREATE (:EkoRow {key: row[0], from_version: row[1], to_version: row[2], body: row[3]})""")

UNDO_OPENED = _per_kind("""MATCH (r:EkoRow) USING INDEX SEEK r:EkoRow(from_version)
WHERE r.from_version = $version
WITH r LIMIT $limit DELETE r RETURN count(*) AS undone""")
UNDO_CLOSED = _per_kind("""MATCH (r:EkoRow) USING INDEX SEEK r:EkoRow(to_version)
WHERE r.to_version = $version
WITH r LIMIT $limit REMOVE r.to_version RETURN count(*) AS undone""")
REMOVE_SOME = _per_kind("MATCH (r:EkoRow) WITH r LIMIT $limit DELETE r RETURN count(*) AS removed")
ANY_ROW = _per_kind("MATCH (r:EkoRow) RETURN r.key LIMIT 1")

# A property that is null is none, as in stores of before there were rules to keep.
PUBLISH = """CREATE (:EkoPublication
    {version: $version, at: $instant, microseconds: $microseconds, rules: $rules})"""
RULES_OF = "MATCH (p:EkoPublication {version: $version}) RETURN p.rules"
LATEST = """MATCH (p:EkoPublication) USING INDEX SEEK p:EkoPublication(version)
WHERE p.version > 0 RETURN p.version, p.microseconds
ORDER BY p.version DESC LIMIT 1"""
PUBLISHED_AT = "MATCH (p:EkoPublication {version: $version}) RETURN p.at"
VERSION_AT = """MATCH (p:EkoPublication) WHERE p.microseconds <= $microseconds
RETURN coalesce(max(p.version), 0)"""

_IN_ORDER = "\nWITH r ORDER BY r.key, r.from_version"
_SEEN = " AND r.from_version <= $at AND coalesce(r.to_version, $at + 1) > $at"
_CHANGED = """ AND CASE WHEN r.from_version > $since THEN r.from_version <= $at
    ELSE coalesce(r.to_version > $since AND r.to_version <= $at, false) END"""
_AFTER = """MATCH (r:EkoRow) USING INDEX SEEK r:EkoRow(key, from_version)
WHERE r.key >= $key AND r.from_version > 0
    AND CASE WHEN r.key = $key THEN r.from_version > $from ELSE true END"""
_BEFORE = " AND r.key < $until"
_PAGE = _IN_ORDER + " LIMIT $limit" + _COLLECTED

PAGE = {
    (changed, bounded): _per_kind(
        _AFTER + (_CHANGED if changed else _SEEN) + (_BEFORE if bounded else "") + _PAGE
    )
    for changed in (False, True)
    for bounded in (False, True)
}
OF_KEYS = {
    changed: _per_kind(_BY_KEY + (_CHANGED if changed else _SEEN) + _IN_ORDER + _COLLECTED)
    for changed in (False, True)
}
CHANGED_KEYS = _per_kind("""CALL () {
    MATCH (r:EkoRow) USING INDEX SEEK r:EkoRow(from_version)
    WHERE r.from_version > $since AND r.from_version <= $at RETURN r.key AS key
    UNION
    MATCH (r:EkoRow) USING INDEX SEEK r:EkoRow(to_version)
    WHERE r.to_version > $since AND r.to_version <= $at RETURN r.key AS key
}
WITH key LIMIT $limit RETURN collect(key)""")
GONE_KEYS = _per_kind("""MATCH (r:EkoRow) USING INDEX SEEK r:EkoRow(to_version)
WHERE r.to_version > 0 AND r.to_version <= $at AND NOT EXISTS {
    MATCH (o:EkoRow) USING INDEX SEEK o:EkoRow(key, from_version)
    WHERE o.key = r.key AND o.from_version > 0 AND o.from_version <= $at
        AND coalesce(o.to_version, $at + 1) > $at
}
RETURN collect(DISTINCT r.key)""")
