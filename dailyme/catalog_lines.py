"""How `catalog read` shows products and rejects: as JSON lines, or as a table for people."""

from __future__ import annotations

import sys
from typing import Self

from catalog_adapters import Entry, Reject
from dailyme.outputs import CatalogProduct, CatalogReject
from dailyme.show import console, count, hints, json_line, money
from protocol import Product


class JsonLines:
    """Products on standard output, rejects on standard error."""

    def __init__(self, source: str) -> None:
        self._source = source

    def add(self, item: Entry | Reject) -> None:
        """Write *item* as a JSON line."""
        if isinstance(item, Reject):
            sys.stderr.write(json_line(CatalogReject.model_validate(item.members())) + "\n")
            return
        line = CatalogProduct(
            source=self._source,
            product=item.product,
            stock=dict(item.stock) or None,
            cost=dict(item.cost) or None,
        )
        sys.stdout.write(json_line(line) + "\n")

    def end(self) -> None:
        """Say nothing: the lines are all there is."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        sys.stdout.flush()


class Table:
    """A row per product on standard output; rejects, progress and the sum on standard error."""

    def __init__(self) -> None:
        self._products = self._rejects = 0
        self._progress = None if sys.stdout.isatty() or not sys.stderr.isatty() else hints().status("Reading")

    def add(self, item: Entry | Reject) -> None:
        """Write *item* as a row."""
        if isinstance(item, Reject):
            self._rejects += 1
            dropped = "" if item.dropped == "row" else f" ({item.dropped} left out)"
            hints().print(f"{item.source}:{item.line}: {item.code}: {item.reason}{dropped}", soft_wrap=True)
            return
        self._products += 1
        if self._products == 1:
            console().print(_row("ID", "TITLE", "PRICE"), style="bold")
        console().print(_row(item.product.id, item.product.title, _price(item.product)))
        if self._progress and self._products % 100 == 0:
            self._progress.update(f"Reading: {self._products:,} products")

    def end(self) -> None:
        """Write the sum."""
        hints().print(f"{count(self._products, 'product')}, {count(self._rejects, 'reject')}")

    def __enter__(self) -> Self:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()


def _row(id: str, title: str, price: str) -> str:
    room = console().width - 18 - 24
    return f"{_cut(id, 16):<16}  {_cut(title, room):<{room}}{price:>24}"


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"


def _price(product: Product) -> str:
    least, most = product.price_range.min, product.price_range.max
    return money(least) if least == most else f"from {money(least)}"
