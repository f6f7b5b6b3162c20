"""Negotiate: the twin's moves in one thread, from public facts and a gate.

Spec: spec/60-negotiate.md (NEG-31 to NEG-35, NEG-58, NEG-59, NEG-62).

The policy knows list prices, this thread, and two numbers of the others (`Others`); the gate knows the
ceiling and can only hold back. So what a thread says never depends on the ceiling before a total above it is
in play, and never on who the rivals are, or on what a gate did in another thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from consumer_twin.fresh import Clock, Ids
from consumer_twin.keys import thread_dither
from consumer_twin.market import Market, Others
from consumer_twin.match import Find
from consumer_twin.thread import Thread
from consumer_twin.wish import Wish, WishLine
from negotiation import Counter as Propose
from negotiation import (
    Hold,
    Leave,
    Package,
    PublicFacts,
    Send,
    Standing,
    Take,
    Weights,
    alternatives,
    house,
    move_within,
    within,
)
from protocol import (
    Close,
    Counter,
    Decline,
    Line,
    Message,
    Offer,
    Open,
    Price,
    SigningKey,
    compose,
)
from protocol.bodies import Window
from protocol.claim import Claim
from protocol.counter import Wanted
from protocol.mediation import Package as Found
from protocol.mediation import Round
from protocol.quantities import quantities_offered

ROUNDS: Final = 6
"""How many counters the twin makes at most. The policy's presumptions were measured with this number."""
LIFE_MS: Final = 300_000
"""How long a message of the twin holds, if it is not an accept."""


_TURNS: Final[Mapping[str, str]] = MappingProxyType({})

Said = Counter | Decline | Close | Window | Round | Found
"""What a twin says in mid-talk."""


@dataclass(frozen=True)
class Stop:
    """The twin says no more in this thread for now. *too_dear*: the gate held back a take."""

    too_dear: bool


def opening(
    wish: Wish,
    picks: Sequence[tuple[int, Find]],
    key: SigningKey,
    *,
    id: str,
    at_ms: int,
    relied: Sequence[str] = (),
    claims: Sequence[Claim] = (),
    play: Mapping[str, str] = _TURNS,
) -> Message:
    """Return the open that asks the one brand of *picks* for an offer, under the person's terms.

    picks: a line of the wish each, and what is wanted there.
    relied: hashes of answers that the offers must hold as terms. claims: the public offers that are taken.
    play: what the open says of how it is played; nothing for turns.
    """
    in_turns = not play and len(picks) == 1
    lines = (_line(wish.lines[line], find, in_turns=in_turns) for line, find in picks)
    asked = {
        "lines": tuple(lines),
        "region": wish.region,
        "currency": wish.currency,
        "personal_terms": wish.personal_terms,
    }
    more = {"relies_on": tuple(relied), "claims": tuple(claims), **play}
    body = Open.model_validate(asked | {name: value for name, value in more.items() if value})
    return compose(
        body, key, kind="open", to=picks[0][1].seller.id, id=id, created_ms=at_ms, expires_ms=at_ms + LIFE_MS
    )


def move(
    thread: Thread, market: Market, wish: Wish, weights: Weights, *, clock: Clock, ids: Ids
) -> Message | Stop:
    """Return the twin's next message in *thread*, or Stop.

    The policy proposes from public facts, the gate holds back what lies above the ceiling. Nothing is sent
    for a Stop: the offers stand, and the thread is closed or taken up when the person has decided.
    """
    seq = thread.talk.seq + 1
    others = market.others(thread.record.seller.id, thread.record.group)
    facts = public_facts(thread, others, wish, at_ms=clock(seq))
    ceiling = None if wish.ceiling is None else wish.ceiling.amount
    dither = thread_dither(thread.record.nonce)
    preferences = others.preferences(weights, facts.list_total_minor, wish.spare_share)  # NEG-62
    chosen = move_within(facts, preferences, dither, ceiling, house)
    match chosen:
        case Send(Propose(package)):
            stands = package_of(thread, thread.offers[_table(thread)])
            more = alternatives(package, stands, preferences, most_spares(thread))
            asking = counter(thread, package, wish, within(more, ceiling))
            return say(thread, asking, clock=clock, ids=ids)
        case Hold():
            return say(thread, Decline(regarding=_needed(thread), reason="price"), clock=clock, ids=ids)
        case Send(Take() | Leave()):
            return Stop(too_dear=False)
        case _:
            return Stop(too_dear=True)


