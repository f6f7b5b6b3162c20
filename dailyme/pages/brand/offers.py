"""Public offers: what is taken off, for what, for whom and until when; each stands in brand.toml."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from brand_agent import BrandPolicy
from brand_agent.edge.console.record import record
from brand_agent.edge.coupons import used
from brand_agent.edge.policy_file import load_policy, replace_policy
from brand_agent.errors import PolicyError
from brand_agent.offer_text import rule_of, state_of, with_end, with_promotion
from brand_agent.policy_offers import PromotionRule
from dailyme.errors import CommandError
from dailyme.pages.brand.goods import PAGE
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.shell import Form, NoPageError, needs, posted, render, see
from protocol import write_time

router: Final = APIRouter()
_DAY_MS: Final = 86_400_000
_UNFIT: Final = re.compile(r"[^a-z0-9]+")
_STATES: Final = {"open": "good", "to-come": "calm", "used-up": "warn", "over": "plain"}


class NoPolicyFileError(CommandError):
    """The brand is served without a brand.toml, so there is nowhere to write an offer."""

    code = "no-policy-file"

    def __init__(self) -> None:
        super().__init__("This brand has no brand.toml to write to.", "Make one with `dailyme brand init`.")


@dataclass(frozen=True)
class Line:
    """An offer in the list. had: how many deals have had it."""

    rule: PromotionRule
    state: str
    kind: str
    had: int


@router.get("/catalog/offers")
async def offers(request: Request, office: OfficeDep, start: int = 0) -> Response:
    """List the offers, those that hold first, a page at a time."""
    return await _list(request, office, Form(), start=start)


async def _list(
    request: Request, office: Office, form: Form, status: int = 200, *, start: int = 0
) -> Response:
    policy = (await office.shop()).policy
    had, at_ms = await office.database.read(used), office.now_ms()
    lines = [_line(rule, had.get(rule.id, 0), at_ms) for rule in policy.promotion]
    lines.sort(key=lambda one: (list(_STATES).index(one.state), one.rule.valid_until))
    start = min(max(0, start), max(0, len(lines) - 1)) // PAGE * PAGE
    return render(
        request,
        "brand/offers.html",
        status=status,
        lines=lines[start : start + PAGE],
        before=f"/catalog/offers?start={start - PAGE}" if start else "",
        after=f"/catalog/offers?start={start + PAGE}" if start + PAGE < len(lines) else "",
        policy=policy,
        form=form,
        segments=[(one.name, one.title) for one in policy.segment],
        writable=office.config is not None,
        today=datetime.fromtimestamp(at_ms / 1000).date().isoformat(),  # noqa: DTZ006  this machine's day
    )


def _line(rule: PromotionRule, had: int, at_ms: int) -> Line:
    state = state_of(rule, at_ms, had)
    return Line(rule, state, _STATES[state], had)


@router.post("/catalog/offers", dependencies=[Depends(needs("marketer"))])
async def add(request: Request, office: OfficeDep) -> Response:
    """Write an offer into brand.toml."""
    form, file = await posted(request), _file(office)
    said = _said(form, load_policy(file), office.now_ms())
    if not form.faults:
        try:
            await asyncio.to_thread(_write, file, said)
        except PolicyError as error:
            form.blame("title", "; ".join(fault.instead for fault in error.faults))
    if form.faults:
        return await _list(request, office, form, 422)
    await _record(office, request, "offer-added", {"id": said["id"], "discount": said["discount"]})
    return see(request, "/catalog/offers", said=f"{said['title']} stands in brand.toml.")


@router.post("/catalog/offers/{id}/end", dependencies=[Depends(needs("marketer"))])
async def end(request: Request, office: OfficeDep, id: str) -> Response:
    """End an offer now."""
    file = _file(office)
    if rule_of(load_policy(file), id) is None:
        raise NoPageError("There is no such offer.")
    at_ms = office.now_ms() // 1000 * 1000
    await asyncio.to_thread(_end, file, id, at_ms)
    await _record(office, request, "offer-ended", {"id": id})
    return see(request, "/catalog/offers", said="It is over. What was offered with it stays firm.")


def _file(office: Office) -> Path:
    if office.config is None:
        raise NoPolicyFileError
    return office.config


def _said(form: Form, policy: BrandPolicy, at_ms: int) -> dict[str, Any]:
    """Return the members of the offer that *form* describes; what is wrong stands in its faults."""
    title = form.text("title", most=80)
    percent = form.share("percent", least=0.01, most=90)
    begins, until = form.day("begins"), form.day("until")
    if begins and until and until < begins:
        form.blame("until", "It ends before it begins.")
    until_ms = 0 if until is None else _day_ms(until) + _DAY_MS
    if until is not None and until_ms <= at_ms:
        form.blame("until", "That day is over.")
    segment = form.choice("segment", [one.name for one in policy.segment], required=False)
    uses = form.count("uses", least=1, most=1_000_000_000, required=False)
    limit = form.count("limit", least=1, most=1_000_000, required=False)
    return {
        "id": _free_id(title, policy),
        "title": title,
        "discount": str((Decimal(str(percent or 0)) / 100).quantize(Decimal("0.0001"))),
        "segment": segment or None,
        "uses": uses,
        "limit": limit,
        "valid_from": write_time(max(_day_ms(begins), at_ms // 1000 * 1000) if begins else at_ms),
        "valid_until": write_time(until_ms),
    }


def _day_ms(day: date) -> int:
    """When *day* begins, by this machine's clock."""
    return int(datetime.combine(day, time()).timestamp() * 1000)


def _free_id(title: str, policy: BrandPolicy) -> str:
    """An id for *title* that no offer has: uses are counted by it."""
    plain = _UNFIT.sub("-", title.casefold()).strip("-")[:40] or "offer"
    taken = {one.id for one in policy.promotion}
    ids = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in ids if one not in taken)


def _write(file: Path, said: dict[str, Any]) -> None:
    before = file.read_text(encoding="utf-8")
    replace_policy(file, before, with_promotion(before, said))


def _end(file: Path, id: str, at_ms: int) -> None:
    before = file.read_text(encoding="utf-8")
    replace_policy(file, before, with_end(before, id, at_ms))


async def _record(office: Office, request: Request, kind: str, facts: dict[str, Any]) -> None:
    who, at_ms = office.who(request).name, office.now_ms()
    await office.database.write(lambda connection: record(connection, kind, who, facts, at_ms=at_ms))
