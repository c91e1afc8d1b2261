"""Swecris: research grants of Swedish funders."""
