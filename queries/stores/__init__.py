"""Two real stores behind one small contract."""
