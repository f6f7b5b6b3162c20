"""Deals: what both signed, held against both signatures on the spot, and what can be said next.

Spec: spec/80-agree.md (AGREE-11), spec/85-fulfil.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin import TwinError
from consumer_twin.edge import SqlStore
from consumer_twin.edge.bought import Bought, SqlBought
from consumer_twin.edge.deals import SqlDeals
from consumer_twin.fulfil import Deal, deals_of
from consumer_twin.thread import restore
from dailyme.acts.deal import Say, checked, outcome_body
from dailyme.deal_result import shown_deal
from dailyme.errors import UsageError
from dailyme.keys import listed_ring
from dailyme.outputs_deal import ShownDeal
from dailyme.outputs_demo import Jwk
from dailyme.pages.shell import Form, NoPageError, posted, render, see
from dailyme.pages.twin.cards import domain_of
from dailyme.pages.twin.deal_words import CONDITIONS, HOWS, RETURNS, may_say, remedy_words, standing
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.terms import blocks, of_terms
from foundation.database import Database
from foundation.lookalike import seen
from protocol import (
    Delivered,
    Order,
    Price,
    ProtocolError,
    Return,
    Review,
    Track,
    Verdict,
    read_time,
    verdicts,
    write_time,
)
from protocol.relation.consent import FIELDS

router = APIRouter()

_PAGE: Final = 25
NO_SEED: Final = bytes(32)
"""Nothing is signed for a page that only shows."""


@dataclass(frozen=True)
class DealView:
    """A deal as a page shows it. *deal* is None if a message of its thread does not hold."""

    bought: Bought
    deal: Deal | None
    shown: ShownDeal | None
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether every message of its thread holds."""
        return self.deal is not None


@router.get("/deals")
async def deals(request: Request, home: HomeDep, at: int = 0, after: str = "") -> Response:
    """List what was bought, newest first."""
    before = (at, after) if 0 < at < 2**53 and after else None
    found = await SqlBought(home.database).newest(_PAGE + 1, before)
    last = found[_PAGE - 1] if len(found) > _PAGE else None
    views = [await _view(home.database, one, home.now_ms()) for one in found[:_PAGE]]
    return render(
        request,
        "twin/deals.html",
        deals=[(one, *_words(one)) for one in views],
        older="" if last is None else f"/deals?at={last.at_ms}&after={last.offer}",
        first=before is None,
    )


@router.get("/deals/of/{offer}")
async def of_offer(request: Request, offer: str, home: HomeDep) -> Response:
    """Go to the deal that the accept of an offer made."""
    found = await SqlBought(home.database).of_offer(offer)
    if found is None:
        raise NoPageError("There is no deal on that offer.")
    return see(request, f"/deals/{found.thread}")


@router.get("/deals/{thread}")
async def deal(request: Request, thread: str, home: HomeDep) -> Response:
    """Show a deal, its signatures checked just now."""
    return await _page(request, home, await _found(home, thread), Form())


@router.get("/deals/{thread}/agreement.json")
async def document(thread: str, home: HomeDep) -> Response:
    """Return the signed agreement as a file, with the public keys to check it with."""
    await _found(home, thread)
    signed = await _signed(home, thread)
    keys = {kid: jwk.model_dump(exclude_none=True) for kid, jwk in signed.keys.items()}
    value = {"agreement": signed.document, "keys": keys}
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    headers = {"content-disposition": f'attachment; filename="agreement-{thread[:12]}.json"'}
    return Response(text, media_type="application/json", headers=headers)


