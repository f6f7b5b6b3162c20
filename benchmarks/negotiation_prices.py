"""Haggling over real prices: what share of the zone of agreement a twin wins, and what secrecy costs.

    python -m benchmarks.negotiation prices [--json]

Articles and prices are those of `../shared/data/negotiation/price_history`. The list total is an article's
current price; the brand's floor is drawn between the lowest price ever and the current one. Totals on the
table lie evenly from the current price down to half of it, or to the lowest ever where that is less. The
person's ceiling is either the current price (`open`) or drawn between lowest and current too (`inside`).
Articles that were never cheaper leave nothing to win and are left out, and so are draws with a zone of less
than a fiftieth of the current price; where the ceiling lies below the floor, no deal is the right end.

Each twin meets each strategy of ours as the brand, which plays league. `wire` is the twin's private play as
it is on the wire, with six counters and each strategy as its policy: twins have the house. It meets a
Co-Marketer that comes down to its floor over six counters (`league`), one that comes down to a published
discount and is stopped by its floor (`private`), and each strategy as the brand (`strategies`).
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from pathlib import Path
from statistics import fmean, stdev
from typing import Any, Final

from benchmarks.measure import SkippedError, machine
from benchmarks.usage import read_arguments
from negotiation import Package, Policy, Preferences, Room, SellerPolicy, played_by
from negotiation.article import PLAIN, Article, haggle
from negotiation.listed_brand import listed_brand
from negotiation.record import play
from negotiation.rehearsal import Answers, Brand, Twin, dealt, plain_brand, play_thread
from negotiation.scenario import drawn
from negotiation.strategies import STRATEGIES, Strategy, gated

ITEMS: Final = Path(__file__).parents[1] / "../shared/data/negotiation/price_history/items.csv"
ARTICLES: Final = 100
"""How many are played, evenly spread over the file."""
ROUNDS: Final = 20
TOTALS: Final = 101
"""On the table: steps of half a hundredth of the current price, mostly."""
LEAST: Final = 0.02
"""Zones that are a smaller share of the current price are left out."""
CEILINGS: Final = ("open", "inside")
COUNTERS: Final = 6
"""Of a twin on the wire, and the turns over which a Co-Marketer comes down."""
DISCOUNTS: Final = (0.1, 0.2, 0.3, 0.5)
"""What a Co-Marketer's policy gives at most, as a share of the list total."""

End = Callable[[Article, int], Iterator[int | None]]
"""What one twin agrees on over an article, a total for each brand that it meets, or None."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one twin under one kind of ceiling; shares are of the zone, 0 where a deal was missed."""

    share: float
    error: float
    """Standard error of *share*, by article."""
    deals: float
    """Share of the games that could end in a deal, and did."""
    above: int
    """Agreements above the ceiling."""
    games: int


