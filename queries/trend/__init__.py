"""How mixing of sectors changes from year to year, beyond what activity gives."""
