"""Curated facts of the ecosystem, typed from public pages: a row each, a page per row."""
