"""A thread played out in memory, and a program that shows how threads end.

`play_thread` joins the twin's private play and the brand's play as the wire does, turn by turn.
`python -m negotiation.rehearsal` plays seeded threads on assumed prices and prints, for several greatest
discounts and ceilings, how often there is a deal, how many counters it takes and who gets how much of the
discount.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Protocol

from negotiation.package import Package
from negotiation.private import (
    Counter,
    Hold,
    Leave,
    Policy,
    PublicFacts,
    Send,
    Standing,
    Take,
    Walk,
    move_within,
)
from negotiation.private_house import house
from negotiation.seller import Better, NoBetter, Room, SellerPolicy, respond
from negotiation.utility import Preferences


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand as this game sees it: its policy, and the room it has for the terms of a package."""

    policy: SellerPolicy
    room: Callable[[Package], Room]
    first: Package
    """Its first offer, at list prices."""

    def answer(self, *, turn: int, counter: Package | None, offered: Sequence[Package]) -> Better | NoBetter:
        """Return what its policy says to the twin's *turn*-th counter or decline."""
        room = self.room(counter or offered[-1])
        return respond(self.policy, room, turn=turn, counter=counter, offered=tuple(offered))


class Answers(Protocol):
    """Anything that makes a first offer, and answers."""

    @property
    def first(self) -> Package:
        """The first offer."""

    def answer(self, *, turn: int, counter: Package | None, offered: Sequence[Package]) -> Better | NoBetter:
        """Return the answer to the twin's *turn*-th counter or decline (None); *offered*: all so far."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A twin as this game sees it. *ceiling_minor* reaches nothing but the gate."""

    preferences: Preferences
    seed: bytes
    ceiling_minor: int | None = None
    rounds: int = 6
    policy: Policy = house


Event = Better | NoBetter | Counter | Take | Leave | Hold | Walk
"""What a side did; the brand's are `Better` (its first offer too) and `NoBetter`."""


def play_thread(twin: Twin, brand: Answers, rival_total_minor: int | None = None) -> tuple[Event, ...]:
    """Return what happened in one thread, from the first offer to a take, a leave or a walk."""
    facts = PublicFacts(
        list_total_minor=brand.first.total_minor,
        rival_total_minor=rival_total_minor,
        standing=(Standing(brand.first, "0"),),
        heard=(brand.first,),
        counters=(),
        round=1,
        rounds=twin.rounds,
    )
    return (Better(brand.first, meets=False), *_turns(twin, brand, facts))


def dealt(events: tuple[Event, ...]) -> int | None:
    """Return the total that the thread ended with, or None if it ended without a deal."""
    return events[-1].total_minor if isinstance(events[-1], Take) else None


def _turns(twin: Twin, brand: Answers, facts: PublicFacts) -> Iterator[Event]:
    while True:
        let = move_within(facts, twin.preferences, twin.seed, twin.ceiling_minor, twin.policy)
        match let:
            case Send(Counter(package) as counter):
                yield counter
                answer = _answer(brand, facts, package)
                facts = replace(facts, counters=(*facts.counters, package))
            case Hold():
                yield let
                answer = _answer(brand, facts, None)
            case Send(move):
                yield move
                return
            case Walk():
                yield let
                return
        yield answer
        facts = _after(facts, answer)


def _answer(brand: Answers, facts: PublicFacts, counter: Package | None) -> Better | NoBetter:
    return brand.answer(turn=facts.round, counter=counter, offered=facts.heard)


def _after(facts: PublicFacts, answer: Better | NoBetter) -> PublicFacts:
    facts = replace(facts, round=facts.round + 1)
    if isinstance(answer, NoBetter):
        return replace(facts, brand_is_done=True)
    offer = Standing(answer.package, str(len(facts.standing)))
    return replace(facts, standing=(*facts.standing, offer), heard=(*facts.heard, answer.package))


def plain_brand(listed: Package, floor_minor: int | None, seller: SellerPolicy) -> Brand:
    """A brand that sells on one set of terms, whatever is asked."""
    return Brand(seller, lambda asked: Room(listed, floor_minor), listed)


def _summary(discount: float, ceiling: float | None, rival: float | None, games: int = 40) -> str:
    """One line: how *games* threads end. All three numbers are shares of the list total."""
    counters, given, deals, possible = [], [], 0, 0
    for game in range(games):
        digest = hashlib.sha256(f"{discount} {ceiling} {rival} {game}".encode()).digest()
        total = 2_000 + int.from_bytes(digest[:3], "big") % 198_000
        listed = Package(total, 5, 12, 30)
        floor = total - int(total * discount)
        limit = None if ceiling is None else int(total * ceiling)
        twin = Twin(Preferences(total, total), digest, ceiling_minor=limit)
        other = None if rival is None else int(total * rival)
        events = play_thread(twin, plain_brand(listed, floor, SellerPolicy()), other)
        end = dealt(events)
        possible += limit is None or floor <= limit
        if end is not None:
            deals += 1
            counters.append(sum(isinstance(event, Counter) for event in events))
            given.append((total - end) / (total - floor) if total > floor else 0.0)
    return (
        f"{discount:>8.0%} {_share(ceiling)} {_share(rival)} {deals / games:>8.0%} {possible / games:>8.0%}"
        f" {fmean(counters or [0]):>8.1f} {fmean(given or [0.0]):>8.0%}"
    )


def _share(share: float | None) -> str:
    return f"{'none':>8}" if share is None else f"{share:>8.2f}"


def main() -> None:
    """Print the table."""
    names = ("ceiling", "rival", "deals", "possible", "counters", "given")
    lines = [f"{'discount':>8}" + "".join(f" {name:>8}" for name in names)]
    for discount in (0.0, 0.05, 0.10, 0.15, 0.25, 0.40):
        lines += [_summary(discount, ceiling, None) for ceiling in (None, 0.95, 0.90, 0.87)]
        lines += [_summary(discount, None, rival) for rival in (0.97, 0.90)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
