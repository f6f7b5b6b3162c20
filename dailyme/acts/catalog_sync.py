"""Keeping a file in step with a catalog at an address: once, or every so often."""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from catalog_adapters import CatalogError, Reject, SourceSettings
from catalog_adapters.sync.manners import Manners
from catalog_adapters.sync.run import sync
from catalog_adapters.sync.store import Store
from catalog_adapters.sync.sums import Sums
from dailyme.asking import Asking
from dailyme.clock import now_ms
from dailyme.errors import UsageError, report
from dailyme.outputs import CatalogReject
from dailyme.outputs_catalog import CatalogSynced
from dailyme.shop_access import access_of
from dailyme.show import console, count, hints, json_line, print_json
from dailyme.sources import is_address, is_loopback
from foundation.errors import FoundationError

_UNITS: Final = {"m": 60, "h": 3600, "d": 86_400}
_LEAST_S: Final = 60


@dataclass(frozen=True)
class SyncFlags:
    """What the command line says of a sync."""

    source: str
    into: Path
    full: bool
    own_shop: bool
    local: bool
    as_json: bool


def sync_catalog(flags: SyncFlags, settings: SourceSettings, every: str | None) -> None:
    """Sync once and raise what went wrong; or with *every*, such as 30m, for ever, and report it.

    Raises `UsageError`, a `CatalogError` or a `FetchError`.
    """
    if not is_address(flags.source):
        raise UsageError(f"{flags.source} is no web address", "`catalog read` reads files and databases.")
    if every is None:
        _once(flags, settings)
        return
    pause_s = seconds(every)
    while True:
        try:
            _once(flags, settings)
        except (CatalogError, FoundationError) as error:
            report(error, as_json=flags.as_json)
        time.sleep(pause_s)


def seconds(text: str) -> int:
    """Return how long *text* says. Raises `UsageError`.

    >>> seconds("30m"), seconds("1d")
    (1800, 86400)
    """
    number, unit = text[:-1], _UNITS.get(text[-1:])
    if unit is None or not (number.isascii() and number.isdigit()) or not int(number) * unit >= _LEAST_S:
        raise UsageError(f"--every can't be {text!r}", "Give minutes, hours or days, such as 30m, 6h or 1d.")
    return int(number) * unit


def _once(flags: SyncFlags, settings: SourceSettings) -> None:
    shown = None if flags.as_json or not sys.stderr.isatty() else hints().status("Asking")

    def hear(said: Sums | Reject) -> None:
        if isinstance(said, Reject):
            _show_reject(said, as_json=flags.as_json)
        elif shown is not None:
            met = said.new + said.changed + said.same
            shown.update(f"Reading: {count(met, 'article')}, {count(said.requests, 'request')}")

    local = flags.local or is_loopback(flags.source)
    access = access_of(flags.source, settings)
    with (
        Asking(local=local, access=access) as asking,
        Store(str(flags.into)) as store,
        shown or nullcontext(),
    ):
        manners = Manners(asking.ask, store.hosts, clock=now_ms, wait=_wait, own_shop=flags.own_shop)
        sums = sync(
            flags.source,
            settings,
            store=store,
            manners=manners,
            clock=now_ms,
            report=hear,
            full=flags.full,
        )
        live = store.live()
    _show_sums(flags, sums, live)


def _wait(wait_ms: int) -> None:
    time.sleep(wait_ms / 1000)


def _show_reject(reject: Reject, *, as_json: bool) -> None:
    if as_json:
        sys.stderr.write(json_line(CatalogReject.model_validate(reject.members())) + "\n")
        return
    dropped = "" if reject.dropped == "row" else f" ({reject.dropped} left out)"
    hints().print(f"{reject.source}:{reject.line}: {reject.code}: {reject.reason}{dropped}", soft_wrap=True)


def _show_sums(flags: SyncFlags, sums: Sums, live: int) -> None:
    if flags.as_json:
        print_json(CatalogSynced(source=flags.source, into=str(flags.into), live=live, **asdict(sums)))
        return
    found = f"{sums.new:,} new, {sums.changed:,} changed, {sums.same:,} the same, {sums.gone:,} gone"
    asked = f"{count(sums.rejects, 'reject')}, {count(sums.requests, 'request')}"
    console().print(f"{flags.into}: {live:,} there now: {found}; {asked}", soft_wrap=True)
