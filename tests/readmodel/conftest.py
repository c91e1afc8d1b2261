"""The small graph drawn in tests/lookup/conftest.py, and an empty folder for models."""

from pathlib import Path

import pytest

from tests.lookup.conftest import library, model, private, public, small_store

__all__ = ["library", "model", "private", "public", "small_store"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where models are built."""
    return tmp_path / "models"
