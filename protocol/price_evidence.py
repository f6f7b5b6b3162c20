"""A history of prices held against the pages that the same brand signed: what it leaves out or changes.

Spec: spec/40-scan.md (SCAN-14).

A page says what is asked when it is made, and a history what was asked before. Both are signed, so two pages
of one brand are enough to show that the second tells the past otherwise. A history speaks for the time from
its first price on, and for nothing before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from protocol.catalog import CatalogPage, Variant
from protocol.price_history import PriceRun
from protocol.times import read_time

Page = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a page says of one variant at the time that it was made."""

    page: Page
    at_ms: int
    variant: Variant


def rewritten(pages: Iterable[Page]) -> list[tuple[Page, Page]]:
    """Return each page whose history contradicts an earlier one of *pages*, after that earlier one."""
    told: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    for page in pages:
        for key, one in _tellings(page):
            told[key].append(one)
    found: dict[tuple[int, int], tuple[Page, Page]] = {}
    for some in told.values():
        later = [one for one in some if one.variant.price_history]
        for after in later:
            for before in some:
                if _differs(after, before) and (before.at_ms < after.at_ms or _differs(before, after)):
                    found.setdefault((id(before.page), id(after.page)), (before.page, after.page))
    return list(found.values())


def rewrites(one: Page, other: Page) -> bool:
    """Say whether two pages show that a history leaves out or changes what was asked."""
    return bool(rewritten((one, other)))


def _differs(after: _Told, before: _Told) -> bool:
    """Whether the history of *after* can't be if *before* was signed first (SCAN-14).

    Of two pages of one second either may have been the first.
    """
    history = after.variant.price_history
    if not history or before.at_ms > after.at_ms or before.page is after.page:
        return False
    first_ms = history[0].since_ms
    if first_ms <= before.at_ms and not _asked(history, after.at_ms, before):
        return True
    told = before.variant.price_history or ()
    return any(one.since_ms >= first_ms and not _kept(history, one, before.at_ms) for one in told)


def _asked(history: Sequence[PriceRun], made_ms: int, before: _Told) -> bool:
    """Whether *history*, of a page made at *made_ms*, states the price that *before* asked."""
    return any(
        run.since_ms <= before.at_ms <= (made_ms if run.until_ms is None else run.until_ms)
        and run.price == before.variant.price
        for run in history
    )


def _kept(history: Sequence[PriceRun], told: PriceRun, told_ms: int) -> bool:
    """Whether *history* has what was *told* at *told_ms*; what was asked then may have ended since."""
    return any(
        (run.since_ms, run.price) == (told.since_ms, told.price)
        and (run.until_ms == told.until_ms if told.until else (run.until_ms or told_ms) >= told_ms)
        for run in history
    )


def _tellings(page: Page) -> Iterator[tuple[tuple[str, str, str], _Told]]:
    if page.get("type") != "catalog-page":
        return
    try:
        read = CatalogPage.model_validate(page)
    except ValidationError:
        return
    at_ms = read_time(read.created)
    for product in read.products:
        for variant in product.variants:
            yield (read.from_, product.id, variant.id), _Told(page, at_ms, variant)
