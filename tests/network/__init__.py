"""Tests of who stands between whom."""
