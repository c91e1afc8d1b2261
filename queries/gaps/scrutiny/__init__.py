"""What becomes of every verdict when something defensible is changed."""
