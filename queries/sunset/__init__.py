"""Which ties of today end when, as the dates of their projects say."""
