"""The trend of mixing."""
