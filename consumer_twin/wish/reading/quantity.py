"""How many pieces a wish asks for: number words, dozens, pairs, packs; weights and volumes are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consumer_twin.wish.lines import MAX_QUANTITY
from consumer_twin.wish.reading.asking_words import FILLERS, SEEKING
from consumer_twin.wish.reading.numbers import DOZENS, number_at, whole
from consumer_twin.wish.reading.quantity_words import (
    CONTAINERS,
    GLASSES,
    LEAVES,
    OF,
    PAIRED,
    PAIRED_ENDS,
    PIECES,
    PUZZLES,
    ROLLED,
    ROLLS,
    SERVICES,
    SINGLE,
    THINGS_TOO,
)
from consumer_twin.wish.reading.size_words import TIMES, UNITS
from consumer_twin.wish.reading.slip import Slip, Way

_ASKED: Final = frozenset("quantity qty menge anzahl stückzahl".split())
_THEM: Final = frozenset("them those these each".split())
_THAT: Final = frozenset("davon solche solcher".split())
STOPS: Final = frozenset(
    """
    for with in from by to at on of without under and or please that made asap
    """.split()
)
_FEW: Final = frozenset("few several handful handvoll einige mehrere".split())
_ONE: Final = frozenset("a ein one the new 1 neues nice".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many pieces, and up to how many where a range was said."""

    pieces: int
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of pieces that stands before the token *end*."""

    quantity: Quantity
    end: int


def read_quantity(slip: Slip) -> Quantity | None:
    """Return how many pieces *slip* asks for; None if it doesn't say. Its tokens are taken."""
    _drop_packs(slip)
    for read in (_asked, _set_of, _counted, _packed, _leaves, _times, _dozens, _pairs):
        for at in range(len(slip)):
            found = read(slip, at) if slip.is_free(at) else None
            if found is not None:
                return found
    return None


def count_at(slip: Slip, at: int) -> Count | None:
    """Return the whole number, or the range of two, that begins at *at*."""
    number = number_at(slip, at)
    pieces = None if number is None else whole(number)
    if number is None or pieces is None or not 1 <= pieces <= MAX_QUANTITY:
        return None
    if slip.is_glued(at) and slip.low(at - 1) in ("-", "/", "x"):
        return None
    if slip.low(at - 1) == "to" and slip.is_number(at - 2):  # 9 to 5
        return None
    if slip.low(at - 1) in ("for", "für", "holds") and slip.low(at - 2) not in SEEKING:  # for 12 bottles
        return None
    second = number_at(slip, number.end + 1) if slip.low(number.end) in ("-", "\u2013", "to", "bis") else None
    most = None if second is None else whole(second)
    if second is not None and most is not None and pieces < most <= MAX_QUANTITY:
        return Count(Quantity(pieces, most), second.end)
    return Count(Quantity(pieces), number.end)


def kept(slip: Slip, found: Quantity, start: int, end: int) -> Quantity | None:
    """Keep *found* as said by the tokens from *start* to before *end*; None if somebody read them before."""
    if not slip.is_free(start, end):
        return None
    slip.keep(start, end, "quantity")
    if found.at_most is not None:
        slip.assume(f"{slip.words(start, end)}: from {found.pieces} up to {found.at_most}", start, end)
    return found


def _with_of(slip: Slip, end: int) -> int:
    """Return the token after `of` at *end*, if a word follows it."""
    return end + (slip.low(end) in OF and slip.is_word(end + 1))


def _drop_packs(slip: Slip) -> None:
    """Pass over `6er Pack`, `3er-Set`, `a 6-pack of`: one thing, whatever is in it."""
    for at in range(len(slip)):
        if not slip.is_number(at) or not slip.is_free(at) or not slip.is_glued(at + 1):
            continue
        low, end = slip.low(at + 1), at + 2
        if low == "er" and slip.low(end) in CONTAINERS:
            slip.take(at, end + 1, "dropped")
        elif low.removeprefix("er-") in CONTAINERS and low.startswith("er-"):
            slip.take(at, end, "dropped")
        elif low == "-" and slip.low(end) in ("pack", "packs") and slip.low(end + 1) == "of":
            slip.take(at, end + 2, "dropped")


