"""The voice of target groups."""
