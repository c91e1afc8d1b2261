"""Sectors and other names of organisations, decided one by one by people."""
