"""Isolates and orphans."""
