"""
What the thing must have and what would be nice, in the person's words: all that was said of it and is
no other member. What it is for and whom (a purpose) is dropped: it says nothing that a product states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consumer_twin.wish.reading.asking_words import ARTICLES, FILLERS, PRAISE
from consumer_twin.wish.reading.clauses import Clause, clauses_of
from consumer_twin.wish.reading.phrases import Phrases
from consumer_twin.wish.reading.quantity_words import CONTAINERS
from consumer_twin.wish.reading.slip import FREE, Slip

_NICE: Final = Phrases(
    {
        "nice": """
            ideally, preferably, preferable, preferred, if possible, would be nice, would be great, nice to
            have, nice-to-have, bonus, optional, optionally, would be a plus, is a plus, a plus, if
            available, would be good, would love, i'd love, best with, if you can, at best, wenn möglich, am
            liebsten, gern, gerne, idealerweise, möglichst, vorzugsweise, bevorzugt, schön wäre, wäre schön,
            wäre toll, wäre gut, wäre super, optimalerweise, falls möglich, am besten, vielleicht, maybe,
            lieber, wäre ein plus, kein muss, no must, not a must, nicht zwingend, bestenfalls, im
            idealfall, wünschenswert, bonus points for, bonus if, prefer, we prefer, i prefer
            """
    }
)
_MUST: Final = Phrases(
    {
        "must": """
            must have, must be, must come, must, has to be, has to have, has to, have to be, have to have,
            have to, needs to be, needs to have, needs to, need to be, needs, should be, should have, should
            come, should, is a must, are a must, a must, required, essential, definitely, it, unbedingt,
            muss, müssen, soll, sollte, sollten, wichtig, pflicht, ist pflicht, muss haben, zwingend, auf
            jeden fall, that is, that are, that has, that have, which is, which has, that, which, with, w,
            w/, und, and, mit, including, incl, incl ., inklusive, inkl, inkl ., it must, it must be, it
            must have, it should be, it should have, it should, comes with, featuring, but, aber,
            or, oder, in, haben,
            sein, have, be, has, is, ist, sind, also, auch, der, die, das, es, er, sie, they, made of, made
            from
            """
    }
)
_KEPT: Final = frozenset(
    """
        without ohne not no bloß bloss nicht kein keine keinen never aus from of made at least
        mindestens min max up to
        """.split()
)
_PURPOSE: Final = frozenset("for für zum zur as als fürs because weil since damit so to um".split())
_ALONE: Final = frozenset("no not nothing anything alles nichts except außer ausser excluding but".split())
_TAIL: Final = frozenset(
    """
        sein haben be is ist sind please bitte thanks danke too auch and und or oder for für with mit a the
        in on it haben wird werden kommen possible möglich required needed wichtig pflicht must
        """.split()
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What it must have and what would be nice."""

    must: tuple[str, ...]
    nice: tuple[str, ...]


def read_attributes(slip: Slip) -> Attributes:
    """Return what is left of *slip* as attributes; their tokens are taken."""
    must: dict[str, None] = {}
    nice: dict[str, None] = {}
    for clause in clauses_of(slip):
        is_nice = any(_NICE.starting(slip.lows, at) for at in range(clause.start, clause.end))
        for start, end in _runs(slip, clause):
            piece = _trimmed(slip, start, end)
            if piece is None:
                continue
            first, last = piece
            wanted = nice if is_nice else must
            wanted[slip.words(first, last)] = None
            slip.keep(first, last, "nice" if is_nice else "must")
    return Attributes(tuple(must), tuple(nice))


def _runs(slip: Slip, clause: Clause) -> list[tuple[int, int]]:
    """Return the runs of tokens in *clause* that nobody has read, parted at `and`, `with` and the like."""
    runs, start = [], clause.start
    for place in range(clause.start, clause.end + 1):
        ends = place == clause.end or slip.owner[place] != FREE or _parts(slip, place)
        if ends:
            if place > start:
                runs.append((start, place))
            start = place if place < clause.end and slip.owner[place] == FREE else place + 1
    return runs


def _parts(slip: Slip, place: int) -> bool:
    if slip.low(place - 1) in ("not", "nicht", "no"):
        return False
    return slip.low(place) in (
        "with",
        "mit",
        "without",
        "ohne",
        "for",
        "für",
        "that",
        "which",
        "aus",
        "must",
        "ideally",
        "preferably",
        "und",
        "and",
        "zum",
        "fürs",
        "but",
        "aber",
    )


def _trimmed(slip: Slip, start: int, end: int) -> tuple[int, int] | None:
    """Return the run without the words that only introduce it; None if nothing but such words is left."""
    while start < end:
        cue = _NICE.starting(slip.lows, start) or _MUST.starting(slip.lows, start)
        if cue is not None and cue[1] <= end:
            start = cue[1]
            continue
        low = slip.low(start)
        if low in _PURPOSE:
            return None
        if low in FILLERS | ARTICLES | PRAISE and low not in _KEPT:
            start += 1
            continue
        if not slip.is_word(start) and not slip.is_number(start):
            start += 1
            continue
        break
    while end > start:
        cue = _NICE.ending(slip.lows, end) or None
        if cue is not None and cue[1] >= start:
            end = cue[1]
        elif (
            slip.low(end - 1) in _TAIL
            or slip.low(end - 1) in FILLERS
            or not (slip.is_word(end - 1) or slip.is_number(end - 1) or slip.low(end - 1) == "%")
        ):
            end -= 1
        else:
            break
    content = [slip.low(at) for at in range(start, end) if slip.is_word(at)]
    if not content or all(
        low in _KEPT
        or low in FILLERS
        or low in PRAISE
        or low in CONTAINERS
        or low in _PURPOSE
        or len(low) < 2
        for low in content
    ):
        return None
    if slip.low(start) in _ALONE and len(content) == 1:
        return None
    return start, end