def _asked(slip: Slip, at: int) -> Quantity | None:
    """Read `quantity 3`, `Anzahl: 3`."""
    if slip.low(at) not in _ASKED:
        return None
    place = at + 1
    while slip.low(place) in (":", ".", "=", "of", "is"):
        place += 1
    count = count_at(slip, place)
    return None if count is None else kept(slip, count.quantity, at, count.end)


def _set_of(slip: Slip, at: int) -> Quantity | None:
    """Read `set of 4`, `pack of ten`."""
    if slip.low(at) not in ("set", "pack", "lot") or slip.low(at + 1) != "of":
        return None
    count = count_at(slip, at + 2)
    if count is None or slip.low(count.end) in UNITS:
        return None
    return kept(slip, count.quantity, at, count.end)


def _counted(slip: Slip, at: int) -> Quantity | None:
    """Read `4 pieces`, `3 Stück`, `5 of them`; the pieces of a puzzle are its kind."""
    count = count_at(slip, at)
    if count is None:
        return None
    word, after = slip.low(count.end), slip.low(count.end + 1)
    if word in ("piece", "pc") and (count.quantity.pieces == 1 or slip.is_word(count.end + 1)):
        slip.take(at, count.end + 1, "kind")  # a 3 piece set, a one piece swimsuit
        return None
    if word in PIECES or (word == "no" and after == "." and slip.is_word(count.end + 2)):  # 1 no. cooktop
        if any(low.endswith(PUZZLES) for low in slip.lows) or _is_service(slip, at):
            slip.take(at, count.end + 1, "kind")
            return None
        return kept(slip, count.quantity, at, _with_of(slip, count.end + 1))
    if word == "of" and after in _THEM:
        return kept(slip, count.quantity, at, count.end + 2)
    return kept(slip, count.quantity, at, count.end + 1) if word in _THAT else None


def _is_service(slip: Slip, at: int) -> bool:
    """Whether the pieces are those of a set named just before: `Tupperware set, 5 pieces`."""
    return slip.low(at - 1 - (slip.low(at - 1) == ",")).endswith(SERVICES)


def _leaves(slip: Slip, at: int) -> Quantity | None:
    """Read `40 sheets of`; what has so many sheets may be counted in something else, which goes before."""
    return _packed(slip, at, LEAVES)


def _packed(slip: Slip, at: int, containers: frozenset[str] = CONTAINERS - LEAVES) -> Quantity | None:
    """Read `6 Flaschen`, `two bottles of`; the container is looked for if nothing else is."""
    count = count_at(slip, at)
    if count is None or slip.is_glued(count.end) or _is_second(slip, at):
        return None
    glasses = slip.low(count.end) in GLASSES and _holds_something(slip, at, count.end)
    if slip.low(count.end) not in containers and not (glasses and containers is not LEAVES):
        return None
    thing = slip.is_word(count.end + 1) and slip.is_free(count.end + 1)
    if not thing and at and _is_of_it(slip, slip.low(count.end)):
        return None
    if slip.low(count.end) in SINGLE and thing and not slip.german and slip.low(count.end + 1) not in STOPS:
        return None  # six bar stools, a can opener
    if at == 0 and slip.low(count.end) in THINGS_TOO and slip.is_bound(count.end + 1):
        return kept(slip, count.quantity, at, count.end)
    alone = at == 0 and not any(
        slip.is_free(place) and slip.is_word(place) for place in range(count.end + 1, len(slip))
    )
    return kept(slip, count.quantity, at, count.end if alone else _with_of(slip, count.end + 1))


def _is_of_it(slip: Slip, low: str) -> bool:
    """Whether the container *low*, which nothing follows, tells of the thing: `Koffer, 4 Rollen`."""
    return low == "bar" or (low in ROLLS and not any(one.endswith(ROLLED) for one in slip.lows))


def _is_second(slip: Slip, at: int) -> bool:
    """Whether it is of a second thing: `20 boxes and 3 rolls of tape`."""
    place = at - 1
    if slip.low(place) not in ("and", "und"):
        return False
    while place > 0 and not slip.is_bound(place - 1):
        place -= 1
        count = count_at(slip, place) if slip.is_free(place) else None
        if count is not None and slip.is_word(count.end) and slip.low(count.end) not in UNITS:
            return True
    return False


