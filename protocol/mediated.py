"""Mediated play: a schedule for both sides, and marks that only the two of them can read.

Spec: spec/65-modes.md (MED-1 to MED-5).

Both sides rank one public grid of packages. In each round a package is in a side's set when its share of that
side's gain is at least a threshold that falls evenly, the same for both. What is said of a set are keyed
hashes, other ones in each round: who compares them sees how many there are, and the first two that are one.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from typing import Any, Final

from nacl.bindings import crypto_scalarmult

from protocol.base64url import to_base64url
from protocol.canonical import spell
from protocol.errors import ProtocolError

WHOLE: Final = 10_000
"""A share of 1, in basis points."""
MAX_PACKAGES: Final = 1024
MAX_ROUNDS: Final = 100

Shares = Sequence[int | None]
"""For each package of the grid the share of this side's gain, in basis points; None is worse than no deal."""


class BadScheduleError(ProtocolError):
    """A grid, a round or a share that the schedule has no place for."""

    code = "bad-schedule"
    requirement = "MED-1"
    advice = "Use 1 to 1024 different packages, rounds from 1 to at most 100, and shares of 0 to 10000."


def thread_secret(own: bytes, other: bytes, thread: str) -> bytes:
    """Return the secret of *thread* that the holder of the X25519 key *own* shares with the key *other*.

    own: 32 secret bytes made for this thread. other: the other side's 32 public bytes.

    Raises `BadScheduleError` if *other* is a point of small order, under which there is no secret.
    """
    try:
        shared = crypto_scalarmult(own, other)
    except (RuntimeError, ValueError, TypeError) as error:
        raise BadScheduleError("the other side's key makes no secret") from error
    return hmac.digest(shared, spell(["dailyme/mediated", thread]), "sha256")  # MED-3


def threshold(round: int, rounds: int) -> int:
    """Return the least share, in basis points, that is in the set of *round* (MED-2).

    >>> [threshold(round, 4) for round in (1, 2, 3, 4)]
    [7500, 5000, 2500, 0]
    """
    if not 1 <= round <= rounds <= MAX_ROUNDS:  # MED-1
        raise BadScheduleError(f"there is no round {round} of {rounds}")
    return -(-WHOLE * (rounds - round) // rounds)


def chosen(shares: Shares, round: int, rounds: int) -> tuple[int, ...]:
    """Return the places of the packages that are in this side's set in *round* (MED-2)."""
    least = threshold(round, rounds)
    if not 1 <= len(shares) <= MAX_PACKAGES or any(
        one is not None and not 0 <= one <= WHOLE for one in shares
    ):
        raise BadScheduleError("the shares are not those of a grid")  # MED-1
    return tuple(place for place, share in enumerate(shares) if share is not None and share >= least)


def mark(secret: bytes, round: int, package: Mapping[str, Any]) -> str:
    """Return what stands for *package* in *round*: HMAC-SHA-256 under *secret*, in base64url (MED-3)."""
    return to_base64url(hmac.digest(secret, spell(["dailyme/package", round, package]), "sha256"))


def marks(
    secret: bytes, grid: Sequence[Mapping[str, Any]], shares: Shares, round: int, rounds: int
) -> tuple[str, ...]:
    """Return what a side says in *round*: the marks of its set, in ascending order (MED-4).

    The order says nothing: it is that of hashes.
    """
    if len(grid) != len(shares) or len({spell(one) for one in grid}) != len(grid):  # MED-1
        raise BadScheduleError("the grid has a package twice, or another number of shares")
    return tuple(sorted(mark(secret, round, grid[place]) for place in chosen(shares, round, rounds)))


def first_overlap(twin: Sequence[str], brand: Sequence[str]) -> str | None:
    """Return the least mark that both sides said in one round; None if there is none (MED-5).

    All that who compares needs to know. Of several packages it is a lot under a secret that it has not.
    """
    return min(set(twin) & set(brand), default=None)
