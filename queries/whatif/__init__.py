"""What would be otherwise on the map: changes that are computed and never stored."""
