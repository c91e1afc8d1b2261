"""SPARQL over the graph: stores built by one process, queries run by others, never by this one."""
