"""Many pieces of work at once, under one deadline: who is slow or broken is told and holds up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from catalog_adapters import CatalogError
from consumer_twin.errors import TwinError
from foundation.fetch import FetchError
from protocol import ProtocolError
from transport import TransportError

BROKEN: Final = (ProtocolError, TransportError, FetchError, TwinError, CatalogError, OSError)
AT_ONCE: Final = 32

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

Lost = tuple[str, str]
"""Why something could not be read: a code, and words."""


@dataclass(frozen=True)
class Ends(Generic[K, T]):
    """What is done, and what is lost."""

    done: Mapping[K, T]
    lost: Mapping[K, Lost]


async def settled(work: Mapping[K, Coroutine[Any, Any, T]], timeout_s: float) -> Ends[K, T]:
    """Do all *work*, some of it at once; what is late or broken is lost. Raises what nobody foresaw."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(act: Coroutine[Any, Any, T]) -> T:
        async with gate:
            return await act

    tasks = {name: asyncio.ensure_future(one(act)) for name, act in work.items()}
    if tasks:
        await asyncio.wait(tasks.values(), timeout=timeout_s)
    for task in tasks.values():
        task.cancel()
    ends = await asyncio.gather(*tasks.values(), return_exceptions=True)
    for act in work.values():
        act.close()
    done: dict[K, T] = {}
    lost: dict[K, Lost] = {}
    for name, end in zip(tasks, ends, strict=True):
        if isinstance(end, asyncio.CancelledError):
            lost[name] = "too-slow", "not read before the deadline"
        elif isinstance(end, BROKEN):
            lost[name] = str(getattr(end, "code", "unreadable")), _words(end)
        elif isinstance(end, BaseException):
            raise end
        else:
            done[name] = end
    return Ends(done, lost)


def _words(error: BaseException) -> str:
    """Return what a person reads of *error*; the path stands beside it."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words[:300]
