"""What people decide about identity, and what becomes of it."""
