"""One PostgreSQL for all tests of the indexes; only tests that ask for it start it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.catalog_search.postgres_server import Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as running:
        yield running
