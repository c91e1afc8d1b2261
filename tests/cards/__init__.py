"""Tests of evidence cards."""
