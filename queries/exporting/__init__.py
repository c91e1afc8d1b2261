"""Reading a version whole, or a part of it, one batch after the other."""
