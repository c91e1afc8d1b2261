"""What the public is not told, whichever way it is asked for."""
