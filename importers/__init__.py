"""One source per folder under ``sources``: a manifest, a pure parser and a sample."""
