"""Mediated play: a schedule for both sides, and marks that only the two of them can read.

Spec: spec/65-modes.md (MED-1 to MED-5).

Both sides rank one public grid of packages. In each round a package is in a side's set when its share of that
side's gain is at least a threshold that falls evenly, the same for both. What is said of a set are keyed
hashes, other ones in each round, and blanks for the rest: who compares them sees how large the grid is, and
the first two that are one.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from nacl.bindings import crypto_scalarmult

from protocol.base64url import from_base64url, to_base64url
from protocol.canonical import spell
from protocol.errors import ProtocolError

WHOLE: Final = 10_000
"""A share of 1, in basis points."""
MAX_PACKAGES: Final = 256
MAX_ROUNDS: Final = 100
MARK_BYTES: Final = 32

Side = Literal["twin", "brand"]

Shares = Sequence[int | None]
"""For each package of the grid the share of this side's gain, in basis points; None is worse than no deal."""


class BadScheduleError(ProtocolError):
    """A grid, a round or a share that the schedule has no place for."""

    code = "bad-schedule"
    requirement = "MED-1"
    advice = "Use 1 to 256 different packages in the currency of the open, and 1 to 100 rounds."


class BadMarksError(ProtocolError):
    """Marks that are not one for each package of the grid, in ascending order."""

    code = "bad-marks"
    requirement = "MED-4"
    status = 422
    advice = "Say one mark or blank for each package of the grid, 32 bytes each, in ascending order."


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
    """Return what stands for *package* in *round*: HMAC-SHA-256 under *secret*, in base64url (MED-4)."""
    return to_base64url(hmac.digest(secret, spell(["dailyme/package", round, package]), "sha256"))


def blank(secret: bytes, side: Side, round: int, package: Mapping[str, Any]) -> str:
    """Return what *side* says in *round* for a *package* outside its set: never the other's mark (MED-4)."""
    return to_base64url(hmac.digest(secret, spell(["dailyme/blank", side, round, package]), "sha256"))


def marks(
    secret: bytes,
    grid: Sequence[Mapping[str, Any]],
    shares: Shares,
    round: int,
    rounds: int,
    *,
    side: Side,
) -> tuple[str, ...]:
    """Return what *side* says in *round*: the marks of its set and blanks for the rest, ascending (MED-4).

    The order says nothing: it is that of hashes. Nor does the number: it is that of the grid.
    """
    if len(grid) != len(shares) or len({spell(one) for one in grid}) != len(grid):  # MED-1
        raise BadScheduleError("the grid has a package twice, or another number of shares")
    among = frozenset(chosen(shares, round, rounds))
    return tuple(
        sorted(
            mark(secret, round, package) if place in among else blank(secret, side, round, package)
            for place, package in enumerate(grid)
        )
    )


def packed(said: Sequence[str]) -> bytes:
    """Return the marks *said* as bytes, one after another: what is sealed (MED-11)."""
    return b"".join(from_base64url(one, "a mark") for one in said)


def unpacked(data: bytes) -> tuple[str, ...]:
    """Return the marks in *data*. Raises `BadMarksError` (MED-4) if it does not hold some in order."""
    if len(data) % MARK_BYTES or not 1 <= len(data) // MARK_BYTES <= MAX_PACKAGES:
        raise BadMarksError("the box does not hold 1 to 256 marks")
    said = [data[at : at + MARK_BYTES] for at in range(0, len(data), MARK_BYTES)]
    spelt = tuple(map(to_base64url, said))
    if list(spelt) != sorted(set(spelt)):
        raise BadMarksError("the marks in the box are not in ascending order, each once")
    return spelt


def compared(twin: Sequence[str], brand: Sequence[str]) -> str | None:
    """Return the package's mark of one round, as who compares works it out; None if there is none (MED-5).

    Raises `BadMarksError` (MED-4) if one side said more than the other.
    """
    if len(twin) != len(brand):
        raise BadMarksError(f"{len(twin)} marks of one side, and {len(brand)} of the other")
    return first_overlap(twin, brand)


def first_overlap(twin: Sequence[str], brand: Sequence[str]) -> str | None:
    """Return the least mark that both sides said in one round; None if there is none (MED-5).

    Of several packages it is a lot under a secret that who compares has not.
    """
    return min(set(twin) & set(brand), default=None)
