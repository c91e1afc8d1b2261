"""Any table with a small mapping file that says which column is what."""
