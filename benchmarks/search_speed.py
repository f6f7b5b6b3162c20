"""How quick a search is at 250,000 offers, beside raw tantivy and FTS5, in the same run and in turns.

The offers are made from the words of the shared catalogs, always the same: the front of one real title, the
back of another, a brand and a model number. The queries are real: titles of a shop, and what people typed.
CPU time of the thread, since this machine does other work too; 95th percentile over the queries, and of that
the median over the turns.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import median, quantiles
from time import thread_time
from typing import Any, Final

from benchmarks.measure import SkippedError
from benchmarks.search_shops import CATALOGS, shops
from catalog_search import LocalIndex, Offer

OFFERS: Final = 250_000
TURNS: Final = 9
_SLOW_TURNS: Final = 1
"""Turns of FTS5, which takes minutes for one."""
_QUERIES: Final = 100
_BATCH: Final = 25_000

Search = Callable[[str], object]


def made_offers(count: int) -> Iterator[Offer]:
    """Yield *count* offers, the same every time."""
    known = shops()
    titles = [offer.title.split() for offer in (*known.left, *known.right)]
    with (CATALOGS / "toys/toys.csv").open(encoding="utf-8", newline="") as file:
        titles += [row["title"].split()[:14] for row in csv.DictReader(file)]
    titles = [title for title in titles if len(title) > 2]
    brands = sorted({offer.brand for offer in known.right if offer.brand})
    groups = sorted({offer.categories[0] for offer in known.right if offer.categories})
    dice = Random(250_000)
    for number in range(count):
        front, back = dice.choice(titles), dice.choice(titles)
        model = (
            f"{dice.choice('abcdefghkmprstw')}{dice.choice('abcdefghkmprstw')}{dice.randrange(100, 99999)}"
        )
        words = (*front[: (len(front) + 1) // 2], *back[len(back) // 2 :])
        yield Offer(
            id=f"o{number:06}", title=" ".join(words), brand=dice.choice(brands), model=model,
            categories=(dice.choice(groups),), price_minor=dice.randrange(100, 100_000), currency="USD",
        )  # fmt: skip


def queries(count: int = _QUERIES) -> list[str]:
    """Return real queries, *count* of each kind: titles of a shop, and what people typed into two others."""
    with (CATALOGS / "wands_queries.csv").open(encoding="utf-8", newline="") as file:
        typed = [row["query"] for row in csv.DictReader(file, delimiter="\t")]
    esci = json.loads((CATALOGS / "esci/esci_us_queryset.json").read_text("utf-8"))
    typed += [row["queryText"] for row in esci["querySetQueries"]]
    titles = [offer.title for offer in shops().left]
    return [*_spread(titles, count), *_spread(typed, count)]


def _spread(texts: Sequence[str], count: int) -> list[str]:
    return [texts[place * len(texts) // count] for place in range(count)]


def speed(count: int = OFFERS, turns: int = TURNS) -> list[dict[str, Any]]:
    """Return the results `search.p95`, `search.median`, `search.fts5…`. Raises `SkippedError`."""
    try:
        import tantivy
    except ModuleNotFoundError:
        raise SkippedError("tantivy is not installed") from None
    offers = list(made_offers(count))
    index = LocalIndex()
    for start in range(0, count, _BATCH):
        index.put(offers[start : start + _BATCH])
    raw, fts5 = _raw(tantivy, offers), _fts5(offers)
    asked = queries()
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    for text in asked[::10]:
        index.search(text), raw(text)
    for _ in range(turns):
        pairs = [(_timed(index.search, text), _timed(raw, text)) for text in asked]
        ours.append(_figures([own for own, _ in pairs]))
        theirs.append(_figures([other for _, other in pairs]))
    p95 = median(own[1] / other[1] for own, other in zip(ours, theirs, strict=True))
    middle = median(own[0] / other[0] for own, other in zip(ours, theirs, strict=True))
    slow = [_figures([_timed(fts5, text) for text in asked]) for _ in range(_SLOW_TURNS)]
    own_middle, own_p95 = median(own for own, _ in ours), median(own for _, own in ours)
    fts5_middle = median(middle for middle, _ in slow) / own_middle
    fts5_p95 = median(high for _, high in slow) / own_p95
    index.close()
    return [
        result("search.p95", p95, "raw tantivy", "<=1.5", p95 <= 1.5),
        result("search.median", middle, "raw tantivy"),
        result("search.fts5", fts5_p95, "FTS5 with OR over ours, p95", ">=20", fts5_p95 >= 20),
        result("search.fts5_median", fts5_middle, "FTS5 with OR over ours", ">=20", fts5_middle >= 20),
        result("search.p95_ms", round(own_p95 * 1000, 2), None, unit="ms of CPU"),
    ]


def result(
    name: str, value: float, anchor: str | None, goal: str = "", holds: bool = True, *, unit: str = "ratio"
) -> dict[str, Any]:
    """Return one row of a benchmark's output; without a goal it holds."""
    shown = {"name": name, "value": round(value, 4), "unit": unit, "anchor": anchor, "goal": goal}
    return shown | {"holds": holds}


def _figures(times: Sequence[float]) -> tuple[float, float]:
    """Return median and 95th percentile."""
    return median(times), quantiles(times, n=20)[-1]


def _timed(search: Search, text: str) -> float:
    start = thread_time()
    search(text)
    return thread_time() - start


def _text(offer: Offer) -> str:
    return f"{offer.title} {offer.brand} {offer.model} {' '.join(offer.categories)}"


def _raw(tantivy: Any, offers: Sequence[Offer]) -> Search:
    """Tantivy as its guide shows it: its own words and query reader, any word, ten stored ids."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text")
    index = tantivy.Index(builder.build())
    writer = index.writer(128_000_000, 1)
    for start in range(0, len(offers), _BATCH):
        for offer in offers[start : start + _BATCH]:
            writer.add_document(tantivy.Document(id=offer.id, text=_text(offer)))
        writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> object:
        query, _ = index.parse_query_lenient(text, ["text"])
        hits = searcher.search(query, 10, count=False).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return search


def _fts5(offers: Sequence[Offer]) -> Search:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE offers USING fts5(id UNINDEXED, text)")
    connection.executemany("INSERT INTO offers VALUES (?,?)", ((offer.id, _text(offer)) for offer in offers))

    def search(text: str) -> object:
        words = " OR ".join(f'"{word}"' for word in text.replace('"', " ").split())
        sql = "SELECT id FROM offers WHERE offers MATCH ? ORDER BY rank LIMIT 10"
        return connection.execute(sql, (words,)).fetchall()

    return search
