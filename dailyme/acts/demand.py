"""What `dailyme wish contribute` and `dailyme market demand` do."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Final

from consumer_twin.edge import Places
from consumer_twin.edge.contributing import Contributions
from consumer_twin.edge.letters import Sent
from consumer_twin.relation.contributing import Draft
from dailyme.acts.here import here
from dailyme.clock import World, now_ms
from dailyme.confirm import confirm
from dailyme.errors import UsageError
from dailyme.logs import start_logs
from dailyme.outputs_demand import Contributed, MarketDemand
from dailyme.show import console, hints, print_json
from dailyme.sources import is_address, is_loopback
from dailyme.wiring.relation import opened_relate
from dailyme.wiring.twin import TwinPlan
from foundation.fetch import Guard, open_client
from protocol import did_web
from protocol.relation import ATTRIBUTES, Counted, token_of
from transport import Courier

CAVEAT: Final = "Each was said under so many keys. Keys are free: they need not be so many people."
MOST: Final = 2
"""Attributes of a contribution."""


@dataclass(frozen=True)
class ContributeFlags:
    """What the command line says of a contribution."""

    number: int
    market: str | None
    category: str
    attributes: tuple[str, ...]
    yes: bool
    local: bool


def contribute(flags: ContributeFlags, *, as_json: bool) -> int:
    """Show what would be sent, ask, send it, and return the exit code: 0, or 3 if it was not counted."""
    start_logs(quiet=True)
    at = here()
    market = flags.market or at.settings.market
    if market is None or not is_address(market):
        raise UsageError("no marketplace is named", "Give --market, such as https://market.example.")
    if not ATTRIBUTES.keys() >= set(flags.attributes) or len(set(flags.attributes)) > MOST:
        raise UsageError(f"at most {MOST} attributes can be said", f"Choose of {', '.join(ATTRIBUTES)}.")
    local = flags.local or is_loopback(market)
    plan = TwinPlan(
        store=at.store,
        seed=at.seed(local=local, as_json=as_json),
        world=World.real(),
        local=local,
        places=Places(markets=(market,)),
    )
    result = asyncio.run(_contributed(plan, market, flags))
    if as_json:
        print_json(result)
    elif result.status == "not-counted":
        console().print(f"{market} did not count it: {result.reason}.", soft_wrap=True)
    else:
        before = " before; its answer was lost" if result.status == "counted-before" else ""
        then = f"{market} tells it once the week is over, if enough said the same."
        console().print(f"Counted{before}. {then}", soft_wrap=True)
    return 3 if result.status == "not-counted" else 0


def market_demand(url: str, *, as_json: bool) -> None:
    """Show what the marketplace at *url* tells of unmet wishes."""
    shown = asyncio.run(read_demand(url))
    if as_json:
        print_json(shown)
        return
    for one in sorted(shown.tallies, key=lambda one: (one.period, one.at_least), reverse=True):
        words = ", ".join((one.category, *one.attributes))
        console().print(f"{one.period}  at least {one.at_least:>6}  {one.region}  {words}", soft_wrap=True)
    if not shown.tallies:
        console().print("Nothing is told: no week is over, or too few said the same.")
    hints().print(CAVEAT, soft_wrap=True)


async def _contributed(plan: TwinPlan, url: str, flags: ContributeFlags) -> Contributed:
    async with opened_relate(plan) as (relate, database):
        contributions = Contributions(relate, database)
        market = did_web(url)
        listed = await contributions.listed(url)
        category = token_of(flags.category)
        if category is None or category not in listed:
            known = ", ".join(listed[:30]) or "none"
            raise UsageError(
                f"no brand at {url} names the category {flags.category!r}, so nothing was sent",
                f"It lists: {known}.",
            )
        draft = await contributions.draft(flags.number, market, category, flags.attributes)
        key = draft.who.key(plan.seed, market).did
        confirm("yes", _asking(draft, url, key), yes=flags.yes)  # DEMAND-8
        return _result(draft, key, await contributions.send(draft))


def _asking(draft: Draft, url: str, key: str) -> list[str]:
    return [
        f"This is sent to {url}, once:",
        json.dumps(draft.body.members(), ensure_ascii=False),
        f"signed by a key that is used for nothing else: {key}",
        "It tells that nothing met the wish, if only because all of it costs more than your ceiling.",
        "Nothing else of the wish is sent. The marketplace sees your network address, as any site does.",
    ]


def _result(draft: Draft, key: str, sent: Sent) -> Contributed:
    body = None if sent.answer is None else sent.answer.body
    counted = body is None or isinstance(body, Counted)
    return Contributed(
        number=draft.number,
        market=draft.market,
        sent=sent.letter.value["body"],
        key=key,
        letter=sent.letter.hash,
        status="counted-before" if body is None else "counted" if counted else "not-counted",
        reason=None if counted else str(getattr(body, "reason", "")),
    )


async def read_demand(url: str) -> MarketDemand:
    """Return what the marketplace at *url* tells of unmet wishes, all pages of it."""
    guard = Guard(local=is_loopback(url))
    async with open_client(guard) as client:
        courier = Courier(client, guard, clock=now_ms)
        found = await courier.demand_page(url)
        assert found is not None
        tallies, k = list(found.page.tallies), found.page.k
        while found.page.next is not None:
            found = await courier.demand_page(url, cursor=found.page.next)
            assert found is not None
            tallies += found.page.tallies
        return MarketDemand(market=url, k=k, tallies=tallies)
