"""What the tests of Daily Me's pages begin with."""

import pytest
import structlog

from tests.pages.twin.life import year

__all__ = ["year"]


@pytest.fixture(autouse=True)
def short_traces() -> None:
    """Let what fails behind a page be logged without its values: a whole town takes minutes to print."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[plain])
