"""A sync, from where the last one stopped to the end of a pass.

Spec: spec/40-scan.md (SCAN-33).
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from catalog_adapters.entry import BadSettingsError, SourceSettings
from catalog_adapters.mapping_file import read_mapping, settled
from catalog_adapters.sync.by_pages import sync_pages
from catalog_adapters.sync.by_sitemap import sync_sitemap
from catalog_adapters.sync.manners import Clock, Manners
from catalog_adapters.sync.pages import PAGED, Pages, paged_by_address
from catalog_adapters.sync.store import Store
from catalog_adapters.sync.sums import Sums
from catalog_adapters.sync.whole import sync_whole
from catalog_adapters.sync.work import Report, Run

FULL_EVERY_MS: Final = 24 * 3_600_000
"""How old the last complete pass may be where changes alone can be asked for."""


def sync(
    source: str,
    settings: SourceSettings,
    *,
    store: Store,
    manners: Manners,
    clock: Clock,
    report: Report,
    full: bool = False,
    every_ms: int = FULL_EVERY_MS,
) -> Sums:
    """Bring *store* up to what *source*, an address, says. Return what the pass found.

    full: everything is asked for, and no date or tag is believed.

    Raises a `CatalogError` or a `FetchError`; what was stored until then stays, and the next sync goes on.
    """
    stated = settled(settings)
    kind = stated.kind or paged_by_address(source)
    pages = _pages(source, stated)
    going = store.begin(source, _members(stated), at_ms=clock(), full=full, every_ms=every_ms)
    run = Run(source, stated, store, manners, clock, report, going, manners.requests)
    if pages is not None:
        sync_pages(run, pages)
    elif kind == "sitemap":
        sync_sitemap(run)
    else:
        sync_whole(run)
    return going.sums


def _pages(source: str, settings: SourceSettings) -> Pages | None:
    request = None if settings.mapping is None else read_mapping(settings.mapping).request
    if request is not None and request.asks_for_pages:
        if settings.kind is None:
            raise BadSettingsError(source, "[request] needs a kind, or a [document]")
        from catalog_adapters.sync.requested import RequestedPages  # noqa: PLC0415  an extra: loads jmespath

        return RequestedPages(source, request, settings.kind)
    kind = settings.kind or paged_by_address(source)
    return None if kind is None else PAGED.get(kind)


def _members(settings: SourceSettings) -> dict[str, Any]:
    """The settings as they are kept: if one changes, everything is read anew."""
    members = asdict(settings)
    members["columns"] = dict(sorted(settings.columns.items()))
    members["mapping_text"] = None if settings.mapping is None else Path(settings.mapping).read_text("utf-8")
    return members
