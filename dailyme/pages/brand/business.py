"""The plain business case: what an agreement costs, what is kept of it, and who comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection
from starlette.responses import Response

from brand_agent.business import PER_POINTS, BusinessCase, Interval, Said, business_case
from brand_agent.edge.business_records import read_sold, said_costs, say_costs
from brand_agent.edge.goal_log import read_log
from brand_agent.goals.book import in_force
from brand_agent.goals.goal import Direction, Goal, Metric
from brand_agent.goals.people import claimed_in, whom
from brand_agent.stockroom import DAY_MS
from dailyme.goal_result import goal_result
from dailyme.pages.brand.goal_cards import Card, card
from dailyme.pages.brand.goals import measured_now
from dailyme.pages.brand.keeping import kept
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.brand.selling import sold
from dailyme.pages.brand.sessions import staff
from dailyme.pages.shell import Form, money_words, needs, percent_words, posted, render, see
from dailyme.pages.shell.say import locale_of
from dailyme.wiring.goal_words import Sold, facts_in
from protocol import Money, Price, major

router = APIRouter()
MARKETER: Final = [Depends(needs("marketer"))]
SPANS: Final = (("30", "30 days"), ("90", "90 days"), ("365", "a year"))
_WIDTH: Final = 600
_NAMES: Final = {"concessions": "given below list", "points": "points", "fees": "marketplace fees"}


@dataclass(frozen=True)
class Bar:
    """A bar of the chart: its label, its amount, and its parts: (name, x, width)."""

    label: str
    amount: str
    parts: tuple[tuple[str, float, float], ...]


@router.get("/business")
async def business_page(request: Request, office: OfficeDep, days: str = "90") -> Response:
    """Show the business case."""
    return await _page(request, office, Form(), days)


@router.post("/business/costs", dependencies=MARKETER)
async def costs(request: Request, office: OfficeDep) -> Response:
    """Keep what the brand says that things cost it."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    currency = (await sold(office))[0].currency
    acquisition, points = (_amount(form, name, currency) for name in ("acquisition", "points"))
    if form.faults:
        return await _page(request, office, form, "90")
    said = Said(acquisition, points)
    shown = ", ".join(
        f"{what} {'not said' if amount is None else f'{major(amount, currency)} {currency}'}"
        for what, amount in (("a new customer", acquisition), (f"{PER_POINTS} points", points))
    )
    await office.database.write(lambda connection: say_costs(connection, who, said, shown, at_ms=at_ms))
    return see(request, "/business", said="Kept: the figures below count with it.")


def _amount(form: Form, name: str, currency: str) -> int | None:
    price: Price | None = form.price(name, currency=currency, required=False)
    if price is None:
        return None
    if price.currency != currency:
        form.blame(name, f"This shop counts in {currency}.")
    return price.amount


async def _page(request: Request, office: Office, form: Form, days: str) -> Response:
    shop, at_ms = await sold(office), office.now_ms()
    policy = shop[0]
    span = days if days in dict(SPANS) else "90"
    repeat = whom(Goal(Metric.REPEAT_SHARE, Direction.UP))
    claims = frozenset() if repeat is None else claimed_in(repeat, policy)
    from_ms = at_ms - int(span) * DAY_MS

    def read(connection: Connection) -> tuple[BusinessCase, int]:
        deals = read_sold(connection, policy.currency, claims=claims, from_ms=from_ms, to_ms=at_ms + 1)
        returned = sum(deal.total_minor for deal in deals if deal.is_repeat)
        return business_case(deals, said), returned

    said, said_by, said_ms = await office.database.read(said_costs)
    case, returned_minor = await kept(
        office, f"business-{span}", (said, policy.text), lambda: office.database.read(read)
    )
    locale = locale_of(request.headers.get("accept-language", ""))

    def money(amount: float | None) -> str:
        if amount is None:
            return "not known"
        return money_words(Money(amount=round(amount), currency=policy.currency), locale)

    def within(one: Interval | None, *, share: bool = False) -> str:
        if one is None or one.low is None or one.high is None:
            return ""
        say = (lambda value: percent_words(value, locale)) if share else money
        return f"90 % sure: {say(one.low)} to {say(one.high)}"

    return render(
        request,
        "brand/business.html",
        status=422 if form.faults else 200,
        form=form,
        case=case,
        currency=policy.currency,
        span=span,
        spans=SPANS,
        costs={
            "acquisition": ""
            if said.acquisition_minor is None
            else major(said.acquisition_minor, policy.currency),
            "points": "" if said.points_minor is None else major(said.points_minor, policy.currency),
        },
        said_by=said_by,
        said_ms=said_ms,
        bars=_bars(case, money),
        names=_NAMES,
        money=money,
        within=within,
        returned_minor=returned_minor,
        best=await _best(request, office, shop, at_ms),
    )


def _bars(case: BusinessCase, money: object) -> list[Bar]:
    """An agreement here, and a new customer elsewhere, on one scale."""
    assert callable(money)
    if case.each is None:
        return []
    most = max(case.each.value, case.acquisition_minor or 0, 1)
    parts, at = [], 0.0
    for name, amount in case.parts:
        width = round(_WIDTH * amount / most, 1)
        parts.append((name, round(at, 1), width))
        at += width
    found = [Bar("An agreement here", money(case.each.value), tuple(parts))]
    if case.acquisition_minor is not None:
        width = round(_WIDTH * case.acquisition_minor / most, 1)
        amount = money(case.acquisition_minor)
        found.append(Bar("A new customer elsewhere", amount, (("elsewhere", 0.0, width),)))
    return found


async def _best(request: Request, office: Office, shop: Sold, at_ms: int) -> Card | None:
    """The goal in force about revenue of somebody in particular, if there is one."""
    log = await office.database.read(read_log)
    signed = in_force(log)
    if signed is None:
        return None
    measured = await measured_now(office, shop, signed)
    told = goal_result(signed, facts_in(log, signed.number), measured, shop[1], at_ms=at_ms)
    locale = locale_of(request.headers.get("accept-language", ""))
    for goal in told.goals:
        if goal.metric == Metric.REVENUE.value and goal.whom is not None:
            return card(goal, shop[0].currency, 0.0, locale)
    return None
