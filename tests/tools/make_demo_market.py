"""Make the demo's three catalogs from the facts of two real shops.

    python -m tests.tools.make_demo_market            # writes dailyme/demo_market/*
    python -m tests.tools.make_demo_market --into DIR

Reads `../shared/data/catalogs/two_shops` (titles, brands, model numbers, categories and list prices; see
NOTICE). Takes no dice: what is assumed (stock, unit costs, the third shop's prices) is drawn from a hash of
the article's id, so the files are the same on every run, and a test compares them with those in the tree.
The `brand.toml` files are written by hand; this program leaves them alone.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.tools import demo_shops
from tests.tools.demo_draw import draw
from tests.tools.demo_words import recase, recase_model

ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = ROOT.parent / "shared" / "data" / "catalogs" / "two_shops"
MARKET: Final = ROOT / "dailyme" / "demo_market"

LOWEST_MINOR, HIGHEST_MINOR = 1000, 90000
"""Prices outside 10 to 900 dollars are left out."""
FURTHEST_PERCENT: Final = 25
"""Labels of pairs whose prices are further apart are doubted, and left out."""
LONGEST_TITLE: Final = 110
ONLY_IN_ONE: Final = 70
"""How many articles a shop has that the other does not."""
TEAMS: Final = ("chargers", "lakers", "ravens", "cubs", "bears", "sox", "padres", "bulldogs")
"""Fan articles are left out: dozens differ by nothing but the team."""


@dataclass(frozen=True)
class Fact:
    """A row of a shop as the source has it, the price in cents or None."""

    id: str
    title: str
    category: str
    brand: str
    model: str
    price_minor: int | None

    def shown(self) -> demo_shops.Article:
        """The same article with its words in sensible letters."""
        assert self.price_minor is not None
        return demo_shops.Article(
            id=self.id,
            title=recase(self.title),
            category=recase(self.category),
            brand=recase(self.brand),
            model=recase_model(self.model, self.brand),
            price_minor=self.price_minor,
        )


def read_shop(path: Path) -> dict[str, Fact]:
    """Return the rows of *path* by id."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["id"]: Fact(
                row["id"],
                row["title"].strip(),
                row["category"].strip(),
                row["brand"].strip(),
                row["modelno"].strip(),
                round(float(row["price_usd"]) * 100) if row["price_usd"] else None,
            )
            for row in csv.DictReader(lines)
        }


def plain(text: str) -> str:
    """*text* without anything but letters and digits."""
    return re.sub("[^a-z0-9]", "", text)


def usable(fact: Fact) -> bool:
    """Whether *fact* has what an article of the demo needs."""
    return (
        fact.price_minor is not None
        and LOWEST_MINOR <= fact.price_minor <= HIGHEST_MINOR
        and bool(fact.brand and plain(fact.model))
        and "," not in fact.model
        and "refurbished" not in fact.title
        and 12 <= len(fact.title) <= LONGEST_TITLE
        and not fact.title.startswith("new")
        and not any(team in fact.title for team in TEAMS)
    )


def alike(left: Fact, right: Fact) -> bool:
    """Whether brand, model number and price of a labelled pair agree too."""
    assert left.price_minor is not None and right.price_minor is not None
    low, high = sorted((left.price_minor, right.price_minor))
    one, other = plain(left.model), plain(right.model)
    return (
        (high - low) * 100 <= FURTHEST_PERCENT * low
        and plain(left.brand)[:4] == plain(right.brand)[:4]
        and (one in other or other in one or one[:5] == other[:5])
    )


def read_labels(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of ids that are one product."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["shop_w_id"], row["shop_a_id"]) for row in csv.DictReader(lines)]


def pairs(
    labels: list[tuple[str, str]], shop_w: Mapping[str, Fact], shop_a: Mapping[str, Fact]
) -> Iterator[tuple[Fact, Fact]]:
    """Yield the labelled pairs that are one to one, usable and alike."""
    named = Counter(name for label in labels for name in label)
    for left, right in labels:
        one, other = shop_w[left], shop_a[right]
        if named[left] == named[right] == 1 and usable(one) and usable(other) and alike(one, other):
            yield one, other


def only_here(
    shop: Mapping[str, Fact], other: Mapping[str, Fact], taken: list[Fact], labelled: frozenset[str]
) -> list[Fact]:
    """Return articles of *shop* whose model the *other* does not name, of the brands in *taken*."""
    theirs = "\n".join(f"{plain(fact.model)} {plain(fact.title)}" for fact in other.values())
    brands = {fact.brand for fact in taken}
    models = Counter(plain(fact.model) for fact in shop.values())
    found = [
        fact
        for fact in shop.values()
        if usable(fact)
        and fact.id not in labelled
        and fact.brand in brands
        and len(plain(fact.model)) >= 5
        and models[plain(fact.model)] == 1
        and plain(fact.model) not in theirs
    ]
    found.sort(key=lambda fact: draw("only-here", fact.id, 10**9))
    return sorted(found[:ONLY_IN_ONE], key=lambda fact: fact.id)


def files(data: Path = DATA) -> dict[str, str]:
    """Return the catalogs: path below the market's folder -> text."""
    shop_w, shop_a = read_shop(data / "shop_w.csv"), read_shop(data / "shop_a.csv")
    labels = read_labels(data / "same_product.csv")
    labelled = frozenset(name for label in labels for name in label)
    both = sorted(pairs(labels, shop_w, shop_a), key=lambda pair: pair[0].id)
    in_w, in_a = [pair[0] for pair in both], [pair[1] for pair in both]
    northgate = [fact.shown() for fact in in_w + only_here(shop_w, shop_a, in_w, labelled)]
    alder = [fact.shown() for fact in in_a + only_here(shop_a, shop_w, in_a, labelled)]
    paperlane = [demo_shops.third(one.shown(), other.shown()) for one, other in both]
    return {
        "northgate/catalog.csv": demo_shops.northgate(sorted(northgate, key=lambda article: article.id)),
        "alder/feed.xml": demo_shops.alder(sorted(alder, key=lambda article: article.id)),
        **{f"paperlane/pages/{name}": page for name, page in demo_shops.paperlane(paperlane).items()},
    }


def main() -> None:
    """Write the catalogs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--into", type=Path, default=MARKET)
    into: Path = options.parse_args().into
    for name, text in files().items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
