"""Tests of the lookup questions."""
