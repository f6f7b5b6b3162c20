"""What an article is called, from what the twin keeps: offers that it got, and what it saw for its wishes."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, LargeBinary, Table, func, literal, select

from consumer_twin.edge.standing_tables import SEEN
from consumer_twin.edge.tables import MESSAGES
from consumer_twin.news import Seen
from protocol import decode

_SEEN: Final = TypeAdapter(Seen)
_LOOKED: Final = 20
"""How many rows that have the product's id somewhere are looked at."""


def title_of(connection: Connection, brand: str, product: str) -> str:
    """Return the title of *product* of the DID *brand*; the empty text if nothing here has it."""
    return _offered(connection, brand, product) or _sighted(connection, brand, product)


def _offered(connection: Connection, brand: str, product: str) -> str:
    for data in _rows(connection, MESSAGES, product):
        value: Any = decode(data)
        if value["type"] == "offer" and value["from"] == brand:
            for line in value["body"]["lines"]:
                if line["product"] == product:
                    return str(line["title"])
    return ""


def _sighted(connection: Connection, brand: str, product: str) -> str:
    for data in _rows(connection, SEEN, product):
        for one in _SEEN.validate_json(data).sightings:
            if (one.seller, one.product) == (brand, product):
                return one.title
    return ""


def _rows(connection: Connection, table: Table, product: str) -> list[bytes]:
    holds = func.instr(table.c.data, literal(product.encode(), LargeBinary)) > 0
    return list(connection.execute(select(table.c.data).where(holds).limit(_LOOKED)).scalars())
