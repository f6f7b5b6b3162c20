"""What `dailyme relation list`, `introduce`, `show` and `leave` print with `--json`."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from dailyme.outputs import Output
from protocol.benefit import Benefit, OnceField, Rung, RungTerms


class ShownBenefit(Output):
    """What a rung brings, as the brand publishes it."""

    id: str
    kind: str
    words: str = Field(description="In plain words, made from its numbers.")
    once: OnceField | None = Field(None, description="Given one time for each person, counted by this value.")

    @classmethod
    def of(cls, benefit: Benefit) -> Self:
        """Return *benefit* as it is printed."""
        return cls(id=benefit.id, kind=benefit.kind, words=in_words(benefit), once=benefit.once)


class ShownRung(Output):
    """A rung of a brand's ladder."""

    rung: Rung
    reached: bool = Field(description="Whether you stand on it, as far as your letters tell.")
    asks: str = Field(description="What it asks for, in plain words.")
    benefits: list[ShownBenefit]

    @classmethod
    def of(cls, terms: RungTerms, *, reached: bool) -> Self:
        """Return *terms* as they are printed."""
        benefits = [ShownBenefit.of(one) for one in terms.benefits]
        return cls(rung=terms.rung, reached=reached, asks=asked_in_words(terms), benefits=benefits)


class ShownStanding(Output):
    """Where you stand with a brand."""

    brand: str
    name: str | None = Field(None, description="What the brand calls itself; absent if it can't be reached.")
    rung: Rung
    since: str | None = Field(None, description="When you introduced yourself.")
    in_doubt: bool = Field(description="An introduction was sent whose answer did not come.")
    unheard: list[str] = Field(description="Rungs that you stepped down to, without an answer yet.")
    ladder: list[ShownRung] | None = Field(None, description="Absent if the brand can't be reached.")


class RelationList(Output):
    """`dailyme relation list --json`."""

    brands: list[ShownStanding]


class Climbed(Output):
    """`dailyme relation introduce|show|leave BRAND --json`."""

    brand: str
    rung: Rung = Field(description="Where you stand now.")
    benefits: list[str] = Field(description="What that brings, by the brand's signed word.")
    key: str | None = Field(None, description="The did:key that the brand knows you by; absent for a guest.")
    shown: int | None = Field(None, description="How many of your deals the brand has counted.")
    confirmed: bool = Field(True, description="Whether the brand has answered; a step down needs no answer.")
    reason: str | None = Field(None, description="Why the brand said no, or could not be reached.")


def in_words(benefit: Benefit) -> str:
    """Return what *benefit* is, for people.

    >>> in_words(Benefit.model_validate({"id": "x", "kind": "discount", "basis_points": 325}))
    '3.25% off the list total'
    """
    match benefit.kind:
        case "discount":
            said = f"{(benefit.basis_points or 0) / 100:g}% off the list total"
        case "held-stock":
            said = "what you are offered is set aside for you while the offer stands"
        case "extra":
            said = f"{benefit.extra} at no price"
        case "points":
            said = f"{benefit.points} points with a deal"
        case "early-access":
            said = "articles that are not open to everybody yet"
    once = benefit.once
    return said if once is None else f"{said}, once for each person, counted by {once.replace('-', ' ')}"


def asked_in_words(terms: RungTerms) -> str:
    """Return what a rung asks for, for people.

    >>> from protocol.benefit import RungTerms
    >>> free = [{"id": "x", "kind": "held-stock"}]
    >>> asked_in_words(RungTerms.model_validate({"rung": "repeat", "agreements": 1, "benefits": free}))
    'that you show 1 deal of yours'
    """
    if terms.fields is not None:
        return f"that you disclose {', '.join(terms.fields)} for registration"
    if terms.agreements is not None:
        return f"that you show {terms.agreements} deal{'' if terms.agreements == 1 else 's'} of yours"
    return "that you introduce one key"
