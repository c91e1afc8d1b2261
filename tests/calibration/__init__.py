"""Whether the sector table is right about made-up worlds in which the answer is known."""
