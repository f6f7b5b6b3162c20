"""An article haggled over as on the wire: the twin's private play against a Co-Marketer.

Only the twin commits: a brand that likes a counter offers what meets it. A turn in which the gate holds the
twin's counter, or in which the brand has nothing better, names no total and leaves no mark on the plane.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from negotiation import Better, Counter, Package, Preferences, Room, SellerPolicy, Take, played_by
from negotiation.article import PLAIN, Article, haggle
from negotiation.record import Record, Side, Step
from negotiation.rehearsal import Brand, Event, Twin, play_thread
from negotiation.scenario import Scenario
from negotiation.strategies import Accept, End, Propose, Strategy

CO_MARKETER: Final = "co-marketer"
DISCOUNT: Final = 0.3
"""What its policy comes down to, as a share of the list total; its floor may stop it before."""
TOTALS: Final = 101
"""On the plane; a total between two is drawn at the nearest."""
RETURNS_DAYS: Final = 30


def on_the_wire(article: Article, twin: Strategy, *, rounds: int, seed: int) -> tuple[Scenario, Record]:
    """Return the sale of *article* as a scenario, and how a thread with so many counters went."""
    listed = Package(article.listed_minor, PLAIN.delivery_days, PLAIN.warranty_months, RETURNS_DAYS)
    aim = article.listed_minor - int(article.listed_minor * DISCOUNT)
    room = Room(listed, article.floor_minor, aim)
    taste = Preferences(article.listed_minor, article.listed_minor)
    person = Twin(taste, seed.to_bytes(8, "big", signed=True), article.ceiling_minor, rounds, played_by(twin))
    events = play_thread(person, Brand(SellerPolicy(rounds), lambda _: room, listed))
    totals = article.totals(TOTALS)
    steps = tuple(_steps(events, totals))
    agreed = steps[-1].place if isinstance(steps[-1].move, Accept) else None
    scenario = haggle(article, (PLAIN,), rounds=rounds, seed=seed, count=TOTALS)
    return scenario, Record(steps, agreed)


def _steps(events: tuple[Event, ...], totals: tuple[int, ...]) -> Iterator[Step]:
    turn = 0
    for number, event in enumerate(events):
        side: Side = "twin" if number % 2 else "brand"
        match event:
            case Better(package) | Counter(package):
                place = _nearest(package.total_minor, totals)
                yield Step(turn, side, Propose(place), place)
            case Take(total_minor=total):
                yield Step(turn, side, Accept(), _nearest(total, totals))
            case _ if number == len(events) - 1:
                yield Step(turn, side, End(), None)
        turn += number % 2


def _nearest(total_minor: int, totals: tuple[int, ...]) -> int:
    return min(range(len(totals)), key=lambda place: abs(totals[place] - total_minor))
