"""Both stores against their contract, a model, each other, and a kill at any moment."""
