"""What a twin picks for a wish: `python -m benchmarks.search_wishes`.

Prints JSON lines. `same`: a wish is a title of the left shop, plain or in a chatty sentence; right if the
twin's pick of the right shop is marked as the same product. `strange`: typed queries for furniture and the
like, held against both shops and toys, which sell little of it: how many get any pick at all.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks.measure import SkippedError
from benchmarks.search_shops import CATALOGS, shops
from benchmarks.usage import read_arguments
from catalog_search import Offer
from consumer_twin import Seller, Shelf, WishLine, match
from consumer_twin.match import Index
from protocol import Product, ProtocolError, clean

_TOYS: Final = 12_000
_MOST: Final = 480
_WAYS: Final = {
    "plain": "{}",
    "chatty": "hello, i am looking for a really good {} for my grandmother who lives in vienna, thanks a lot",
}


def main() -> int:
    """Measure and print; 0 also where the data is absent."""
    try:
        known = shops()
    except SkippedError as error:
        print(json.dumps({"skipped": str(error)}))
        return 0
    titles = {offer.id: offer.title for offer in known.left}
    left, right = _shelf("w", known.left), _shelf("a", known.right)
    index = Index([right])
    for name, way in _WAYS.items():
        picks = {id: _first(way.format(titles[id]), [right], index) for id in known.same}
        right_ones = sum(picks[id] in good for id, good in known.same.items())
        found = sum(pick is not None for pick in picks.values())
        print(json.dumps({"same": name, "wishes": len(picks), "picked": found, "right": right_ones}))
    shelves = [left, right, _shelf("toys", list(_toys()))]
    index, queries = Index(shelves), list(_queries())
    found = sum(_first(text, shelves, index) is not None for text in queries)
    print(json.dumps({"strange": "typed", "wishes": len(queries), "picked": found}))
    return 0


def _first(text: str, shelves: Sequence[Shelf], index: Index) -> str | None:
    picks = match(WishLine(text[:_MOST]), shelves, "USD", 1, index)
    return picks[0].product.id if picks else None


def _shelf(name: str, offers: Sequence[Offer]) -> Shelf:
    seller = Seller(f"did:web:{name}.example", name, f"https://{name}.example")
    return Shelf(seller, tuple(filter(None, map(_product, offers))))


def _product(offer: Offer) -> Product | None:
    price = {"amount": 100, "currency": "USD"}
    facts = {name: value for name, value in (("brand", offer.brand), ("mpn", offer.model)) if value}
    try:
        title = clean(offer.title, 400)
        variant = {"id": offer.id, "title": title, "description": {"plain": ""}, "price": price}
        return Product.model_validate(
            {
                **{"id": offer.id, "title": title, "description": {"plain": ""}},
                **({"metadata": facts} if facts else {}),
                "categories": [{"value": name} for name in offer.categories],
                "price_range": {"min": price, "max": price},
                "variants": [variant],
            }
        )
    except (ProtocolError, ValueError):
        return None


def _toys() -> Iterator[Offer]:
    with (CATALOGS / "toys/toys.csv").open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.DictReader(file)):
            if place == _TOYS:
                return
            yield Offer(f"t{place}", row["title"])


def _queries() -> Iterator[str]:
    with (CATALOGS / "wands_queries.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["query"] for row in csv.DictReader(file, delimiter="\t"))
    typed = json.loads((CATALOGS / "esci/esci_us_queryset.json").read_text("utf-8"))
    yield from (row["queryText"] for row in typed["querySetQueries"])


if __name__ == "__main__":
    read_arguments(__doc__, prints_json=False)
    sys.exit(main())
