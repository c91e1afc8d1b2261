"""Command line, HTTP and pages for people: where importers, queries and drawings meet."""
