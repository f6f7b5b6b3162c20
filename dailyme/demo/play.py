"""The play: the wish is followed, the agreement tampered with, and a second wish ends without a purchase.

What is told while it happens goes to a `Teller`; what is left at the end is the demo's one result.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from consumer_twin import Event, Outcome, Person, Twin, Wish, pursue, read_wish
from consumer_twin.edge import Places
from consumer_twin.phrasing import Following, Words
from dailyme.acts.verify import shown_verdicts
from dailyme.clock import World
from dailyme.demo.plan import CODA_CEILING, CODA_WISH, Plan
from dailyme.demo.receipts import brand_receipt, person_receipt
from dailyme.demo.tamper import tamper
from dailyme.keys import listed_ring
from dailyme.outputs_demo import BrandReceipt, Coda, DemoResult, Jwk, ShownBrand, ShownWords, Tampering
from dailyme.places import places, sqlite_url
from dailyme.settings import Settings
from dailyme.spoken import WORDS_S, shown_words, spoken
from dailyme.wiring.twin import TwinPlan, opened_twin
from dailyme.wish_result import shown_brands, shown_options, wished
from negotiation import Mandate
from protocol import Price
from transport import WireLog

_TICK_MS: Final = 25
"""The demo's brands are on this machine and answer within that."""


class Teller(Protocol):
    """Who tells the story while it happens."""

    def wish(self, wish: Wish, ceiling: Price) -> None: ...
    def hear(self, event: Event) -> None: ...
    def worded(self, words: Words) -> None: ...
    def decided(self, outcome: Outcome, mandate: Price | None) -> None: ...
    def tampered(self, tampering: Tampering) -> None: ...
    def coda(self, coda: Coda) -> None: ...


@dataclass(frozen=True)
class Scene:
    """Where the play is set.

    market: URL of the directory. home: the folder of all stores. currencies: what each brand sells in, by
    URL. by_mandate: the demo's mandate decides, since *person* is not there.
    """

    market: str
    home: Path
    currencies: Mapping[str, str]
    person: Person
    by_mandate: bool
    wire_log: WireLog | None


async def play(plan: Plan, scene: Scene, teller: Teller) -> DemoResult:
    """Play *plan* in *scene*, telling it to *teller*; return the result."""
    mandate = Mandate(plan.ceiling, None, None, None) if scene.by_mandate else None
    async with (
        _spoken(plan, teller) as words,
        opened_twin(_twin_plan(plan, scene, mandate, teller)) as silent,
    ):
        twin = replace(silent, shown=words.shown)
        wish = _wish(plan.wish, plan.ceiling)
        teller.wish(wish, plan.ceiling)
        outcome = await pursue(wish, scene.person, twin)
        teller.decided(outcome, plan.ceiling if scene.by_mandate else None)
        tampering = _tampered(outcome)
        if tampering is not None:
            teller.tampered(tampering)
        second, coda = await _coda(scene.person, silent)
        teller.coda(coda)
        await words.settle(WORDS_S)
    receipts = [await _receipt(brand, scene) for brand in shown_brands(outcome)]
    return _result(outcome, second, coda, tampering, receipts, words=shown_words(words))


def _spoken(plan: Plan, teller: Teller) -> AbstractAsyncContextManager[Following]:
    where = places(os.environ)
    ceilings = [plan.ceiling, CODA_CEILING]
    return spoken(Settings(model=plan.model), where, plan.wish, ceilings, teller.worded)


def _twin_plan(plan: Plan, scene: Scene, mandate: Mandate | None, teller: Teller) -> TwinPlan:
    world = World.real() if plan.seed is None else World.seeded(plan.seed, "twin")
    return TwinPlan(
        store=sqlite_url(scene.home / "twin.db"),
        seed=world.secret("test seed"),
        world=world,
        local=True,
        places=Places(markets=(scene.market,)),
        mandate=mandate,
        tick_ms=_TICK_MS,
        hear=teller.hear,
        wire_log=scene.wire_log,
    )


def _wish(text: str, ceiling: Price) -> Wish:
    return read_wish(text, currency=ceiling.currency, region="US", ceiling=ceiling)


async def _coda(person: Person, twin: Twin) -> tuple[Outcome, Coda]:
    """Follow the wish that nobody can fulfil at its price, in silence."""
    outcome = await pursue(_wish(CODA_WISH, CODA_CEILING), person, replace(twin, mandate=None))
    return outcome, Coda(
        wish=wished(outcome),
        ceiling=CODA_CEILING,
        decision="don't buy now",
        why=[line.reason for line in outcome.lines],
        threads=sorted(outcome.transcripts),
    )


def _tampered(outcome: Outcome) -> Tampering | None:
    return next((tamper(deal.document, listed_ring(outcome.keys)) for deal in outcome.deals), None)


async def _receipt(brand: ShownBrand, scene: Scene) -> BrandReceipt:
    return await brand_receipt(brand, scene.home, scene.currencies.get(brand.url, "USD"))


def _result(
    outcome: Outcome,
    second: Outcome,
    coda: Coda,
    tampering: Tampering | None,
    receipts: list[BrandReceipt],
    *,
    words: list[ShownWords],
) -> DemoResult:
    deal = next(iter(outcome.deals), None)
    keys = {**outcome.keys, **second.keys}
    return DemoResult(
        wish=wished(outcome),
        brands=shown_brands(outcome),
        options=shown_options(outcome),
        transcripts=_transcripts((outcome, second)),
        agreement=None if deal is None else dict(deal.document),
        no_deal=None if deal is not None else [line.reason for line in outcome.lines],
        keys={kid: Jwk.model_validate(dict(jwk)) for kid, jwk in sorted(keys.items())},
        verdicts=[] if deal is None else shown_verdicts(deal.verdicts),
        tampering=tampering,
        person=None if deal is None else person_receipt(deal, outcome),
        receipts=receipts,
        coda=coda,
        words=words,
    )


def _transcripts(outcomes: Iterable[Outcome]) -> dict[str, list[dict[str, object]]]:
    return {
        thread: [dict(message) for message in said]
        for outcome in outcomes
        for thread, said in outcome.transcripts.items()
    }
