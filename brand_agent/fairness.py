"""Fairness over all transcripts: every answer worked out again, and equal questions compared.

Spec: spec/60-negotiate.md (NEG-30); DESIGN, section 5 (Fairness).

An answer is a function of the policy in force, what was disclosed, the thread's moves, and the grounds kept
with it. So each can be computed again, without the key; one that differs was not made by the rules. Threads
with equal inputs and different answers are named in pairs, and so is an answer under a policy that was no
longer in force, by which a brand might keep a better one for some.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from brand_agent.grounds import heard_again
from brand_agent.heard import Heard
from brand_agent.policy import BrandPolicy
from brand_agent.steering import reply_to
from brand_agent.stockroom import DAY_MS
from protocol import Message, decode, encode
from protocol.facts import Facts

Kind = Literal["differs", "unequal", "old-policy"]
_CORE: Final = ("total", "list_total", "terms", "deviations", "lines", "reason")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with all it may depend on.

    before: the thread up to and including what was heard. said: the body of the answer; of a sealed bid, the
    offer that it hides. epoch: the number of the policy that it was made under. facts: what was disclosed.
    """

    before: Sequence[Message]
    kind: str
    said: Mapping[str, Any]
    epoch: int
    policy: BrandPolicy
    grounds: bytes
    facts: Facts

    @property
    def thread(self) -> str:
        """The thread's name."""
        return self.before[-1].thread


@dataclass(frozen=True, slots=True)
class Finding:
    """Something unfair: what, where (seq of the answer), and in which threads."""

    kind: Kind
    seq: int
    threads: tuple[str, ...]

    def words(self) -> str:
        """The finding in a sentence."""
        named = " and ".join(self.threads)
        match self.kind:
            case "differs":
                return f"answer {self.seq} of {named} is not what policy, moves and stock of that time give"
            case "unequal":
                return f"{named} asked the same at {self.seq}, and were answered differently"
            case _:
                return f"answer {self.seq} of {named} was made under a policy that was no longer in force"


def unfair(answers: Iterable[Answered]) -> Iterator[Finding]:
    """Yield all that is unfair in *answers*, which are in the order in which they were given."""
    asked: dict[bytes, tuple[str, bytes]] = {}
    newest = 0
    for one in answers:
        seq = one.before[-1].envelope.seq + 1
        if one.epoch < newest:
            yield Finding("old-policy", seq, (one.thread,))
        newest = max(newest, one.epoch)
        heard = heard_again(one.before, one.policy, one.grounds, one.facts)
        again = reply_to(heard)
        if core(again.members()) != core(one.said):
            yield Finding("differs", seq, (one.thread,))
        first = asked.setdefault(_inputs(one, heard), (one.thread, core(one.said)))
        if first[1] != core(one.said):
            yield Finding("unequal", seq, (first[0], one.thread))


def core(body: Mapping[str, Any]) -> bytes:
    """Return what of an answer's *body* must be the same for everybody: no hash, no time, no promise."""
    return encode({name: body[name] for name in _CORE if body.get(name) is not None})


def _inputs(one: Answered, heard: Heard) -> bytes:
    """All that the answer may depend on, without anything that names the thread or its key."""
    grounds: Any = decode(one.grounds)
    ages = [
        None if article["since"] is None else (grounds["at"] - article["since"]) // DAY_MS
        for article in grounds["articles"]
    ]
    said = [
        {
            name: value
            for name, value in message.value["body"].items()
            if name in (*_CORE, "region", "currency", "quantities", "alternatives")
        }
        | {"type": message.type}
        for message in one.before
    ]
    opening = {name: one.before[0].value["body"].get(name) for name in ("mode", "personal_terms")}
    rules = heard.policy
    valid = [rule.id for rule in rules.promotion if rule.valid_from <= heard.at_ms < rule.valid_until]
    closed = [rule.product for rule in rules.early if heard.at_ms < rule.opens]
    claims = [claim["promotion"] for claim in one.before[0].value["body"].get("claims") or ()]
    facts = sorted(f"{name} {value}" for name, value in heard.facts.items())
    kept = {name: grounds[name] for name in ("allowance", "benefits", "articles")}
    kept |= {"standing": heard.standing.members()}
    about = {"ages": ages, "said": said, "opening": opening, "epoch": one.epoch, "facts": facts}
    return encode({**about, **kept, "valid": valid, "closed": closed, "claims": claims})
