"""Evidence cards: any figure of any answer with all it takes to compute it again."""
