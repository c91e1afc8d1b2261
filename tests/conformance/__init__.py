"""What must hold for every source, whatever is added later."""
