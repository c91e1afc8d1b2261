"""Whether organisations of a target group take part in what is for it."""
