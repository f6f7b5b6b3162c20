"""Customers: what people's twins said, how far relationships go, whom offers reach, and what nobody sells.

Everything here is counted over threads, which are not people, and nothing leads to one of them. Counting goes
over all messages, so what was counted is kept and counted anew only after something came, at most every few
seconds; the page says as of when it holds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection, text
from starlette.responses import Response

from brand_agent.edge.events import count_events
from brand_agent.edge.heard import read_said
from brand_agent.edge.reach import Claims, count_claims, count_rungs
from brand_agent.voice import K, Theme, Voice, voice
from dailyme.acts.demand import CAVEAT, read_demand
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.shell import Form, render
from dailyme.sources import is_address
from dailyme.wiring.shop import Shop
from protocol.lifecycle import EVENTS
from protocol.relation import Tally, token_of

router: Final = APIRouter()
_REST_MS: Final = 15_000
"""What was counted so lately is shown as it is, whatever came since."""
_MOST_MS: Final = 600_000
"""What was counted so long ago is counted anew, for erasing brings no new message."""

_WORDS: Final[Mapping[str, str]] = {
    "first-contact": "first contact", "asked": "asked a question", "answered": "got an answer",
    "claimed": "claimed an offer", "declined-price": "said no: the price",
    "declined-delivery": "said no: the delivery", "declined-other": "said no: something else",
    "first-deal": "first deal", "repeat-deal": "bought again", "ordered": "ordered", "delivered": "delivered",
    "late": "delivered late", "returned": "sent it back", "remedied": "was put right",
    "outcome-kept": "said the promise was kept", "outcome-broken": "said it was broken",
    "reviewed": "wrote a review", "introduced": "introduced themselves", "registered": "registered",
    "shown": "showed earlier deals", "stepped-down": "stepped down", "consented": "gave a consent",
    "revoked": "took a consent back", "sketch-fetched": "asked what you know of them",
    "corrected": "corrected it", "erased": "had it erased", "subscribed": "subscribed", "news": "got news",
    "unsubscribed": "unsubscribed", "lapsed": "went quiet",
}  # fmt: skip
_FUNNEL: Final = ("first-contact", "first-deal", "repeat-deal")
_SOURCES: Final[Mapping[str, str]] = {
    "declined": "Twins said no",
    "refused": "You could not serve",
    "returned": "Sent back",
    "delivered": "On delivery",
    "outcome": "How it turned out",
    "review": "Reviews",
}


@dataclass(frozen=True)
class Counted:
    """What all messages up to number *mark* come to. at_ms: when it was counted."""

    mark: int
    at_ms: int
    voice: Voice
    relationships: int
    events: Mapping[str, int]
    claims: Mapping[str, Claims]
    rungs: Mapping[str, int]


@router.get("/customers")
async def heard(request: Request, office: OfficeDep) -> Response:
    """Show what people's twins said, by themes."""
    counted = await _counted(request, office)
    themes = [(one, _words(one), _bars(one)) for one in counted.voice.themes]
    return render(request, "brand/customers.html", counted=counted, themes=themes, k=K)


@router.get("/customers/funnel")
async def funnel(request: Request, office: OfficeDep) -> Response:
    """Show how often each event happened, and how many stand on each rung."""
    counted, shop = await _counted(request, office), await office.shop()
    events = [(_WORDS[name], counted.events[name]) for name in EVENTS if name in counted.events]
    return render(
        request,
        "brand/funnel.html",
        counted=counted,
        steps=[(_WORDS[name], counted.events.get(name, 0)) for name in _FUNNEL],
        events=events,
        rungs=[(one, counted.rungs.get(one.rung, 0)) for one in shop.policy.ladder],
        k=K,
    )


@router.get("/customers/segments")
async def segments(request: Request, office: OfficeDep) -> Response:
    """Show the published segments, and how many threads claimed what is offered to them."""
    counted, shop = await _counted(request, office), await office.shop()
    return render(request, "brand/segments.html", counted=counted, segments=_segments(shop, counted))


@router.get("/customers/demand")
async def demand(request: Request, office: OfficeDep, market: str = "") -> Response:
    """Show what a marketplace tells of unmet wishes in the brand's categories."""
    form, found, shop = Form(), None, await office.shop()
    address = market.strip().rstrip("/")[:200]
    if address:
        form = Form(given={"market": (address,)})
        if is_address(address):
            found = await read_demand(address)
        else:
            form.blame("market", "Write an address such as https://market.example.")
    own = {token_of(one) for one in shop.policy.brand.categories}
    tallies: list[Tally] = [] if found is None else [one for one in found.tallies if one.category in own]
    tallies.sort(key=lambda one: (one.period, one.at_least), reverse=True)
    return render(
        request,
        "brand/demand.html",
        status=422 if form.faults else 200,
        form=form,
        found=found,
        tallies=tallies,
        caveat=CAVEAT,
        categories=sorted(shop.policy.brand.categories),
    )


async def _counted(request: Request, office: Office) -> Counted:
    """Return what was counted, anew if it has to be; whoever asks meanwhile waits for the same."""
    state = request.app.state
    async with _lock(state):
        kept: Counted | None = getattr(state, "counted", None)
        at_ms = office.now_ms()
        if kept is not None and at_ms - kept.at_ms < _REST_MS:
            return kept
        mark = await office.database.read(_newest)
        if kept is None or kept.mark != mark or at_ms - kept.at_ms > _MOST_MS:
            categories = _categories(await office.shop())
            kept = await office.database.read(lambda connection: _count(connection, categories, mark, at_ms))
            state.counted = kept
        return kept


def _lock(state: Any) -> asyncio.Lock:
    if not hasattr(state, "counting"):
        state.counting = asyncio.Lock()
    lock: asyncio.Lock = state.counting
    return lock


def _newest(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT max(rowid) FROM brand_message")) or 0)


def _count(connection: Connection, categories: Mapping[str, str], mark: int, at_ms: int) -> Counted:
    keys, events = count_events(connection)
    return Counted(
        mark=mark,
        at_ms=at_ms,
        voice=voice(read_said(connection, categories), "week"),
        relationships=keys,
        events=events,
        claims=count_claims(connection),
        rungs=count_rungs(connection, at_ms),
    )


def _categories(shop: Shop) -> dict[str, str]:
    """The first category of each product that has one."""
    return {one.product.id: one.product.categories[0].value for one in shop.entries if one.product.categories}


def _words(theme: Theme) -> str:
    about = "" if theme.about is None else f", {theme.about}"
    return f"{_SOURCES[theme.source]}: {theme.reason.replace('-', ' ')}{about}"


def _bars(theme: Theme) -> list[tuple[str, int, float]]:
    """Each week of *theme* (at most the last 26), with its count and its share of the greatest."""
    periods = theme.periods[-26:]
    most = max((one.at_least for one in periods), default=0) or 1
    return [(one.start, one.at_least, one.at_least / most) for one in periods]


def _segments(shop: Shop, counted: Counted) -> list[dict[str, Any]]:
    nobody = Claims(0, 0)
    return [
        {
            "segment": one,
            "facts": one.predicate.facts,
            "offers": [
                (rule, counted.claims.get(rule.id, nobody))
                for rule in shop.policy.promotion
                if rule.segment == one.name
            ],
        }
        for one in shop.policy.segment
    ]
