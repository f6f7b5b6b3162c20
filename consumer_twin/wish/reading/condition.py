"""New, used or refurbished; where two are allowed, or one is only shut out, none is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consumer_twin.wish.reading.negation import is_denied
from consumer_twin.wish.reading.phrases import Phrases
from consumer_twin.wish.reading.slip import Slip, Way

_WORDS: Final = Phrases(
    {
        "new": """
            brand new, brand-new, new, new condition, in new condition, neu, neue, neuer, neues, neuen,
            neuem, brandneu, brandneue, brandneues, brandneuer, brandneuen, nagelneu, nagelneue, nagelneues,
            nagelneuer, nagelneuen, fabrikneu, fabrikneue, fabrikneues, fabrikneuer, neuware, factory new,
            ungebraucht, ungebrauchte, ungebrauchter, ungebrauchtes, unused, original verpackt
            """,
        "used": """
            used, pre-owned, preowned, pre owned, pre-loved, preloved, pre loved, second-hand, second hand,
            secondhand, 2nd hand, pre-used, 2nd-hand, second-hand condition, used condition, gently used,
            lightly used, gebraucht, gebrauchte, gebrauchter, gebrauchtes, gebrauchten, gebrauchtem, aus
            zweiter hand, zweite hand, gebrauchtware, second-hand-ware, barely used, slightly used,
            occasion, occasions,
            thrifted, hand-me-down
            """,
        "refurbished": """
            refurbished, refurb, reconditioned, renewed, remanufactured, generalüberholt, generalüberholte,
            generalüberholter, generalüberholtes, generalüberholten, wiederaufbereitet, wiederaufbereitete,
            wiederaufbereitetes, wiederaufbereiteter, wiederaufbereiteten, aufbereitet, aufbereitete,
            aufbereitetes, runderneuert, runderneuerte, runderneuertes, refurbishte, refurbishtes,
            refurbishter, refurbishten, certified refurbished, aufgearbeitet, aufgearbeitete,
            aufgearbeitetes, aufgearbeiteter, überholt, überholte, überholtes, überholter, generalueberholt
            """,
        "open": """
            like new, like-new, as good as new, neuwertig, neuwertige, neuwertiger, neuwertiges,
            neuwertigen, wie neu, nearly new, so gut wie neu, fast neu, almost new, open box, open-box,
            b-ware, ex-display, ausstellungsstück
            """,
    }
)
_NO_NEW: Final = frozenset(
    "balance york year year's years yorker jersey delhi orleans look zealand mexico era caledonia".split()
)
_THEIRS: Final = frozenset("the my our his her their meine meinen unsere unseren die den das".split())
"""Before `new` it is of what the thing is for: `for the new flat`."""
_OTHER_USES: Final = frozenset("for to by as with in daily every für von als".split())
_STATES: Final = frozenset(
    """
    good great around about under less up max gutem at excellent mint perfect bis ca unter rund etwa höchstens
    maximal $ € £ no not
    """.split()
)
"""Words after `used in`, `used for` that show the condition is meant: used in good shape."""
_MAY: Final = frozenset(
    """
    fine ok okay okey good acceptable possible too also welcome auch möglich gut egal reicht allowed well gern
    alright works geht
    """.split()
)
_MAY_BEGIN: Final = frozenset(
    "is are would ist wäre condition also auch ok okay fine works geht möglich".split()
)
_MAY_BEFORE: Final = frozenset("may can could might kann darf könnte egal even".split())


def read_condition(slip: Slip) -> str | None:
    """Return `new`, `used` or `refurbished` if *slip* says exactly one of them; its words are taken."""
    found = list(_said(slip))
    kinds = {word for word, _, _ in found}
    allowed = any(_is_allowed(slip, start, end) for _, start, end in found)
    sure = len(kinds) == 1 and not allowed and "open" not in kinds
    for place, (_, start, end) in enumerate(found):
        if sure:
            slip.keep(start, end, "condition")
        else:
            ways = _ways(kinds) if place == 0 else ()
            slip.doubt(f"{slip.words(start, end)}: more than one condition may do", start, end, ways)
    return kinds.pop() if sure else None


def _ways(kinds: set[str]) -> tuple[Way, ...]:
    """Return the conditions that may be meant: what is only allowed, or only like new, may be new as well."""
    named = kinds - {"open"}
    return tuple(
        Way("condition", kind) for kind in sorted(named if len(named) > 1 else named | {"new", "used"})
    )


def _said(slip: Slip) -> Iterator[tuple[str, int, int]]:
    """Return each condition that is named and not shut out, with its tokens."""
    at = 0
    while at < len(slip):
        said = _WORDS.starting(slip.lows, at) if slip.is_free(at) else None
        if said is None or not slip.is_free(at, said[1]) or not _is_condition(slip, at, said[1], said[0]):
            at += 1
            continue
        if is_denied(slip, at) is True:
            slip.doubt(f"not {slip.words(at, said[1])}", at, said[1])
        else:
            yield said[0], at, said[1]
        at = said[1]


def _is_condition(slip: Slip, at: int, end: int, word: str) -> bool:
    after, later = slip.low(end), slip.low(end + 1)
    if word == "new":
        theirs = slip.low(at - 1) in _THEIRS and slip.low(at - 2) in ("for", "für", "in", "into")
        return (
            not theirs
            and after not in _NO_NEW
            and slip.low(at) != "neuem"
            and slip.low(at - 1) != "something"
        )
    if slip.low(at) in ("occasion", "occasions"):  # Swiss for second-hand
        return slip.german and (after == "-" or slip.is_bound(end))
    priced = after == "for" and slip.is_number(end + 1)
    return word != "used" or after not in _OTHER_USES or later in _STATES or priced


def _is_allowed(slip: Slip, start: int, end: int) -> bool:
    """Whether the words only allow it: `used is fine`, `may be used`."""
    after = slip.lows[end : end + 4]
    if after and after[0] in _MAY_BEGIN and any(word in _MAY for word in after):
        return True
    before = slip.lows[max(0, start - 2) : start]
    return any(word in _MAY_BEFORE for word in before) or before[-1:] in (["auch"], ["ruhig"])
