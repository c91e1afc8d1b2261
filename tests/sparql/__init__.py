"""The SPARQL endpoint: its protocol, its answers, and what it does not let happen."""
