"""One version of the graph as an immutable folder, from which every question is answered."""
