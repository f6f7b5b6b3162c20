"""What can go wrong with a seller or a directory, as a trouble that is told: the rest goes on without it."""

from __future__ import annotations

import asyncio
from typing import Final

from consumer_twin.errors import BrokenCatalogError, BrokenSliceError
from consumer_twin.scan import Shelf, Trouble
from foundation.fetch import FetchError
from protocol import ProtocolError
from transport import TransportError

BROKEN: Final = (ProtocolError, TransportError, FetchError, BrokenCatalogError, BrokenSliceError)


def trouble(name: str, error: BaseException) -> Trouble:
    """Return what *error* says of *name*; a TimeoutError is a deadline that was missed."""
    code = str(getattr(error, "code", "too-slow"))
    return Trouble(name, code, str(error)[:300] or "no answer before the deadline")


def ended(name: str, task: asyncio.Future[Shelf | Trouble]) -> Shelf | Trouble:
    """Return what reading a seller came to: its shelf, or why there is none."""
    if task.cancelled():
        return Trouble(name, "too-slow", "not read before the deadline")
    error = task.exception()
    if error is None:
        return task.result()
    if isinstance(error, BROKEN):
        return trouble(name, error)
    raise error
