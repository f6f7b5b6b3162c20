"""Mediated play, as the twin plays it: its shares from public facts, and a gate that makes blanks.

Spec: spec/65-modes.md (MED-2 to MED-5, MED-20, MED-23).

What a package is worth is measured against what anybody could have anyway: the best rival's first total, or
else this brand's public one. The ceiling is no part of that. It only takes packages above it out of the set,
and what is said of a round is as long with it as without.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import Final

from consumer_twin.market import Market
from consumer_twin.scan import Seller
from consumer_twin.thread import Thread
from consumer_twin.wish import Wish
from negotiation import Package, Weights, adjusted_minor
from negotiation.mediated import shares_of
from protocol import State, from_base64url, to_base64url
from protocol.bodies import Mode
from protocol.box import box_public
from protocol.mediated import Shares, chosen, mark, marks, thread_secret
from protocol.mediated_moves import PackageDiffersError, WrongOverlapError
from protocol.mediation import Grid, GridPackage, Overlap
from protocol.relation import Letter

_KEY: Final = b"dailyme mediate key\x00"


@dataclass(frozen=True)
class Play:
    """How an open asks to be played; without a mode, in turns. own: the twin's X25519 secret."""

    mode: Mode | None = None
    mediator: str | None = None
    own: bytes | None = field(default=None, repr=False)

    def members(self) -> dict[str, str]:
        """What the open says of it."""
        said = {"mode": self.mode, "mediator": self.mediator}
        if self.own is not None:
            said["mediate_key"] = to_base64url(box_public(self.own))
        return {name: value for name, value in said.items() if value is not None}


def play_of(mode: Mode | None, seller: Seller, markets: tuple[str, ...], seed: bytes, nonce: bytes) -> Play:
    """Return how to play with *seller*: by *mode* if it takes it and a mediator of *markets* (MED-6)."""
    if mode not in seller.modes:  # SEAL-2
        return Play()
    if mode != "mediated":
        return Play(mode)
    mediator = next((one for one in markets if one in seller.mediators), None)
    return Play() if mediator is None else Play(mode, mediator, mediate_key(seed, nonce))


def mediate_key(seed: bytes, nonce: bytes) -> bytes:
    """Return the X25519 secret of the thread of *nonce*, for the person of *seed* (MED-3)."""
    return hmac.digest(seed, _KEY + nonce, "sha256")


@dataclass(frozen=True)
class Stake:
    """What the twin would take in a thread: its *shares* of the packages, under the secret of the thread."""

    grid: Grid
    shares: Shares
    secret: bytes = field(repr=False)

    def marks(self, round: int) -> tuple[str, ...]:
        """Return what the twin says in *round* (MED-4)."""
        packages = [one.members() for one in self.grid.packages]
        return marks(self.secret, packages, self.shares, round, self.grid.rounds, side="twin")

    def package(self, round: int, named: str) -> GridPackage:
        """Return the package of the mark *named*. Raises `WrongOverlapError` if the twin did not say it."""
        for place in chosen(self.shares, round, self.grid.rounds):
            package = self.grid.packages[place]
            if mark(self.secret, round, package.members()) == named:
                return package
        raise WrongOverlapError("the marketplace names a mark that the twin did not say")


def stake(thread: Thread, market: Market, wish: Wish, weights: Weights, seed: bytes) -> Stake:
    """Return the twin's stake in the grid of *thread*.

    Raises `BadScheduleError` for a brand's key under which there is no secret.
    """
    grid = thread.talk.grid
    assert grid is not None
    other = from_base64url(grid.mediate_key, "mediate_key")
    secret = thread_secret(mediate_key(seed, thread.record.nonce), other, thread.talk.thread)
    shares = public_shares(thread, grid, market, wish, weights)
    return Stake(grid, gated(shares, grid, wish), secret)


def public_shares(thread: Thread, grid: Grid, market: Market, wish: Wish, weights: Weights) -> Shares:
    """Return what each package brings the person over what anybody could have; None for less, and too late.

    The ceiling is not in it (MED-23).
    """
    others = market.others(thread.record.seller.id, thread.record.group)
    listed = _package(grid.packages[0])
    preferences = others.preferences(weights, listed.total_minor)
    no_deal = listed if others.rival_minor is None else listed.at(min(others.rival_minor, listed.total_minor))
    timely = [one for one in grid.packages if _is_timely(one, wish)]
    if not timely:
        return (None,) * len(grid.packages)
    worths = [-float(adjusted_minor(_package(one), preferences)) for one in timely]
    shares = iter(shares_of(worths, reserve=-float(adjusted_minor(no_deal, preferences))))
    return tuple(next(shares) if _is_timely(one, wish) else None for one in grid.packages)


def gated(shares: Shares, grid: Grid, wish: Wish) -> Shares:
    """Return *shares* without those of packages above the ceiling: all that the ceiling does (MED-23)."""
    ceiling = wish.ceiling
    return tuple(
        None if ceiling is not None and package.total.above(ceiling) else share
        for share, package in zip(shares, grid.packages, strict=True)
    )


def mark_in(answer: Letter, thread: Thread) -> str | None:
    """Return the mark that the marketplace's *answer* names for the last round of *thread*, if it does.

    Raises `WrongOverlapError` if it is about another round or thread.
    """
    body = answer.body
    assert isinstance(body, Overlap)
    if (body.thread, body.round) != (thread.talk.thread, thread.talk.round):
        raise WrongOverlapError("the marketplace answered for another round")
    return body.mark


def check_offered(thread: Thread, package: GridPackage) -> None:
    """Return if the brand offered *package*, or closed *thread*. Raises `PackageDiffersError` (MED-20)."""
    if thread.talk.state is not State.PROPOSED:
        return
    offer = tuple(thread.offers.values())[-1]
    if (offer.total, offer.terms) != (package.total, package.terms):
        raise PackageDiffersError("the brand offers another package than the one that was found")


def _package(one: GridPackage) -> Package:
    return Package.of(one.total.amount, one.terms)


def _is_timely(package: GridPackage, wish: Wish) -> bool:
    return wish.deliver_by_days is None or package.terms.delivery_days <= wish.deliver_by_days
