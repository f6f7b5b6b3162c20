"""A file for a sync."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog_adapters.sync.shop import Syncing


@pytest.fixture
def syncing(tmp_path: Path) -> Syncing:
    return Syncing(tmp_path / "shop.db")
