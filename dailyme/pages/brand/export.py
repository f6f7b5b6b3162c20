"""All deals as one file: CSV for a spreadsheet (RFC 4180), or JSON with the signed documents.

Both are written as they are read, a part at a time, so a long list needs no memory. In the CSV a text that a
spreadsheet would take for a formula is marked as text; the JSON holds everything as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any, Final

import orjson

from brand_agent.edge.sold_pages import Deal, deals
from foundation.database import Database
from protocol import write_time
from protocol.money import major

PART: Final = 200
"""Deals that are read at a time."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
BOM: Final = "\ufeff"
"""By which a spreadsheet knows UTF-8."""
COLUMNS: Final = (
    *("agreed", "deal", "title", "quantity", "currency", "total", "list_total", "net", "cost", "margin"),
    *("stage", "promised_by", "turned_out", "stars"),
)


def cell(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula.

    >>> cell("=1+1"), cell("Router"), cell("  @SUM(A1)")
    ("'=1+1", 'Router', "'  @SUM(A1)")
    """
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


async def as_csv(database: Database) -> AsyncIterator[bytes]:
    """Give the lines of all deals, the newest first, under a line of names."""
    yield (BOM + _line(COLUMNS)).encode()
    async for part in _parts(database):
        yield "".join(_line(_cells(one)) for one in part).encode()


async def as_json(database: Database) -> AsyncIterator[bytes]:
    """Give `{"deals": [...]}`, the newest first, with the document of each."""
    yield b'{"deals":['
    comma = b""
    async for part in _parts(database):
        yield comma + b",".join(orjson.dumps(_members(one)) for one in part)
        comma = b","
    yield b"]}\n"


async def _parts(database: Database) -> AsyncIterator[Sequence[Deal]]:
    before: int | None = None
    while True:
        part = await database.read(partial(deals, before=before, most=PART))
        if part:
            yield part
        if len(part) < PART:
            return
        before = part[-1].number


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def _cells(deal: Deal) -> list[str]:
    order, money = deal.order, deal.currency

    def amount(minor: int | None) -> str:
        return "" if minor is None else major(minor, money)

    return [
        write_time(deal.at_ms),
        cell(deal.hash),
        cell(deal.title),
        str(deal.quantity),
        money,
        amount(deal.total_minor),
        amount(deal.list_total_minor),
        amount(deal.net_minor),
        amount(deal.cost_minor),
        amount(deal.margin_minor),
        deal.stage,
        "" if order is None else write_time(order.promised_ms)[:10],
        "" if order is None else order.how or "",
        "" if order is None or order.stars is None else str(order.stars),
    ]


def _members(deal: Deal) -> dict[str, Any]:
    def amount(minor: int | None) -> dict[str, Any] | None:
        return None if minor is None else {"amount": minor, "currency": deal.currency}

    order = deal.order
    return {
        "agreed": write_time(deal.at_ms),
        "deal": deal.hash,
        "thread": deal.thread,
        "title": deal.title,
        "quantity": deal.quantity,
        "total": amount(deal.total_minor),
        "list_total": amount(deal.list_total_minor),
        "net": amount(deal.net_minor),
        "cost": amount(deal.cost_minor),
        "stage": deal.stage,
        "promised_by": None if order is None else write_time(order.promised_ms),
        "turned_out": None if order is None else order.how,
        "stars": None if order is None else order.stars,
        "document": deal.document,
    }
