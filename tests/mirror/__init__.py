"""The mirror of the graph in Neo4j, on a real server."""
