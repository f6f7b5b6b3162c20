"""Contributing: what may be said of a wish that nothing met, and under which key.

Spec: spec/48-demand.md (DEMAND-8 to DEMAND-10, DEMAND-22).

Nothing here is sent. The key comes from the wish and the marketplace, so that one wish is one key there, and
a second letter for it is found out even if the first one's answer was lost.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from consumer_twin.errors import TwinError
from consumer_twin.memory import Lesson
from consumer_twin.news import Seen
from consumer_twin.relation.who import Guest
from consumer_twin.standing import StandingWish
from protocol.relation import Contribute
from protocol.week import week_of


class NotUnmetError(TwinError):
    """Something met the wish, or nobody looked yet."""

    code = "not-unmet"
    requirement = "DEMAND-22"
    advice = "Look with `dailyme today`, and see `dailyme wish list`; contribute what nothing met."


class ContributedError(TwinError):
    """The wish was contributed to that marketplace."""

    code = "contributed-already"
    requirement = "DEMAND-10"
    advice = "A wish counts once at a marketplace; there is nothing more to do."


@dataclass(frozen=True)
class Draft:
    """What would be sent of the standing wish *number* to the DID *market*, and under which key."""

    number: int
    market: str
    body: Contribute
    who: Guest


def draft_of(
    wish: StandingWish, market: str, category: str, attributes: Collection[str], *, at_ms: int
) -> Draft:
    """Return what would be sent: of the wish itself only the country it goes to."""
    members: dict[str, Any] = {
        "category": category,
        "attributes": sorted(set(attributes)),
        "region": wish.aim.wish.region[:2],
        "period": week_of(at_ms),
    }
    mark = f"dailyme contribution\x00{market}\x00{wish.number}\x00{wish.added_ms}"
    who = Guest(sha256(mark.encode()).digest())
    return Draft(wish.number, market, Contribute.model_validate(members), who)


def check_unmet(wish: StandingWish, seen: Mapping[int, Seen], bound: Collection[int]) -> None:
    """Return if some line of *wish* was looked for and nothing fits it.

    seen: what was seen last of each line. bound: the lines that are bought, or may be. What costs more than
    the ceiling does not fit: a contribution may tell that, and the person hears so first (DEMAND-8).

    Raises `NotUnmetError` (DEMAND-22).
    """
    if wish.state == "done":
        raise NotUnmetError(f"wish {wish.number} is done")
    if not seen:
        raise NotUnmetError(f"nobody looked for wish {wish.number} yet")
    if all(line in bound or _fits(wish, one) for line, one in seen.items()):
        raise NotUnmetError(f"something was found for wish {wish.number}")


def lesson_of(draft: Draft, letter: str, body: Mapping[str, Any], at_ms: int) -> Lesson:
    """Return what the twin remembers: exactly what was said, to whom, and the hash of the letter."""
    facts = {"standing": draft.number, "market": draft.market, "letter": letter, **body}
    return Lesson(at_ms, "contributed", facts=facts)


def _fits(wish: StandingWish, seen: Seen) -> bool:
    ceiling = wish.aim.wish.ceiling
    return any(ceiling is None or one.total.amount <= ceiling.amount for one in seen.sightings)
