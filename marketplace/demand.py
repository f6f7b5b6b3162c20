"""Unmet wishes as a marketplace counts and tells them.

Spec: spec/48-demand.md (DEMAND-11 to DEMAND-21).

While a week is open there are counts, and hashes that make a repeated letter count once. Once it is over,
each count becomes a tally, or nothing, and is gone: what was told is all that anybody could still find.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from protocol import GRACE_MS, VERSION, SigningKey, encode, message_hash, sign, write_time
from protocol.relation import LEAST_K, MAX_TALLIES, MOST_K, Contribute, open_weeks
from protocol.week import week_start_ms

Dice = Callable[[int], int]
"""A fresh random number from 0 up to, and without, the given one."""

DEFAULT_K: Final = 20


@dataclass(frozen=True)
class Rule:
    """How a marketplace counts.

    k: how many keys must say the same before it is told, and what tallies are multiples of. letters: of how
    many, in a week and category, hashes are kept. cells: how many different things are counted in a week and
    category. weeks: how many weeks are told. Apart from k, these are guesses.
    """

    k: int = DEFAULT_K
    letters: int = 10_000
    cells: int = 2_000
    weeks: int = 52

    def __post_init__(self) -> None:
        if not LEAST_K <= self.k <= MOST_K:  # DEMAND-16
            raise ValueError(f"k is {LEAST_K} to {MOST_K}")


@dataclass(frozen=True)
class Cell:
    """What is counted together."""

    period: str
    category: str
    attributes: tuple[str, ...]
    region: str

    @classmethod
    def of(cls, body: Contribute) -> Cell:
        """Return where *body* counts: here alone (DEMAND-17)."""
        return cls(body.period, body.category, body.attributes, body.region)

    @property
    def place(self) -> str:
        """Where it stands on the pages, week by week; it serves as the cursor."""
        return "/".join((self.period, self.category, self.region, *self.attributes))


@dataclass(frozen=True)
class Told:
    """A cell, and how many said so at least."""

    cell: Cell
    at_least: int


def at_least(count: int, taken_off: int, k: int) -> int:
    """Return what is told of *count* letters, *taken_off* (0 to k - 1) of them left out; 0 is not told.

    >>> [at_least(count, 7, 20) for count in (0, 26, 27, 46, 47)]
    [0, 0, 20, 20, 40]
    """
    return max(0, count - taken_off) // k * k  # DEMAND-18


def tally(cell: Cell, count: int, k: int, dice: Dice) -> Told | None:
    """Return what is told of *cell*, whose week is over; None for nothing."""
    told = at_least(count, dice(k), k)
    return Told(cell, told) if told else None


def first_open(at_ms: int) -> str:
    """Return the first week that is open at *at_ms*: those before it are over."""
    return open_weeks(at_ms)[0]


def oldest_told(at_ms: int, weeks: int) -> str:
    """Return the first of the last *weeks* weeks that are over at *at_ms*."""
    begins_ms = week_start_ms(first_open(at_ms))
    return first_open(begins_ms + GRACE_MS - weeks * 7 * 86_400_000)


def demand_page(
    told: Sequence[Told], key: SigningKey, *, cursor: str | None, k: int, at_ms: int
) -> tuple[bytes, str]:
    """Return the signed page of what *told* begins with, and its hash: the same bytes all week.

    told: at least k each, in the order of the pages; one more than `MAX_TALLIES` says that there is more.
    What was told under a smaller k is rounded down to this one (DEMAND-19).
    """
    shown = told[:MAX_TALLIES]
    page: dict[str, Any] = {
        "protocol": VERSION,
        "type": "demand-page",
        "from": key.did,
        "created": write_time(week_start_ms(first_open(at_ms)) + GRACE_MS),  # DEMAND-15
        "cursor": cursor or "",
        "k": k,
        "tallies": [_shown(one, k) for one in shown],
    }
    if len(told) > len(shown):
        page["next"] = shown[-1].cell.place
    return encode(sign(page, key)), message_hash(page)


def _shown(one: Told, k: int) -> dict[str, Any]:
    cell = one.cell
    return {
        "category": cell.category,
        "attributes": list(cell.attributes),
        "region": cell.region,
        "period": cell.period,
        "at_least": at_least(one.at_least, 0, k),
    }
