"""The graph as files for other programs: RDF, CSV and GEXF, each written piece by piece."""
