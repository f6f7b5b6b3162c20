"""Facts: what a person may say of themselves to claim a public offer, and what nobody may ask.

Spec: spec/45-claim.md (CLAIM-1 to CLAIM-4).

The registry is short on purpose: what is not in it can't be asked. A fact is the person's own declaration;
nothing here or on the wire proves it. Some names are known only so that asking for them has a code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from protocol.errors import ProtocolError

Value = bool | int | str | frozenset[str]
"""A fact's value inside: yes or no, a number, a word, or several words."""

Facts = Mapping[str, Value]
"""What is known of a person, by the fact's name; what is not in it is unknown, which is not "no"."""

MAX_HELD: Final = 32
"""How many words a fact of several may hold."""

COUNTRY: Final = r"[A-Z]{2}"
REGION: Final = r"[A-Z]{2}-[A-Z0-9]{1,3}"
WORD: Final = r"[a-z][a-z0-9-]{0,63}"


class Kind(StrEnum):
    """What a fact's value is."""

    FLAG = "flag"
    NUMBER = "number"
    WORD = "word"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Fact:
    """A registered fact.

    pattern: of a word. least, most: of a number. weight: how much it tells, to choose what to disclose.
    said: it stands in the open already, so no claim discloses it. own: the twin's own records of this brand
    say it, so no person sets it.
    """

    name: str
    kind: Kind
    words: str
    pattern: str = WORD
    least: int = 0
    most: int = 0
    weight: int = 1
    said: bool = False
    own: bool = False

    def takes(self, value: object) -> bool:
        """Whether *value* is of this fact's type and range; of several words, *value* is one of them."""
        if self.kind is Kind.FLAG:
            return type(value) is bool
        if self.kind is Kind.NUMBER:
            return type(value) is int and self.least <= value <= self.most
        return type(value) is str and re.fullmatch(self.pattern, value) is not None


def _fact(name: str, kind: Kind, words: str, **more: Any) -> Fact:
    return Fact(name, kind, words, **more)


FACTS: Final[Mapping[str, Fact]] = {
    fact.name: fact
    for fact in (
        _fact("country", Kind.WORD, "where it is delivered, ISO 3166-1", pattern=COUNTRY, said=True),
        _fact("region", Kind.WORD, "where it is delivered, ISO 3166-2", pattern=REGION, said=True),
        _fact("adult", Kind.FLAG, "of full age where it is delivered"),
        _fact("student", Kind.FLAG, "enrolled at a school or university"),
        _fact("teacher", Kind.FLAG, "teaches at a school or university"),
        _fact("apprentice", Kind.FLAG, "learns a trade"),
        _fact("volunteer", Kind.FLAG, "volunteers for a public service"),
        _fact("member-of", Kind.WORDS, "clubs and programmes that the person belongs to", weight=2),
        _fact("owns", Kind.WORDS, "products that the person has, by kind or model", weight=2),
        _fact("household-size", Kind.NUMBER, "people in the household", least=1, most=20, weight=3),
        _fact("first-deal", Kind.FLAG, "no agreement with this brand yet", own=True),
        _fact("repeat", Kind.FLAG, "an agreement with this brand before", own=True),
        _fact("agreements", Kind.NUMBER, "how many with this brand", most=10_000, weight=3, own=True),
        _fact("days-since-deal", Kind.NUMBER, "since the last one with it", most=36_500, weight=3, own=True),
    )
}  # fmt: skip
"""The registry, by name."""

SENSITIVE: Final[frozenset[str]] = frozenset(
    """
    health illness disease disability disabled diagnosis medication pregnant pregnancy allergy weight genetic
    genome dna biometric fingerprint face religion religious belief faith church mosque synagogue temple
    politics political party vote voter ethnicity ethnic race racial origin nationality migrant refugee
    asylum skin orientation sexual sexuality gay lesbian bisexual queer trans transgender gender sex union
    unions conviction convicted criminal crime offence arrest age birth birthday birthdate birthyear born
    income salary wealth debt credit bankrupt benefits unemployed passport ssn
    """.split()
)
"""Parts of names that mean what GDPR art. 9 and 10 protect, or what prices must not follow."""


class UnknownFactError(ProtocolError):
    """A fact that is not registered."""

    code = "unknown-fact"
    requirement = "CLAIM-1"
    status = 422
    advice = "Ask for registered facts only."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name[:64]!r} is no registered fact")
        self.name = name


class SensitiveFactError(ProtocolError):
    """A fact that nobody may ask for."""

    code = "sensitive-fact"
    requirement = "CLAIM-2"
    status = 422
    advice = "Leave it out: no offer may depend on it, and no twin says it."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name[:64]!r} is sensitive: no offer may depend on it")
        self.name = name


class FactTypeError(ProtocolError):
    """A value that is not of the fact's type or range, or a comparison that the type does not have."""

    code = "fact-type-mismatch"
    requirement = "CLAIM-3"
    status = 422
    advice = "Look the fact's type and range up in the registry."


def is_sensitive(name: str) -> bool:
    """Whether *name*, of a fact or of what one is a member of, means something sensitive.

    >>> is_sensitive("trade-union"), is_sensitive("student")
    (True, False)
    """
    return not SENSITIVE.isdisjoint(re.split(r"[-_. ]", name.lower()))


def fact_named(name: str) -> Fact:
    """Return the registered fact. Raises `SensitiveFactError` (CLAIM-2) or `UnknownFactError` (CLAIM-1)."""
    fact = FACTS.get(name)
    if fact is not None:
        return fact
    if is_sensitive(name):  # CLAIM-2
        raise SensitiveFactError(name)
    raise UnknownFactError(name)  # CLAIM-1


def check_value(fact: Fact, value: object) -> None:
    """Return if *value* may be compared with *fact*.

    Raises `FactTypeError` (CLAIM-3), or `SensitiveFactError` (CLAIM-2) for a word that means such.
    """
    if not fact.takes(value):  # CLAIM-3
        raise FactTypeError(f"the value is not one that {fact.name} can have: {described(fact)}")
    if fact.kind is Kind.WORDS and is_sensitive(str(value)):  # CLAIM-2
        raise SensitiveFactError(str(value))


def read_value(name: str, value: Any) -> Value:
    """Return the JSON *value* of the fact *name* as a value inside.

    Raises `SensitiveFactError` (CLAIM-2), `UnknownFactError` (CLAIM-1) or `FactTypeError` (CLAIM-3).
    """
    fact = fact_named(name)
    if fact.kind is not Kind.WORDS:
        check_value(fact, value)
        found: Value = value
        return found
    if type(value) is not list or not 0 < len(value) <= MAX_HELD:  # CLAIM-3
        raise FactTypeError(f"{name} is a list of 1 to {MAX_HELD} words")
    for word in value:
        check_value(fact, word)
    if value != sorted(set(value)):  # CLAIM-3
        raise FactTypeError(f"the words of {name} must be sorted, each once")
    return frozenset(value)


def spelled(value: Value) -> Any:
    """Return *value* as it stands in JSON."""
    return sorted(value) if isinstance(value, frozenset) else value


def described(fact: Fact) -> str:
    """Say in words what *fact* can be."""
    if fact.kind is Kind.FLAG:
        return "true or false"
    if fact.kind is Kind.NUMBER:
        return f"a whole number from {fact.least} to {fact.most}"
    return "a word such as US" if fact.said else "a word in lower case, such as ski-club"
