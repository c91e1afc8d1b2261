"""Events of the Almedalen week on social innovation, and who organised them together."""
