"""The rule of two ceilings: the same bytes until a total above the lower one is named or taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consumer_twin import Outcome

Said = Sequence[Mapping[str, Any]]


def same_until_above(lower: int, low: Outcome, high: Outcome) -> None:
    """Assert that each brand heard the same under *lower* as under a higher ceiling, as long as it may.

    Where they part, a counter of the freer twin names a total above *lower*; or one of them is done, and a
    total above it was on the table, or was taken.
    """
    threads = [{_about(one): one for one in outcome.transcripts.values()} for outcome in (low, high)]
    assert threads[0].keys() == threads[1].keys()
    taken = max((deal.option.total.amount for deal in high.deals), default=0)
    for about, said in threads[0].items():
        _check(said, threads[1][about], lower, taken)


def _about(thread: Said) -> tuple[str, ...]:
    """Whom it is with, and about what."""
    return (str(thread[0]["to"]), *(str(line["product"]) for line in thread[0]["body"]["lines"]))


def _check(said: Said, theirs: Said, lower: int, taken: int) -> None:
    for place in range(0, max(len(said), len(theirs)), 2):
        mine, other = (one[place] if place < len(one) else None for one in (said, theirs))
        if mine == other:
            continue
        seen = max(total for one in (*said[: place + 1], *theirs[: place + 1]) for total in _totals(one))
        assert seen > lower or taken > lower
        if other is not None and other["type"] == "counter":
            assert max(_totals(other)) > lower
        return


def _totals(message: Mapping[str, Any]) -> list[int]:
    """Every total that a message speaks of."""
    body = message["body"]
    deal = body.get("agreement", {}).get("deal", {})
    named = [body.get("total"), deal.get("total"), *(one["total"] for one in body.get("alternatives", ()))]
    return [0, *(int(one["amount"]) for one in named if one is not None)]
