"""Mediated play: a public grid, sealed marks round by round, and a firm offer of the package that is found.

Spec: spec/65-modes.md (MED-8, MED-9, MED-11, MED-20 to MED-22).

The grid comes from what the brand publishes, and knows no cost. What a package is worth to the brand is how
far its total lies above the floor of its terms; that is said in marks alone, which the twin can't open and
the marketplace can't read. The keys come from the thread, so nothing is kept but the messages.
"""

from __future__ import annotations

import hmac
import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any, Final

from brand_agent.granting import standard
from brand_agent.heard import Heard, items_of, shortage_of
from brand_agent.offering import afforded, offer_body, propose
from brand_agent.policy import BrandPolicy
from brand_agent.replies import REPLIES
from brand_agent.stockroom import Item
from brand_agent.together import taken_off
from negotiation.mediated import shares_of
from protocol import Close, Move, Offer, SigningKey, Terms, encode, from_base64url, to_base64url
from protocol.box import box_public, box_secret, seal
from protocol.mediated import Shares, chosen, mark, marks, packed, thread_secret
from protocol.mediation import Grid, GridPackage, Marks
from protocol.relation import read_letter

_PURPOSE: Final = b"mediated thread"
_MOST_TERMS: Final = 16
"""How many terms the grid has at most: with more, each has few totals."""


def mediated(heard: Heard, key: SigningKey) -> Grid | Marks | Offer | Close | None:
    """Return what to say to a move of mediated play; None where turns are taken (MED-8)."""
    match heard.message.type:
        case "open" if heard.talk.is_mediated:
            listed = REPLIES[Move.OPEN](heard)
            return grid(heard, key) if isinstance(listed, Offer) else None
        case "round":
            return marks_of(heard, key)
        case "package":
            return found(heard, key)
        case _:
            return None


def grid(heard: Heard, key: SigningKey) -> Grid | None:
    """Return the grid to answer an open with that was heard; None if the brand takes turns instead.

    It does where the mediator is not known, and where the offer is for this person: a promotion that is
    claimed, or what a rung brings. Raises `BadScheduleError` for a key without a secret.
    """
    opening, items = heard.talk.opening, items_of(heard)
    assert opening is not None
    if opening.mediator not in heard.mediators or opening.claims or heard.benefits or items is None:
        return None
    if propose(None, items, heard.policy).priced.cost_minor is None:  # without a cost nothing is lowered
        return None
    _secret(heard, key)
    rule = heard.policy.mediation
    return Grid(
        packages=_packages(items, heard.policy),
        rounds=rule.rounds,
        mediate_key=to_base64url(box_public(_own(heard.talk.thread, key))),
    )


def marks_of(heard: Heard, key: SigningKey) -> Marks | Close:
    """Return the marks of the round that was asked for, sealed to the mediator; or the end without it."""
    talk, items = heard.talk, items_of(heard)
    assert talk.opening is not None and talk.grid is not None
    mediator = heard.mediators.get(talk.opening.mediator or "")
    if mediator is None or items is None:
        return Close()
    secret = _secret(heard, key)
    packages = [one.members() for one in talk.grid.packages]
    shares = _shares(talk.grid, items, heard)
    said = packed(marks(secret, packages, shares, talk.round, talk.grid.rounds, side="brand"))
    box = seal(said, mediator.box, secret=hmac.digest(secret, b"box", "sha256"))
    return Marks(round=talk.round, sealed=to_base64url(box))


def found(heard: Heard, key: SigningKey) -> Offer | Close:
    """Return the offer of the package that the mediator found, or the end if it was none of the brand's set.

    Raises what `read_letter` raises if the mediator did not sign what was shown (MED-19).
    """
    message, talk, items = heard.message, heard.talk, items_of(heard)
    assert talk.opening is not None and talk.grid is not None
    mediator = heard.mediators.get(talk.opening.mediator or "")
    if mediator is None:
        return Close()
    overlap = message.value["body"]["overlap"]
    read_letter(encode(overlap), mediator.ring, to=talk.twin)  # MED-19
    if items is None or shortage_of(items, heard) is not None:
        return Close()
    package = _marked(talk.grid, overlap["body"]["mark"], heard, key, items)
    return Close() if package is None else _offer(package, items, heard)