def articles(kind: str) -> list[tuple[int, Article]]:
    """Return the articles that are played, each with its seed.

    Raises `SkippedError` if the prices are not here.
    """
    if not ITEMS.is_file():
        raise SkippedError("../shared/data/negotiation/price_history is not here")
    with ITEMS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [(seed, one) for seed, row in enumerate(rows) if (one := _article(row, seed, kind)) is not None]
    return found[:: max(1, len(found) // ARTICLES)][:ARTICLES]


def _article(row: dict[str, str], seed: int, kind: str) -> Article | None:
    listed, lowest = int(row["current_price_usd_minor"]), int(row["lowest_price_usd_minor"])
    floor = lowest + round((listed - lowest) * drawn(seed, "floor"))
    if listed - floor < LEAST * listed:
        return None
    drawn_minor = lowest + round((listed - lowest) * drawn(seed, "ceiling"))
    ceiling = listed if kind == "open" else drawn_minor
    if abs(ceiling - floor) < LEAST * listed:
        return None
    return Article(row["title"], listed, min(lowest, listed // 2), floor, ceiling)


def by_strategy(twin: Strategy) -> End:
    """A twin that plays *twin* against each of our strategies."""

    def ends(article: Article, seed: int) -> Iterator[int | None]:
        scenario = haggle(article, (PLAIN,), rounds=ROUNDS, seed=seed, count=TOTALS)
        totals = article.totals(TOTALS)
        for brand in STRATEGIES.values():
            agreed = play(scenario, twin, brand).agreed
            yield None if agreed is None else totals[agreed]

    return ends


def on_the_wire(policy: Policy, brand: str) -> End:
    """A twin's policy and gate against brands of one kind; see `WIRE`."""

    def ends(article: Article, seed: int) -> Iterator[int | None]:
        taste = Preferences(article.listed_minor, article.listed_minor)
        twin = Twin(taste, seed.to_bytes(32, "big"), article.ceiling_minor, COUNTERS, policy)
        for one in WIRE[brand](article):
            yield dealt(play_thread(twin, one))

    return ends


def _listed(article: Article) -> Package:
    return Package(article.listed_minor, PLAIN.delivery_days, PLAIN.warranty_months, 30)


def _league(article: Article) -> Iterator[Answers]:
    yield plain_brand(_listed(article), article.floor_minor, SellerPolicy(COUNTERS))


def _private(article: Article) -> Iterator[Answers]:
    listed = _listed(article)
    for discount in DISCOUNTS:
        aim = ceil(article.listed_minor * (1 - discount))
        room = Room(listed, article.floor_minor, aim)
        yield Brand(SellerPolicy(COUNTERS), lambda asked, room=room: room, listed)  # type: ignore[misc]


def _strategies(article: Article) -> Iterator[Answers]:
    for strategy in STRATEGIES.values():
        yield listed_brand(article, _listed(article), strategy, rounds=COUNTERS, count=TOTALS)


WIRE: Final[dict[str, Callable[[Article], Iterator[Answers]]]] = {
    "league": _league,
    "private": _private,
    "strategies": _strategies,
}
"""The brands that a twin meets on the wire, by kind."""


def figures(played: Sequence[tuple[int, Article]], ends: End) -> Figures:
    """Return what one twin wins over the articles that are *played*."""
    shares, deals, above, games = [], [], 0, 0
    for seed, article in played:
        found = list(ends(article, seed))
        games += len(found)
        above += sum(total is not None and total > article.ceiling_minor for total in found)
        zone = article.ceiling_minor - article.floor_minor
        if zone > 0:
            shares.append(
                fmean(0.0 if one is None else (article.ceiling_minor - one) / zone for one in found)
            )
            deals.append(fmean(one is not None for one in found))
    return Figures(fmean(shares), stdev(shares) / sqrt(len(shares)), fmean(deals), above, games)


def twins() -> dict[str, End]:
    """Return all twins by name, the house first."""
    names = sorted(STRATEGIES, key=lambda name: (name != "house", name))
    each = {f"{name}.league": by_strategy(STRATEGIES[name]) for name in names}
    each |= {f"{name}.private": by_strategy(gated(STRATEGIES[name])) for name in names}
    wire = {name: played_by(STRATEGIES[name]) for name in names}
    return each | {
        f"wire.{name}.{brand}": on_the_wire(policy, brand) for name, policy in wire.items() for brand in WIRE
    }


def results() -> list[dict[str, Any]]:
    """Return all results in the form of DESIGN 10, the counts above the ceiling last."""
    shown, above, games = [], 0, 0
    for kind in CEILINGS:
        played = articles(kind)
        for name, ends in twins().items():
            one = figures(played, ends)
            above, games = above + one.above, games + one.games
            start = f"negotiation.prices.{kind}.{name}"
            shown += [
                _result(f"{start}.share", one.share, "share of the zone") | {"error": round(one.error, 3)},
                _result(f"{start}.deals", one.deals, "share of the games with a zone"),
            ]
    counted = _result("negotiation.prices.above-ceiling", above, f"agreements of {games} games")
    return [*shown, counted | {"goal": "<=0", "holds": above == 0}]


def _result(name: str, value: float, unit: str) -> dict[str, Any]:
    return {"name": name, "value": round(value, 3), "unit": unit, "anchor": None, "goal": "", "holds": True}


def main() -> None:
    """Play and print; ends with 0 when the playing worked."""
    try:
        shown = results()
    except SkippedError as error:
        skipped = {"name": "negotiation.prices", "value": None, "unit": "", "anchor": None, "goal": ""}
        shown = [skipped | {"holds": "skipped", "reason": str(error)}]
    if "--json" in sys.argv[1:]:
        print(json.dumps({"machine": machine(), "results": shown}))
        return
    for one in shown:
        spread = f" ± {one['error']:.3f}" if "error" in one else ""
        print(f"{one['name']:<52}{one.get('reason', one['value'])}{spread} {one['unit']}")


if __name__ == "__main__":
    read_arguments(__doc__)
    main()
