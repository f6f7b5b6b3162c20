"""Reading a brand's files again while it serves: brand.toml, the catalog, a mapping file, what a sync keeps.

A look compares sizes and times of the files, and of plain files then what is in them. What changed is read
whole, beside what is sold; only if all of it can be read does it take its place. A file that can't be read
leaves everything as it was, and a line in the log says why. A file that is being written is left alone until
it stands still from one look to the next; the file of a sync need not, since a sync commits whole steps.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Final

import structlog

from brand_agent.edge.trading import Trading
from dailyme.wiring.shop import Shop, ShopFlags, files_of, read_shop

_log = structlog.get_logger("brand")

LOOK_S: Final = 2.0
"""How often the files are looked at; after a long reading, as long as four of them would take."""
_MOST_FILES: Final = 10_000

State = tuple[tuple[str, int, int, int], ...]
"""Path, size, time of change and number of each file that there is."""


@dataclass(frozen=True)
class Seen:
    """The files of a shop as they were before they were read. digest: of what was in the plain ones."""

    state: State
    digest: str


def see(flags: ShopFlags) -> Seen:
    """Return the files of *flags* as they are."""
    state = state_of(flags)
    return Seen(state, _digest(state))


def state_of(flags: ShopFlags) -> State:
    """Return what the file system says of the files of *flags*; what can't be looked at is not there."""
    found = []
    for path in _each(files_of(flags)):
        with suppress(OSError):
            told = path.stat()
            found.append((str(path), told.st_size, told.st_mtime_ns, told.st_ino))
    return tuple(found)


def _each(paths: tuple[Path, ...]) -> Iterator[Path]:
    left = _MOST_FILES
    for path in paths:
        for one in sorted(path.rglob("*")) if path.is_dir() else (path,):
            if left and not one.is_dir():
                left -= 1
                yield one


def _digest(state: State) -> str:
    found = []
    for path, *_ in state:
        with suppress(OSError), Path(path).open("rb") as file:
            found.append(f"{path} {file_digest(file, 'sha256').hexdigest()}")
    return "\n".join(found)


class Rereading:
    """Reads the files of *flags* again for *trading*; *seen* is how they were when they were read last."""

    def __init__(
        self,
        flags: ShopFlags,
        shop: Shop,
        seen: Seen,
        trading: Trading,
        *,
        clock: Callable[[int], int],
        local: bool,
    ) -> None:
        self._flags, self._trading, self._clock, self._local = flags, trading, clock, local
        self._seen, self._last = seen, seen.state
        self._again_ms = _again_ms(shop, clock(0))
        self._took_s = 0.0
        self._lock, self._hurry = asyncio.Lock(), asyncio.Event()
        trading.reread = self.look_now

    async def look(self) -> None:
        """Read again what stands still and is other than it was."""
        async with self._lock:
            state = await asyncio.to_thread(state_of, self._flags)
            still, self._last = state == self._last or _is_synced(state), state
            due = self._again_ms is not None and self._again_ms <= self._clock(0)
            if still and (due or state != self._seen.state):
                await self._read(at_all_events=due)

    async def look_now(self) -> None:
        """Read again what is other than it was, even if it was written this moment."""
        async with self._lock:
            if await asyncio.to_thread(state_of, self._flags) != self._seen.state:
                await self._read(at_all_events=False)

    async def _read(self, *, at_all_events: bool) -> None:
        seen, began = await asyncio.to_thread(see, self._flags), time.monotonic()
        before, self._seen = self._seen, seen
        if seen.digest == before.digest and not at_all_events:
            return
        at_ms = self._clock(0)
        try:
            shop = await asyncio.to_thread(read_shop, self._flags, at_ms=at_ms, local=self._local)
            if await asyncio.to_thread(state_of, self._flags) != seen.state and not _is_synced(seen.state):
                self._seen = before  # it was written while it was read
                return
            await self._trading.take(shop.policy, shop.entries)
        except Exception as error:  # whatever a file holds: what was read before is sold on
            code = str(getattr(error, "code", type(error).__name__))
            _log.error("reread", problem=code, why=str(error)[:1000], sold="what was read before")
            self._again_ms = None
            return
        finally:
            self._took_s = time.monotonic() - began
        self._again_ms = _again_ms(shop, at_ms)
        _log.info("reread", products=len(shop.entries), rejects=len(shop.rejects))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look every now and then, and at once on SIGHUP where there is such a signal."""
        task = asyncio.create_task(self._watch())
        with _on_hangup(self._hurry.set):
            yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def _watch(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), max(LOOK_S, 4 * self._took_s))
            if self._hurry.is_set():
                self._hurry.clear()
                async with self._lock:
                    await self._read(at_all_events=True)
            else:
                await self.look()


@contextmanager
def _on_hangup(act: Callable[[], None]) -> Iterator[None]:
    """Do *act* on each SIGHUP; nothing where there is none, or another thread has the signals.

    Where the terminal that it was started in is gone, SIGHUP is what ends it, as ever.
    """
    hangup: int = getattr(signal, "SIGHUP", 0)
    in_terminal = _has_terminal()

    def heard_it() -> None:
        if in_terminal and not _has_terminal():
            signal.raise_signal(signal.SIGTERM)
        else:
            act()

    loop, heard = asyncio.get_running_loop(), False
    with suppress(NotImplementedError, RuntimeError, ValueError):
        if hangup:
            loop.add_signal_handler(hangup, heard_it)
            heard = True
    try:
        yield
    finally:
        if heard:
            loop.remove_signal_handler(hangup)


def _has_terminal() -> bool:
    try:
        return os.isatty(sys.stdin.fileno())
    except (AttributeError, OSError, ValueError):  # closed, or something else than a file
        return False


def _is_synced(state: State) -> bool:
    """Whether the only files that may stand half written are those of a sync, which are never."""
    return any(path.endswith("-wal") for path, *_ in state)


def _again_ms(shop: Shop, at_ms: int) -> int | None:
    """When something that can't be read now can be, as the source says."""
    times = [one.again_ms for one in shop.rejects if one.again_ms is not None and one.again_ms > at_ms]
    return min(times, default=None)