def _marked(
    grid: Grid, named: str, heard: Heard, key: SigningKey, items: tuple[Item, ...]
) -> GridPackage | None:
    """The package of the mark *named*, if the brand said it in this round (MED-21)."""
    secret, round = _secret(heard, key), heard.talk.round
    said = chosen(_shares(grid, items, heard), round, grid.rounds)
    packages = (grid.packages[place] for place in said)
    return next((one for one in packages if mark(secret, round, one.members()) == named), None)


def _offer(package: GridPackage, items: tuple[Item, ...], heard: Heard) -> Offer | Close:
    proposal = afforded(propose(package.terms, items, heard.policy), heard.allowance_minor)
    total = package.total.amount
    if total > proposal.start_minor:  # a rule that was published since
        return Close()
    return offer_body(proposal, total, heard.policy, made_ms=heard.made_ms, reason="mediated")


def _shares(grid: Grid, items: tuple[Item, ...], heard: Heard) -> Shares:
    """What each package brings, as a share of the brand's gain: how far it lies above its floor (MED-22)."""
    floors = {one: _floor_minor(one, items, heard) for one in {_named(one.terms) for one in grid.packages}}
    gains = [
        -1.0 if (floor := floors[_named(one.terms)]) is None else float(one.total.amount - floor)
        for one in grid.packages
    ]
    return shares_of(gains, reserve=0.0)


def _named(terms: Terms) -> bytes:
    return encode(terms.members())


def _floor_minor(named: bytes, items: tuple[Item, ...], heard: Heard) -> int | None:
    """The lowest total for the terms that are spelled so; None if the policy does not grant them now.

    A budget of concessions raises it, so that no package is marked that could not be offered (NEG-49).
    """
    terms = Terms.model_validate_json(named)
    proposal = afforded(propose(terms, items, heard.policy), heard.allowance_minor)
    floor_minor = proposal.room(heard.policy).floor_minor
    if proposal.granted.terms != terms or floor_minor is None:
        return None
    return min(proposal.start_minor, floor_minor)


def _packages(items: tuple[Item, ...], policy: BrandPolicy) -> tuple[GridPackage, ...]:
    """The packages that there are, the public one first (MED-9)."""
    choices = list(_choices(items, policy))
    steps = max(1, policy.mediation.packages // len(choices) - 1)
    listed: dict[bytes, GridPackage] = {}
    for terms in choices:
        for total in _totals(terms, items, policy, steps):
            money = {"amount": total, "currency": policy.currency}
            one = GridPackage.model_validate({"terms": terms, "total": money})
            listed.setdefault(encode(one.members()), one)
    return tuple(listed.values())[: policy.mediation.packages]


def _choices(items: tuple[Item, ...], policy: BrandPolicy) -> Iterator[Terms]:
    """The terms that the policy grants: deliveries, with all of the extras or none.

    What a longer warranty costs is a share of the goods' cost, so it is left to haggling.
    """
    base = standard(items, policy).terms
    ways = [option.days for option in policy.shipping]
    extras = tuple(sorted(one.name for one in policy.terms.extras))
    asked = product((base.delivery_days, *ways), ((), extras))
    granted: dict[bytes, Terms] = {}
    for days, wanted in asked:
        changed: dict[str, Any] = {"delivery_days": days, "extras": wanted}
        terms = propose(base.model_copy(update=changed), items, policy).granted.terms
        granted.setdefault(_named(terms), terms)
    yield from list(granted.values())[:_MOST_TERMS]


def _totals(terms: Terms, items: tuple[Item, ...], policy: BrandPolicy, steps: int) -> Iterator[int]:
    """Totals from the public one down to the greatest discount that the policy publishes, evenly."""
    proposal = propose(terms, items, policy)
    start = proposal.priced.list_total_minor - sum(off for _, off in taken_off(items, policy))
    share = 1 - Fraction(policy.guardrails.max_discount)
    lowest = min(start, math.ceil(proposal.priced.list_total_minor * share))
    for step in range(steps + 1):
        yield start - (start - lowest) * step // steps


def _own(thread: str, key: SigningKey) -> bytes:
    """The brand's X25519 secret for *thread*, which only who holds *key* can work out (MED-3)."""
    return hmac.digest(box_secret(key, _PURPOSE), thread.encode(), "sha256")


def _secret(heard: Heard, key: SigningKey) -> bytes:
    """What twin and brand share in this thread."""
    talk = heard.talk
    assert talk.opening is not None and talk.opening.mediate_key is not None
    other = from_base64url(talk.opening.mediate_key, "mediate_key")
    return thread_secret(_own(talk.thread, key), other, talk.thread)