@router.post("/deals/{thread}/{move}")
async def say(request: Request, thread: str, move: str, home: HomeDep) -> Response:
    """Say what comes next about a deal; what was not answered before is sent again first."""
    form = await posted(request)
    view = await _found(home, thread)
    if view.deal is None:
        raise NoPageError("This deal does not hold; nothing is said about it.")
    body, values = _body(form, move)
    if body is None or form.faults:
        return await _page(request, home, view, form, status=422)
    try:
        async with home.deals() as ways:
            held = await ways.settle(await ways.named(view.deal.hash))
            now = ways.exchange.clock(0)
            made: Say = body
            await ways.say(held, lambda committed: made(held, committed, write_time(now)), values)
    except (TwinError, UsageError, ProtocolError) as error:
        form.blame("move", f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return await _page(request, home, await _found(home, thread), form, status=409)
    return see(request, f"/deals/{thread}", said=_SAID[move])


_SAID: Final[Mapping[str, str]] = {
    "order": "Ordered. The shop's checkout is below.",
    "track": "The shop has answered.",
    "delivered": "The shop has noted that it came.",
    "return": "The shop has answered what it will do.",
    "outcome": "Kept, and told to the shop.",
    "review": "Your review is signed and sent.",
}


def _body(form: Form, move: str) -> tuple[Say | None, tuple[tuple[str, str], ...]]:
    """Return what *form* says, and the values that travel beside it; None for no move at all."""
    match move:
        case "order":
            values = [(name, form.text(name, most=200, required=False)) for name in FIELDS]
            given = tuple((name, value) for name, value in values if value)
            return _order, given
        case "track":
            return (lambda one, committed, now: Track()), ()
        case "delivered":
            condition = form.choice("condition", [key for key, _, _ in CONDITIONS])
            return (lambda one, _, now: checked(Delivered, {"at": now, "condition": condition})), ()
        case "return":
            reason = form.choice("reason", [key for key, _, _ in RETURNS])
            return (lambda one, _, now: checked(Return, {"reason": reason})), ()
        case "outcome":
            how = form.choice("how", [key for key, _, _ in HOWS])
            return (lambda one, _, now: outcome_body(one, how, now)), ()
        case "review":
            stars = form.count("stars", least=1, most=5)
            words = form.text("words", most=500, required=False, lines=True).replace("\n", " ")
            more = {"words": words} if words else {}
            return (lambda one, _, now: checked(Review, {"agreement": one.hash, "stars": stars, **more})), ()
    raise NoPageError


def _order(one: Deal, committed: Any, _now: str) -> Order:
    return Order(agreement=one.hash, **({"disclosed": committed} if committed else {}))


async def _found(home: Home, thread: str) -> DealView:
    bought = await SqlBought(home.database).in_thread(thread)
    if bought is None:
        raise NoPageError("There is no such deal.")
    return await _view(home.database, bought, home.now_ms())


async def _view(database: Database, bought: Bought, at_ms: int) -> DealView:
    """Return *bought* with its thread, every message of which is verified again."""
    try:
        found = deals_of([restore(*await SqlStore(database).thread(bought.thread), NO_SEED)])
        (one,) = await SqlDeals(database).marked(found)
    except (ProtocolError, LookupError, ValueError, TypeError) as error:
        return DealView(bought, None, None, str(error)[:200])
    return DealView(bought, one, shown_deal(one, at_ms))


def _words(view: DealView) -> tuple[str, str, str, str]:
    """Seller, title, how it stands and how that is shown."""
    if view.shown is None:
        return "A deal that can't be read", view.fault, "Does not hold", "bad"
    return seen(view.shown.seller), seen(view.shown.title), *standing(view.shown)


@dataclass(frozen=True)
class Signed:
    """The agreement as it was signed, a verdict on each signature, and the keys for that."""

    document: dict[str, Any]
    verdicts: tuple[Verdict, ...]
    keys: dict[str, Jwk]


async def _signed(home: Home, thread: str) -> Signed:
    """Return the agreement of *thread*, checked now. Raises `NoPageError`."""
    _, said = await SqlStore(home.database).thread(thread)
    confirm = next((one for one in said if one.type == "confirm"), None)
    if confirm is None:
        raise NoPageError("There is no agreement in that talk.")
    document = dict(confirm.value["body"]["agreement"])
    keys = {one.key.kid: Jwk.model_validate(one.key.jwk()) for one in said}
    return Signed(
        document, verdicts(document, listed_ring({k: v.model_dump() for k, v in keys.items()})), keys
    )


def _saved(total: Price, public: Price | None) -> Price | None:
    """What was saved against the cheapest public price; None if nothing was, or nobody knows."""
    if public is None or public.currency != total.currency or public.amount <= total.amount:
        return None
    return public.of(public.amount - total.amount)


async def _page(request: Request, home: Home, view: DealView, form: Form, *, status: int = 200) -> Response:
    if view.deal is None or view.shown is None:
        return render(request, "twin/deal_broken.html", status=status, view=view)
    signed = await _signed(home, view.bought.thread)
    one, said = view.deal, signed.verdicts
    option = await SqlStore(home.database).option(view.bought.offer)
    public = None if option is None else option.public_total
    return render(
        request,
        "twin/deal.html",
        status=status,
        view=view,
        deal=view.shown,
        seller=seen(view.shown.seller),
        title=seen(view.shown.title),
        domain=domain_of(view.shown.brand),
        stands=standing(view.shown),
        rows=of_terms(one.agreement.deal.terms),
        saved=_saved(view.bought.total, public),
        agreed_ms=read_time(one.agreement.agreed),
        promised_ms=one.promised_ms,
        verdicts=list(zip(("You", seen(view.shown.seller)), said, strict=False)),
        holds=len(said) == 2 and all(found.holds for found in said),
        fingerprint=blocks(one.hash),
        signed=json.dumps(signed.document, indent=2, ensure_ascii=False),
        may=may_say(view.shown),
        remedy="" if view.shown.remedy is None else remedy_words(view.shown.remedy),
        fields=[(name, name.replace("-", " ").capitalize()) for name in view.shown.fields or ()],
        conditions=CONDITIONS,
        returns=RETURNS,
        hows=HOWS,
        form=form,
    )
