"""How well search finds the same product in another shop, and how well offers are matched.

Query: a title of the left shop that has a label; answer: its partners on the right. Labels are incomplete, so
an unlabelled twin counts as wrong for everybody. The anchors see the columns that we see, and titles alone.
Matching is scored on the test half only (left ids whose SHA-256 is even).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Any, Final

from benchmarks.search_shops import Shops, is_train, ndcg, shops
from benchmarks.search_speed import result
from catalog_search import LocalIndex, Offer
from catalog_search.same import Match, best_matches

_RECALL: Final = 0.8
Rank = Callable[[str], Sequence[str]]


def quality() -> list[dict[str, Any]]:
    """Return the results `search.ndcg…` and `match…`. Raises `SkippedError` where the shops are absent."""
    known = shops()
    ours, bm25, bm25_titles, fts5 = (
        _ndcg(known, rank)
        for rank in (
            _ours(known.right),
            _bm25(known.right, _all),
            _bm25(known.right, _title),
            _fts5(known.right),
        )
    )
    titles_only = _ndcg(known, _ours([Offer(offer.id, offer.title) for offer in known.right]))
    return [
        result("search.ndcg", ours, None, unit="NDCG@10"),
        result("search.ndcg_titles", titles_only, None, unit="NDCG@10"),
        above("search.ndcg_bm25", ours, bm25, "bm25s, all columns"),
        above("search.ndcg_bm25_titles", titles_only, bm25_titles, "bm25s, titles"),
        above("search.ndcg_fts5", ours, fts5, "FTS5 with OR, all columns"),
        *matching(known),
    ]


def above(name: str, ours: float, theirs: float, anchor: str) -> dict[str, Any]:
    """Return the result of being above an anchor that was measured in this run."""
    return result(name, ours / theirs, f"{anchor}: {theirs:.4f}", ">1", ours > theirs)


def matching(known: Shops) -> list[dict[str, Any]]:
    """Return precision at recall .80, right best matches and calibration, on the test half."""
    found = {match.left: match for match in best_matches(known.left, known.right)}
    test = [found[left] for left in sorted(known.same) if not is_train(left)]
    precision = precision_at(test, known)
    right = fmean(match.right in known.same[match.left] for match in test)
    error = calibration_error(test, known)
    at = f"at recall {_RECALL}; {len(test)} offers"
    return [
        result("match.precision", precision, at, ">=0.95", precision >= 0.95, unit="share"),
        result("match.best", right, "best matches that are labelled", unit="share"),
        result("match.calibration", error, "expected calibration error", "<=0.1", error <= 0.1, unit="share"),
    ]


def precision_at(found: Sequence[Match], known: Shops, recall: float = _RECALL) -> float:
    """Return the precision of the likeliest matches that reach *recall* of the left ids; 0 if none does."""
    right = 0
    for count, match in enumerate(sorted(found, key=lambda one: (-one.probability, one.left)), start=1):
        right += match.right in known.same[match.left]
        if right >= recall * len(found):
            return right / count
    return 0.0


def calibration_error(found: Sequence[Match], known: Shops) -> float:
    """Return how far stated probabilities are from what is true: the weighted mean gap over ten bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for match in found:
        truth = match.right in known.same[match.left]
        bins[min(9, int(match.probability * 10))].append((match.probability, truth))
    gaps = (abs(sum(p - truth for p, truth in one)) for one in bins)
    return sum(gaps) / len(found)


def _ndcg(known: Shops, rank: Rank) -> float:
    titles = {offer.id: offer.title for offer in known.left}
    return fmean(ndcg(rank(titles[left]), good) for left, good in known.same.items())


def _title(offer: Offer) -> str:
    return offer.title


def _all(offer: Offer) -> str:
    return f"{offer.title} {offer.brand} {offer.model} {' '.join(offer.categories)}"


def _ours(offers: Sequence[Offer]) -> Rank:
    index = LocalIndex()
    index.put(offers)
    return lambda text: [hit.offer.id for hit in index.search(text)]


def _bm25(offers: Sequence[Offer], text_of: Callable[[Offer], str]) -> Rank:
    import bm25s  # type: ignore[import-untyped]  # it has no stubs

    model = bm25s.BM25()
    model.index(
        bm25s.tokenize(list(map(text_of, offers)), stopwords="en", show_progress=False), show_progress=False
    )

    def rank(text: str) -> Sequence[str]:
        words = bm25s.tokenize([text], stopwords="en", show_progress=False)
        places, _ = model.retrieve(words, k=10, show_progress=False)
        return [offers[place].id for place in places[0]]

    return rank


def _fts5(offers: Sequence[Offer]) -> Rank:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE offers USING fts5(id UNINDEXED, text)")
    connection.executemany("INSERT INTO offers VALUES (?,?)", ((offer.id, _all(offer)) for offer in offers))

    def rank(text: str) -> Sequence[str]:
        words = " OR ".join(f'"{word}"' for word in text.replace('"', " ").split())
        sql = "SELECT id FROM offers WHERE offers MATCH ? ORDER BY rank, id LIMIT 10"
        return [row[0] for row in connection.execute(sql, (words,))]

    return rank
