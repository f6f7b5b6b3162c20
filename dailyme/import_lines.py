"""An import as it is shown: the first purchases, what was left out, and how many of each."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, Self

from catalog_adapters import Reject
from consumer_twin.history import Purchase
from dailyme.outputs_sense import ImportReject, ShownPurchase
from dailyme.show import console, count, hints, json_line, money

_PREVIEWED: Final = 5
_TOLD: Final = 20
"""Rejects that a person is shown; `--json` writes every one."""


class Tally:
    """Counts what goes by, keeps the first purchases, and tells what is left out."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._first: Reject | None = None
        self._read = 0
        self.preview: list[Purchase] = []
        self.rejects = 0
        self.reasons: Counter[str] = Counter()
        quiet = as_json or sys.stdout.isatty() or not sys.stderr.isatty()
        self._progress = None if quiet else hints().status("Reading")

    def __enter__(self) -> Self:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()

    def purchases(self, rows: Iterable[Purchase | Reject]) -> Iterator[Purchase]:
        """Yield the purchases among *rows*."""
        for row in rows:
            if isinstance(row, Reject):
                self._reject(row)
                continue
            self._read += 1
            if len(self.preview) < _PREVIEWED:
                self.preview.append(row)
            if self._progress and self._read % 1000 == 0:
                self._progress.update(f"Reading: {count(self._read, 'purchase')}")
            yield row

    def _reject(self, reject: Reject) -> None:
        self._first = self._first or reject
        self.rejects += 1
        self.reasons[reject.code] += 1
        if self._as_json:
            sys.stderr.write(json_line(ImportReject.model_validate(reject.members())) + "\n")
        elif self.rejects <= _TOLD:
            dropped = "" if reject.dropped == "row" else f" ({reject.dropped} left out)"
            said = f"{reject.source}:{reject.line}: {reject.code}: {reject.reason}{dropped}"
            hints().print(said, soft_wrap=True)

    def first_reason(self) -> str:
        """Say why the first row was left out; nothing if none was."""
        one = self._first
        return "" if one is None else f"; line {one.line}: {one.code}: {one.reason}"

    def rows(self) -> Iterator[str]:
        """Yield the first purchases as lines of a table."""
        room = console().width - 2 - 12 - 6 - 16
        yield f"  {'DAY':<12}{'QTY':>4}  {'PRICE':<16}TITLE"
        for one in self.preview:
            price = "-" if one.price is None else money(one.price)
            title = one.title if len(one.title) <= room else one.title[: room - 1] + "…"
            yield f"  {one.day.isoformat():<12}{one.quantity:>4}  {price:<16}{title}"
        if self._read > len(self.preview):
            yield "  …"

    def tell_rejects(self) -> None:
        """Say how much was left out, and why."""
        if self.rejects > _TOLD:
            hints().print(f"… and {self.rejects - _TOLD:,} more; --json writes them all")
        if self.rejects:
            told = ", ".join(f"{code} {number:,}" for code, number in self.reasons.most_common())
            hints().print(f"{self.rejects:,} left out: {told}", soft_wrap=True)


def shown_purchase(one: Purchase) -> ShownPurchase:
    """Return *one* as it is printed."""
    return ShownPurchase(
        day=one.day.isoformat(),
        title=one.title,
        quantity=one.quantity,
        price=one.price,
        shop=one.shop or None,
        order=one.order or None,
        sku=one.sku or None,
        category=one.category or None,
        source=one.source,
    )
