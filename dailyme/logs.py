"""Logs: one line per event on standard error, in the seven words, with secrets left out."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

import structlog

SECRET: Final = ("ceiling", "key", "seed", "passphrase", "secret", "salt", "address", "email", "phone")


def start_logs(*, quiet: bool = False) -> None:
    """Send log lines to standard error: in colour on a terminal, as JSON elsewhere.

    quiet: warnings and worse only, for commands whose output is for people.
    """
    shown: Any = structlog.processors.JSONRenderer()
    if sys.stderr.isatty():
        plain = structlog.dev.plain_traceback  # the other kind shows what every variable holds
        shown = structlog.dev.ConsoleRenderer(colors=_colours(), exception_formatter=plain)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Return *event* with the values of secret names left out.

    >>> redact(None, "info", {"event": "wish", "ceiling": 12000, "words": 3})
    {'event': 'wish', 'ceiling': '(left out)', 'words': 3}
    """
    return {
        name: "(left out)" if any(word in name.lower() for word in SECRET) else value
        for name, value in event.items()
    }


def _colours() -> bool:
    import os

    return not os.environ.get("NO_COLOR")
