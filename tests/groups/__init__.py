"""Core and groups."""
