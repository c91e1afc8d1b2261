"""The graph itself in Neo4j beside the ledger: typed nodes and ties of the published version."""
