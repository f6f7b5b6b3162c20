"""A kiosk and its reader, over HTTP in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.consumer_twin.news.kiosk import ORIGIN, Kiosk, Reader
from transport.memory import memory_client


@pytest.fixture
def kiosk() -> Kiosk:
    return Kiosk()


@pytest.fixture
async def reader(kiosk: Kiosk, tmp_path: Path) -> AsyncIterator[Reader]:
    async with memory_client({ORIGIN: kiosk.app()}) as client:
        made = Reader(tmp_path, client, kiosk.time)
        yield made
        made.database.close()
