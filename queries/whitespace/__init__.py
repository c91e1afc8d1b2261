"""What is missing where: regions, themes and target groups held against what their sizes give."""
