"""The catalog: what is sold, as the brand knows it and as twins see it, with every price that was asked."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection, select
from starlette.responses import Response

from brand_agent.edge.price_book import Paid, asked_of
from brand_agent.edge.tables import STOCK
from dailyme.pages.brand.charts import Steps, steps
from dailyme.pages.brand.goods import entry_of, listed, shown
from dailyme.pages.brand.office import OfficeDep
from dailyme.pages.shell import NoPageError, is_fragment, render

router: Final = APIRouter()
_REJECTS: Final = 200


@router.get("/catalog")
async def catalog(request: Request, office: OfficeDep, q: str = "", start: int = 0) -> Response:
    """Show a part of the list."""
    shop = await office.shop()
    words = " ".join(q[:100].split())
    return render(
        request,
        "brand/_goods.html" if is_fragment(request) else "brand/catalog.html",
        shop=shop,
        part=listed(shop, words, start),
        words=words,
    )


@router.get("/catalog/rejects")
async def rejects(request: Request, office: OfficeDep) -> Response:
    """Show what could not be read, and why."""
    shop = await office.shop()
    return render(
        request,
        "brand/rejects.html",
        rejects=shop.rejects[:_REJECTS],
        more=max(0, len(shop.rejects) - _REJECTS),
    )


@router.get("/catalog/products/{id:path}")
async def product(request: Request, office: OfficeDep, id: str) -> Response:
    """Show a product: its variants, its prices, and the record that twins are given."""
    shop = await office.shop()
    entry = entry_of(shop, id)
    if entry is None:
        raise NoPageError("The catalog has no such product.")

    def read(connection: Connection) -> tuple[dict[str, int], dict[str, tuple[Paid, ...]]]:
        rows = connection.execute(select(STOCK.c.variant, STOCK.c.remaining).where(STOCK.c.product == id))
        return {row.variant: row.remaining for row in rows}, asked_of(connection, id)

    left, paid = await office.database.read(read)
    found = shown(entry, shop.policy, left, paid)
    lines = {one.id: line for one in found.kinds if (line := _line(one.was, office.now_ms())) is not None}
    return render(request, "brand/product.html", product=found, lines=lines)


def _line(paid: tuple[Paid, ...], at_ms: int) -> Steps | None:
    """The line of what was asked; one price alone is no line worth drawing."""
    if len(paid) < 2:
        return None
    return steps([(one.since_ms, None if one.price is None else one.price.amount) for one in paid], at_ms)
