"""Rungs: where the person stands with each brand, drawn from the letters that were sent and answered.

Spec: spec/35-relate.md (REL-19 to REL-22).

Nothing here is kept apart. Up it goes with the brand's signed welcome only; down it goes with the person's
own `leave`, answered or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from consumer_twin.memory import Lesson
from consumer_twin.relation.ledger import Exchange
from consumer_twin.relation.who import Known
from protocol import read_time
from protocol.benefit import RungTerms, rungs_met
from protocol.relation import Disclose, Introduce, Leave, Letter, Receipt, Revoke, Show, Welcome

KINDS = ("introduce", "show", "leave", "disclose", "revoke")
"""The requests that a rung follows from."""


@dataclass(frozen=True)
class Climb:
    """Where the person stands with *brand*, as far as their letters tell.

    step: how many times they stepped down to guest, which their known key comes from. in_doubt: an answer to
    an introduction did not come. shown: agreements that the brand counted. grants: hash of the grant -> its
    fields, and until when. unheard: steps down without an answer yet: the key's step, and the rung.
    """

    brand: str
    step: int = 0
    known: bool = False
    in_doubt: bool = False
    benefit: str = ""
    since_ms: int | None = None
    shown: frozenset[str] = frozenset()
    grants: dict[str, tuple[frozenset[str], int]] = field(default_factory=dict)
    unheard: frozenset[tuple[int, str]] = frozenset()

    @property
    def who(self) -> Known:
        """The key that the brand knows the person under, or would, were it introduced."""
        return Known(self.step)

    def fields(self, at_ms: int) -> frozenset[str]:
        """The fields that are granted for registration at *at_ms*."""
        live = [fields for fields, until_ms in self.grants.values() if at_ms < until_ms]
        return frozenset().union(*live)

    def met(self, ladder: Sequence[RungTerms], at_ms: int) -> tuple[RungTerms, ...]:
        """The rungs of *ladder* on which the person stands at *at_ms*."""
        fields, agreements = self.fields(at_ms), len(self.shown)
        return rungs_met(ladder, known=self.known, fields=fields, agreements=agreements)


def climbs(exchanges: Iterable[Exchange]) -> dict[str, Climb]:
    """Return where the person stands with each brand that *exchanges*, in order, were with."""
    found: dict[str, Climb] = {}
    for one in exchanges:
        if isinstance(one.who, Known):
            before = found.get(one.brand, Climb(one.brand))
            found[one.brand] = _after(before, one, one.who.step)
    return found


def _after(climb: Climb, one: Exchange, step: int) -> Climb:
    body = one.letter.body
    if isinstance(body, Leave):
        return _left(climb, body, step, heard=one.answer is not None)
    return climb if step < climb.step else _climbed(climb, one)  # of a key that was left since


def _climbed(climb: Climb, one: Exchange) -> Climb:
    body, said = one.letter.body, None if one.answer is None else one.answer.body
    match body, said:
        case Introduce(), Welcome() if not climb.known:
            since_ms = read_time(one.letter.envelope.created)
            return replace(climb, known=True, in_doubt=False, benefit=body.benefit, since_ms=since_ms)
        case Introduce(), None if not climb.known:
            return replace(climb, in_doubt=True)
        case Show(), Welcome():
            return replace(climb, shown=climb.shown | {str(link["agreement"]) for link in body.links})
        case Disclose(), Receipt() if "registration" in body.purposes:
            fields = frozenset(committed.field for committed in body.disclosed)
            return replace(climb, grants={**climb.grants, one.letter.hash: (fields, read_time(body.until))})
        case Revoke(), _:
            kept = {name: grant for name, grant in climb.grants.items() if name != body.grant}
            return replace(climb, grants=kept)
        case _:
            return climb


def _left(climb: Climb, body: Leave, step: int, *, heard: bool) -> Climb:
    """After a step down, which holds at once (REL-20); to guest, with another key from now on (REL-22)."""
    own = {(step, body.to)}
    unheard = climb.unheard - own if heard else climb.unheard | own
    if step < climb.step:  # an old one, said again
        return replace(climb, unheard=unheard)
    if body.to == "guest":
        return Climb(climb.brand, step=step + 1, unheard=unheard)
    grants = climb.grants if body.to == "registered" else {}
    return replace(climb, shown=frozenset(), grants=grants, unheard=unheard)


class NoRungs:
    """Nobody is known anywhere."""

    async def step(self, brand: str) -> int | None:
        """See `ports.Rungs`."""
        return None


def introduced(asked: Letter, answer: Letter, at_ms: int) -> tuple[Lesson, ...]:
    """Return what the twin remembers of an introduction: that the brand welcomed it, for what."""
    if not isinstance(answer.body, Welcome) or not isinstance(asked.body, Introduce):
        return ()
    facts = {"brand": answer.sender, "benefit": asked.body.benefit, "rung": answer.body.rung}
    return (Lesson(at_ms, "introduced", facts=facts),)


def deals_shown(asked: Letter, answer: Letter, at_ms: int) -> tuple[Lesson, ...]:
    """Return what the twin remembers of deals that were shown: how many the brand counted."""
    if not isinstance(answer.body, Welcome) or not isinstance(asked.body, Show):
        return ()
    facts = {"brand": answer.sender, "deals": len(asked.body.links), "rung": answer.body.rung}
    return (Lesson(at_ms, "deals-shown", facts=facts),)


def stepped_down(brand: str, to: str, at_ms: int) -> Lesson:
    """Return what the twin remembers of a step down, which needs no answer."""
    return Lesson(at_ms, "stepped-down", facts={"brand": brand, "to": to})
