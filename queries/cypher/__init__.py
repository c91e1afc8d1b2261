"""Network questions in Cypher for people at a Neo4j prompt; each gives the same answer as ours."""
