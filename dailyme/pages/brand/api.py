"""The API for the brand's own programs: deals, catalog and webhooks, as JSON under /api/v1.

Lists go forward from `after`, so a program that asks again with `next` misses nothing.
"""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.openapi.utils import get_openapi
from sqlalchemy import Connection

from brand_agent.edge.sold import Sold, sold_after, sold_in
from brand_agent.edge.store import sold_out
from brand_agent.edge.webhooks import SqlHooks, deliveries
from brand_agent.webhooks import Hook, secret_of, shown_secret
from dailyme.pages.brand import api_shapes as shapes
from dailyme.pages.brand.api_door import KeyDep, ProgramRoute, takes
from dailyme.pages.brand.office import OfficeDep
from dailyme.pages.shell import NoPageError
from protocol import write_time

PREFIX: Final = "/api/v1"
_METHODS: Final = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    401: {"model": shapes.Problem, "description": "No valid key."},
    403: {"model": shapes.Problem, "description": "The key lacks the scope."},
    422: {"model": shapes.Problem, "description": "The request can't be read."},
}

router = APIRouter(prefix=PREFIX, route_class=ProgramRoute, responses=_PROBLEMS)
description = APIRouter(prefix=PREFIX, route_class=ProgramRoute)

Limit = Annotated[int, Query(ge=1, le=100, description="At most so many.")]
After = Annotated[str, Query(max_length=200, description="The `next` of the answer before.")]


@router.get("", summary="Whose key this is")
async def me(key: KeyDep, office: OfficeDep) -> shapes.Me:
    """Say whose key it is and what it may do: to try the way."""
    return shapes.Me(brand=office.key.did, key=key.name, scopes=list(key.scopes))


@router.get("/deals", summary="Deals, oldest first", dependencies=[takes("deals:read")])
async def deals(office: OfficeDep, after: After = "", limit: Limit = 50) -> shapes.Deals:
    """Return agreements that both sides signed. Takes `deals:read`."""
    at_ms = office.now_ms()
    found = await office.database.read(lambda connection: sold_after(connection, after, limit, at_ms=at_ms))
    later = found[-1].place if found else after or None
    return shapes.Deals(deals=[_deal(one) for one in found], next=later)


@router.get("/deals/{thread}", summary="One deal, signed", dependencies=[takes("deals:read")])
async def deal(thread: str, office: OfficeDep) -> shapes.DealDocument:
    """Return one agreement with the document that both signed. Takes `deals:read`."""
    found = await office.database.read(lambda connection: sold_in(connection, thread))
    return shapes.DealDocument(deal=_deal(found), document=found.document)


@router.get("/catalog", summary="The catalog as twins see it", dependencies=[takes("catalog:read")])
async def catalog(office: OfficeDep, after: After = "", limit: Limit = 50) -> shapes.Catalog:
    """Return products by id, without stock counts and costs. Takes `catalog:read`."""
    shop, gone = await office.shop(), await office.database.read(sold_out)
    later = sorted((one for one in shop.entries if one.product.id > after), key=lambda one: one.product.id)
    found = [_product(one.product.members(), gone) for one in later[:limit]]
    return shapes.Catalog(products=found, next=found[-1]["id"] if len(later) > limit else None)


@router.get("/webhooks", summary="All webhooks", dependencies=[takes("webhooks:read")])
async def webhooks(office: OfficeDep) -> shapes.Hooks:
    """Return all webhooks. Takes `webhooks:read`."""
    found = await office.database.read(lambda connection: SqlHooks(connection).all())
    return shapes.Hooks(webhooks=[_hook(one) for one in found])


@router.post("/webhooks", summary="Add a webhook", status_code=201, dependencies=[takes("webhooks:write")])
async def add_webhook(new: shapes.NewHook, key: KeyDep, office: OfficeDep) -> shapes.Hook:
    """Set up a webhook; the answer holds its secret, this once. Takes `webhooks:write`."""
    at_ms, salt, who = office.now_ms(), secrets.token_bytes(16), f"key {key.name}"
    made = await office.database.write(
        lambda found: SqlHooks(found, who).add(new.url, new.events, salt, local=office.local, at_ms=at_ms)
    )
    return _hook(made, shown_secret(secret_of(office.key, made.salt)))


@router.delete(
    "/webhooks/{number}",
    summary="Remove a webhook",
    status_code=204,
    dependencies=[takes("webhooks:write")],
)
async def remove_webhook(number: int, key: KeyDep, office: OfficeDep) -> None:
    """Remove a webhook and what still waits for it. Takes `webhooks:write`."""
    at_ms, who = office.now_ms(), f"key {key.name}"
    await office.database.write(lambda found: SqlHooks(found, who).remove(number, at_ms=at_ms))


@router.get("/webhooks/{number}/sent", summary="What was sent", dependencies=[takes("webhooks:read")])
async def sent(number: int, office: OfficeDep, after: After = "", limit: Limit = 50) -> shapes.SentList:
    """Return what was sent to a webhook, newest first. Takes `webhooks:read`."""
    before = int(after) if after.isdecimal() and len(after) < 16 else None

    def read(connection: Connection) -> tuple[deliveries.Delivery, ...]:
        SqlHooks(connection).get(number)
        return deliveries.latest(connection, number, limit, before=before)

    found = await office.database.read(read)
    later = str(found[-1].number) if len(found) == limit else None
    return shapes.SentList(sent=[_sent(one) for one in found], next=later)


@description.get("/openapi", include_in_schema=False)
async def openapi() -> dict[str, Any]:
    """Return the description of the API: no key is needed to read it."""
    return described()


@description.api_route("/{path:path}", methods=_METHODS, include_in_schema=False)
async def nothing(path: str) -> None:
    """Say that there is nothing at any other address."""
    raise NoPageError("The API has nothing at that address.")


def described() -> dict[str, Any]:
    """Return the OpenAPI description of the API."""
    return get_openapi(
        title="Your shop's API",
        version="1",
        description="For the brand's own programs. It is served to this machine, like the console.",
        routes=router.routes,
    )


def _deal(sold: Sold) -> shapes.Deal:
    deal = sold.document["deal"]
    names = ("product", "variant", "title", "quantity")
    return shapes.Deal(
        thread=sold.thread,
        agreement=sold.hash,
        agreed=write_time(sold.at_ms),
        total=deal["total"],
        list_total=deal["list_total"],
        lines=[shapes.Line(**{name: line[name] for name in names}) for line in deal["lines"]],
    )


def _product(product: dict[str, Any], gone: frozenset[tuple[str, str]]) -> dict[str, Any]:
    out = {"available": False, "status": "out_of_stock"}
    return product | {
        "variants": [
            one | {"availability": out} if (product["id"], one["id"]) in gone else one
            for one in product["variants"]
        ]
    }


def _hook(hook: Hook, secret: str | None = None) -> shapes.Hook:
    return shapes.Hook(
        number=hook.number,
        url=hook.url,
        events=list(hook.events),
        on=not hook.off,
        made=write_time(hook.made_ms),
        secret=secret,
    )


def _sent(one: deliveries.Delivery) -> shapes.Sent:
    return shapes.Sent(
        number=one.number,
        id=one.name,
        event=one.event,
        thread=one.thread,
        made=write_time(one.made_ms),
        state=one.state,
        tries=one.tries,
    )
