"""Ten thousand predicates against one person, against a plain Python comparison for each of them.

The predicates differ in size, from one comparison to eight nodes, as offers of many brands would; they were
read beforehand, as a twin reads a page once. The plain comparison looks one fact up and compares it.
"""

from __future__ import annotations

import time
from typing import Any, Final

from benchmarks.measure import Case

COUNT: Final = 10_000
_FLAGS: Final = ("student", "teacher", "adult", "volunteer", "apprentice")


def predicates() -> Case:
    """Return the case `relationship.predicates`."""
    from protocol.facts import Facts
    from protocol.predicate import read_predicate

    person: Facts = {
        "country": "US",
        "region": "US-CA",
        "student": True,
        "adult": True,
        "household-size": 3,
        "member-of": frozenset({"ski-club", "book-club"}),
        "agreements": 2,
        "repeat": True,
        "first-deal": False,
    }
    read = [read_predicate(_predicate(number)) for number in range(COUNT)]
    tests = [predicate.holds for predicate in read]
    pairs = [("household-size", number % 20 + 1) for number in range(COUNT)]

    def work() -> float:
        start = time.process_time()
        for test in tests:
            test(person)
        return time.process_time() - start

    def anchor() -> float:
        start = time.process_time()
        for name, value in pairs:
            person[name] == value  # noqa: B015  the comparison is what is measured
        return time.process_time() - start

    return Case(
        "relationship.predicates",
        anchor="a plain Python comparison each",
        goal=10.0,
        work=work,
        anchor_work=anchor,
        repeats=25,
    )


def _predicate(number: int) -> dict[str, Any]:
    """The predicate of that *number*: every size from one comparison to eight nodes comes as often."""
    flag = {"op": "eq", "fact": _FLAGS[number % len(_FLAGS)], "value": number % 2 == 0}
    size = {"op": "ge", "fact": "household-size", "value": number % 19 + 2}
    club = {"op": "in", "fact": "member-of", "values": [f"club-{number % 97}", "ski-club"]}
    place = {"op": "in", "fact": "country", "values": ["US", "DE"]}
    again = {"op": "lt", "fact": "agreements", "value": number % 30 + 1}
    shapes: tuple[dict[str, Any], ...] = (
        flag,
        {"op": "and", "of": [flag, size]},
        {"op": "or", "of": [flag, club]},
        {"op": "and", "of": [place, {"op": "or", "of": [flag, club]}]},
        {"op": "and", "of": [place, {"op": "not", "of": again}, size]},
        {"op": "or", "of": [{"op": "and", "of": [flag, size]}, {"op": "and", "of": [place, club]}]},
        {"op": "and", "of": [place, {"op": "or", "of": [flag, club, {"op": "not", "of": again}]}, size]},
    )
    return shapes[number % len(shapes)]
