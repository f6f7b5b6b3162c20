"""What is polite towards a server: how long to wait, when to try again, and what robots.txt asks for.

All times are milliseconds. Nothing here waits or asks.

Source: RFC 9110, 10.2.3 (Retry-After); RFC 9309 (robots.txt: what is not there allows, what fails forbids).
"""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final, Protocol

GAP_MS: Final = 1_000
"""Between two requests to one host, at least."""
MAX_GAP_MS: Final = 60_000
"""Of a Crawl-delay, no more than this is believed: some ask for days."""
TRIES: Final = 5
FIRST_BACKOFF_MS: Final = 2_000
MAX_BACKOFF_MS: Final = 5 * 60_000
PATIENCE_MS: Final = 10 * 60_000
"""What a run waits for by itself; asked for more, it ends and can be run again later."""
MAX_HELD_OFF_MS: Final = 24 * 3_600_000
"""No server keeps us away for longer than a day."""
ROBOTS_KEPT_MS: Final = 24 * 3_600_000
ROBOTS_BYTES: Final = 512 * 1024
ROBOT: Final = "dailyme"


def is_busy(status: int) -> bool:
    """Say whether *status* means: not now."""
    return status == 429 or status >= 500


def backoff_ms(failures: int, said: str | None, *, at_ms: int) -> int:
    """Return how long to leave the server alone after so many *failures*, the first being 1.

    said: its Retry-After, seconds or a date; what can't be read is not there.

    >>> backoff_ms(1, None, at_ms=0), backoff_ms(3, None, at_ms=0), backoff_ms(99, None, at_ms=0)
    (2000, 8000, 300000)
    >>> backoff_ms(1, "120", at_ms=0), backoff_ms(1, "Thu, 01 Jan 1970 00:01:00 GMT", at_ms=10_000)
    (120000, 50000)
    """
    own = min(FIRST_BACKOFF_MS << min(failures - 1, 20), MAX_BACKOFF_MS)
    asked = _retry_after_ms((said or "").strip(), at_ms)
    return min(max(own, asked), MAX_HELD_OFF_MS)


def _retry_after_ms(said: str, at_ms: int) -> int:
    if said.isascii() and said.isdigit():
        return int(said[:9]) * 1000
    try:
        when = parsedate_to_datetime(said)
        return int(when.replace(tzinfo=when.tzinfo or UTC).timestamp() * 1000) - at_ms
    except (ValueError, OverflowError):
        return 0


class Robots(Protocol):
    """What a site asks of programs."""

    @property
    def gap_ms(self) -> int:
        """The time between two requests."""

    def may(self, url: str) -> bool:
        """Say whether *url* may be asked."""


class NoRobots:
    """The site asks for nothing."""

    gap_ms = GAP_MS

    def may(self, url: str) -> bool:
        """Say yes."""
        return True


class RobotsFile:
    """A robots.txt, as `protego` reads it."""

    def __init__(self, data: bytes) -> None:
        """Read *data*. Raises ImportError without the extra `catalogs`."""
        from protego import Protego  # noqa: PLC0415  an extra

        self._rules = Protego.parse(data[:ROBOTS_BYTES].decode("utf-8-sig", "replace"))
        delay = self._rules.crawl_delay(ROBOT)
        self.gap_ms = GAP_MS if delay is None else int(min(max(delay * 1000, GAP_MS), MAX_GAP_MS))

    def may(self, url: str) -> bool:
        """Say whether *url* may be asked by us."""
        return bool(self._rules.can_fetch(url, ROBOT))
