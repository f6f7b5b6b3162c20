"""A shop that is open for the time of one test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.brand_agent.shop import Shop, open_shop


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    """The shop of `tests/brand_agent/shop.py`."""
    opened = await open_shop(tmp_path)
    yield opened
    opened.database.close()
