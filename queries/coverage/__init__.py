"""What is known of who took part, slice by slice: the layer under every other answer."""