def public_facts(thread: Thread, others: Others, wish: Wish, *, at_ms: int) -> PublicFacts:
    """Return all that the policy may know of *thread* at *at_ms*; the ceiling is not in it."""
    first = thread.first_offer
    live = thread.live(at_ms)
    timely = {name: offer for name, offer in live.items() if is_timely(offer, wish)}
    return PublicFacts(
        list_total_minor=first.list_total.amount if first else 0,
        rival_total_minor=others.rival_minor,
        standing=tuple(Standing(package_of(thread, one), name) for name, one in (timely or live).items()),
        heard=tuple(package_of(thread, offer) for offer in thread.offers.values()),
        counters=thread.counters,
        round=thread.turns + 1,
        rounds=turns(thread),
        brand_is_done=thread.brand_is_done,
        within_days=wish.deliver_by_days,
    )


def turns(thread: Thread) -> int:
    """Return how many turns the twin may take in *thread*, countered or held."""
    return min(ROUNDS, thread.record.seller.counters)


def most_turns(thread: Thread) -> int:
    """Return how many turns *thread* may take, in rounds if it is mediated: then one more for the package."""
    grid = thread.talk.grid
    return turns(thread) if grid is None else grid.rounds + 1


def counter(thread: Thread, package: Package, wish: Wish, more: Sequence[Package] = ()) -> Counter:
    """Return the counter that asks for *package*, or any of *more*, in answer to the offer on the table."""
    members = [_wanted(thread, one, wish) for one in (package, *more)]
    beside = {"alternatives": tuple(Wanted.model_validate(one) for one in members[1:])} if more else {}
    return Counter.model_validate({"offer": _table(thread), **members[0], **beside})


def say(thread: Thread, body: Said, *, clock: Clock, ids: Ids) -> Message:
    """Return the signed message with *body* that comes next in *thread*."""
    seq = thread.talk.seq + 1
    at_ms = clock(seq)
    return compose(
        body,
        thread.key,
        kind=type(body).__name__.lower(),
        to=thread.talk.brand,
        id=ids(f"{thread.record.nonce.hex()}/{seq}"),
        created_ms=at_ms,
        expires_ms=at_ms + LIFE_MS,
        thread=thread.talk.thread,
        prev=thread.talk.last,
        seq=seq,
    )


def _wanted(thread: Thread, package: Package, wish: Wish) -> dict[str, Any]:
    """The members of *package*; how many pieces only where they are more than needed (NEG-59)."""
    plain = {"total": Price(amount=package.total_minor, currency=wish.currency), "terms": package.terms()}
    opening = thread.talk.opening
    if not package.spares or opening is None:
        return plain
    first, *others = (line.quantity for line in opening.lines)
    return {**plain, "quantities": (first + package.spares, *others)}


def most_spares(thread: Thread) -> int:
    """Return how many pieces beyond those needed the open of *thread* asks for at most."""
    opening = thread.talk.opening
    return 0 if opening is None else thread.spares(line.most for line in opening.lines)


def package_of(thread: Thread, offer: Offer) -> Package:
    """Return *offer* of *thread* as a value that can be compared."""
    spares = thread.spares(quantities_offered(offer))
    return replace(Package.of(offer.total.amount, offer.terms), points=offer.points or 0, spares=spares)


def _line(wished: WishLine, find: Find, *, in_turns: bool) -> Line:
    """What is asked for: a range only where turns are taken over one article (NEG-58)."""
    more = {"at_most": wished.at_most} if in_turns and wished.most > wished.quantity else {}
    asked = {"product": find.product.id, "variant": find.variant.id, "quantity": wished.quantity}
    return Line.model_validate(asked | more)


def is_timely(offer: Offer, wish: Wish) -> bool:
    """Whether *offer* arrives by the day that the wish names."""
    return wish.deliver_by_days is None or offer.terms.delivery_days <= wish.deliver_by_days


def _table(thread: Thread) -> str:
    """The hash of the offer on the table: the last one that still counts."""
    return next(reversed([name for name in thread.offers if name in thread.talk.offers]))


def _needed(thread: Thread) -> str:
    """The hash of the last offer that still counts for no more pieces than are needed, if there is one."""
    plain = [name for name, one in thread.talk.offers.items() if not package_of(thread, one).spares]
    return plain[-1] if plain else _table(thread)
