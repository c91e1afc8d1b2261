"""What is known of who took part."""
