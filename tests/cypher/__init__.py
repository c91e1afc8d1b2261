"""The Cypher catalogue, on a real server."""
