"""The graph as files, read back by the programs they are for."""