def _holds_something(slip: Slip, at: int, end: int) -> bool:
    """Whether glasses are what the thing comes in: `drei Gläser Honig`, `Oliven, zwei Gläser`."""
    named = [place for place in range(at) if slip.is_word(place) and slip.is_free(place)]
    behind = slip.is_word(end + 1) and slip.is_free(end + 1) and slip.tokens[end + 1].is_capital
    things = [place for place in named if slip.tokens[place].is_capital and slip.low(place) not in FILLERS]
    return slip.german and (behind or (bool(things) and slip.is_bound(end + 1)))


def _times(slip: Slip, at: int) -> Quantity | None:
    """Read `2x`, `2 x HDMI cable`, `x4`, `× 4`."""
    low = slip.low(at)
    if low[:1] == "x" and low[1:].isdecimal() and len(low) < 6 and not slip.is_number(at - 1):
        return kept(slip, Quantity(max(1, int(low[1:]))), at, at + 1)
    ahead = low in TIMES and slip.is_number(at + 1) and not slip.is_number(at - 1) and not slip.is_glued(at)
    count = count_at(slip, at + ahead)
    if count is None or not (ahead or slip.low(count.end) in TIMES):
        return None
    return kept(slip, count.quantity, at, count.end + (not ahead))


def _dozens(slip: Slip, at: int) -> Quantity | None:
    """Read `a dozen`, `half a dozen`, `two dozen`, `ein halbes Dutzend`."""
    if slip.low(at) not in DOZENS:
        return None
    end = _with_of(slip, at + 1)
    before, earlier = slip.low(at - 1), slip.low(at - 2)
    if before == "a" and earlier == "half":
        return kept(slip, Quantity(6), at - 2, end)
    if before in ("half", "halbes"):
        return kept(slip, Quantity(6), at - 1 - (earlier in ("a", "ein")), end)
    if before in ("a", "ein", "one", "the"):
        return kept(slip, Quantity(12), at - 1, end)
    count = count_at(slip, at - 1) if at else None
    if count is not None and count.end == at:
        return kept(slip, Quantity(count.quantity.pieces * 12), at - 1, end)
    return kept(slip, Quantity(12), at, end)


def _pairs(slip: Slip, at: int) -> Quantity | None:
    """Read `two pairs of`, `a pair of`: one product of what comes in pairs, and of the rest two pieces."""
    low = slip.low(at)
    if low == "couple" and slip.low(at - 1) == "a":
        slip.assume("a couple is two", at - 1, at + 1, ways=_ways(2, 3))
        return kept(slip, Quantity(2), at - 1, _with_of(slip, at + 1))
    if low in _FEW:  # no number
        slip.doubt(f"{slip.words(at, at + 1)}: how many", at, at + 1, ways=_ways(3, 4, 5))
        slip.take(at, _with_of(slip, at + 1), "dropped")
    if low not in ("pair", "pairs", "paar"):
        return None
    end = _with_of(slip, at + 1)
    paired = _is_paired(slip, end)
    if slip.tokens[at].text == "paar" and not paired:  # a few
        slip.doubt(f"{slip.words(at, at + 1)}: how many", at, at + 1, ways=_ways(2, 3, 4, 5))
        slip.take(at, at + 1, "dropped")
        return None
    count = count_at(slip, at - 1) if at else None
    said = count.quantity.pieces if count is not None and count.end == at else 1
    start = at - 1 if slip.is_free(at - 1) and (said > 1 or slip.low(at - 1) in _ONE) else at
    if paired and said == 1:
        slip.take(start, end, "dropped")
        return None
    return kept(slip, Quantity(said if paired or said > 1 else 2), start, end)


def _ways(*pieces: int) -> tuple[Way, ...]:
    return tuple(Way("quantity", count) for count in pieces)


def _is_paired(slip: Slip, at: int) -> bool:
    """Whether what the pair is of comes in pairs: the words after it, or all if none follows."""
    words = slip.lows[at : at + 6] if slip.is_word(at) else slip.lows
    return any(low in PAIRED or low.endswith(PAIRED_ENDS) for low in words)
