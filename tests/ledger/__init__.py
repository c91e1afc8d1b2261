"""Imports as a user sees them, on both stores."""
