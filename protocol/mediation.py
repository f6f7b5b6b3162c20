"""What is said in mediated play: the grid, its rounds, sealed marks, and the marketplace's word.

Spec: spec/65-modes.md (MED-7 to MED-19).

Nothing here says how good a package is to anybody, and no member has a place for a ceiling or a floor. What a
side would take travels as marks that only the two can read.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field

from protocol.issues import Terms
from protocol.mediated import MAX_PACKAGES, MAX_ROUNDS
from protocol.money import Price
from protocol.wire import Did, Hash, Many, Maybe, Wire

BoxKey = Hash
"""The 32 bytes of a public X25519 key, in base64url."""

RoundNumber = Annotated[int, Field(ge=1, le=MAX_ROUNDS)]

_MOST_SEALED: Final = 11_000
"""Characters of a sealed box of 256 marks, and some more."""


def _ascending(marks: tuple[str, ...]) -> tuple[str, ...]:
    if list(marks) != sorted(set(marks)):  # MED-4
        raise ValueError("marks stand in ascending order, each once")
    return marks


class GridPackage(Wire):
    """One package of the grid: what it costs, all-in, and what comes with it."""

    terms: Terms
    total: Price


class Grid(Wire):
    """The brand plays: the packages there are, how many rounds, and its key for this thread."""

    packages: Annotated[Many[GridPackage], Field(min_length=1, max_length=MAX_PACKAGES)]
    rounds: RoundNumber
    mediate_key: BoxKey


class Round(Wire):
    """The twin asks for the brand's marks of one round."""

    round: RoundNumber


class Marks(Wire):
    """The brand's marks of one round, in a box that the marketplace alone can open."""

    round: RoundNumber
    sealed: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=_MOST_SEALED)]


class Mediate(Wire):
    """The twin's marks of one round, and the brand's `marks` of it as the brand signed them."""

    marks: Annotated[Many[Hash], Field(min_length=1, max_length=MAX_PACKAGES), AfterValidator(_ascending)]
    said: dict[str, Any]


class Overlap(Wire):
    """Which mark both said first in a round of a thread; left out, there is none."""

    thread: Hash
    round: RoundNumber
    mark: Maybe[Hash] = None


class OverlapSaid(Wire):
    """An `overlap` as the marketplace signed it, to the twin of the thread."""

    type: Literal["overlap"]
    from_: Annotated[Did, Field(alias="from")]
    to: Did
    body: Overlap


class Package(Wire):
    """The twin takes up what the marketplace found: the brand's offer of that package is asked for."""

    overlap: OverlapSaid
