"""How many cases Hypothesis tries, `quick` in `make test`, `thorough` in `make test-all`; and one PostgreSQL.

A test that wants more or fewer names a multiple of it (`settings().max_examples * 2`), or its own number.
No case has a deadline: how long one takes tells more of the machine than of us.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import HealthCheck, settings

from tests.interrupts import hear_interrupts

if TYPE_CHECKING:
    from tests.catalog_search.postgres_server import Server

settings.register_profile(
    "quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=300)
settings.load_profile("quick")
hear_interrupts()


def pytest_runtest_setup() -> None:
    """Forget how a command that ran here before set up its logs: quiet ones hide what tests look for."""
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One PostgreSQL for all tests of a process; only tests that ask for it start it."""
    from tests.catalog_search.postgres_server import server

    with server() as running:
        yield running
