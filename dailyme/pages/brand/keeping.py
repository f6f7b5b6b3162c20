"""Figures that are worked out from all sales, kept until something was sold or five minutes went by."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar, cast

from sqlalchemy import func, select

from brand_agent.edge.store import last_sale
from brand_agent.edge.tables import SALES
from dailyme.pages.brand.office import Office

T = TypeVar("T")
_MINUTES_5: Final = 5 * 60_000


async def kept(office: Office, name: str, about: tuple[object, ...], work: Callable[[], Awaitable[T]]) -> T:
    """Return what *work* came to under *name*; it is done again when a sale, or *about*, is another."""
    last, count = await office.database.read(
        lambda connection: (
            last_sale(connection),
            connection.scalar(select(func.count()).select_from(SALES)),
        )
    )
    mark = (*about, last, count, office.now_ms() // _MINUTES_5)
    found = office.kept.get(name)
    if isinstance(found, tuple) and found[0] == mark:
        return cast("T", found[1])
    value = await work()
    office.kept[name] = (mark, value)
    return value
