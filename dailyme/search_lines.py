"""How `dailyme search` shows what it found: a row for each offer."""

from __future__ import annotations

from dailyme.outputs_search import FoundOffer, SearchResult
from dailyme.show import console, count, hints, money

_BRAND, _PRICE, _WHERE = 14, 16, 20


def show_result(result: SearchResult) -> None:
    """Write a table on standard output and the sum on standard error."""
    if result.hits:
        console().print(_row("BRAND", "TITLE", "PRICE", "FOUND IN"), style="bold")
    for hit in result.hits:
        console().print(_row(hit.brand or "-", hit.title, _price(hit), ", ".join(hit.matched)))
    found = count(len(result.hits), "offer") if result.hits else "nothing"
    rejects = f"; {count(result.rejects, 'reject')} (see `dailyme catalog read`)" if result.rejects else ""
    hints().print(f"{found} of {result.offers:,} found{rejects}", soft_wrap=True)


def _row(brand: str, title: str, price: str, where: str) -> str:
    room = console().width - _BRAND - _PRICE - _WHERE - 6
    cells = ((brand, _BRAND, "<"), (title, room, "<"), (price, _PRICE, ">"), (where, _WHERE, "<"))
    return "  ".join(f"{_cut(text, width):{side}{width}}" for text, width, side in cells).rstrip()


def _price(hit: FoundOffer) -> str:
    if not hit.available:
        return "out of stock"
    return "-" if hit.price is None else money(hit.price)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"
