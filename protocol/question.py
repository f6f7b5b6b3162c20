"""Questions about a product, typed answers, and the answer that became a term of a deal.

Spec: spec/55-ask.md.

The words beside a question or an answer are shown to people and never ranked on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from protocol.catalog import Id
from protocol.errors import ProtocolError
from protocol.times import Time
from protocol.wire import Hash, Maybe, Text, Wire

Topic = Literal["fits", "contains", "works-with", "back-in-stock", "care", "origin", "repair"]
TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
ABOUT: Final[frozenset[Topic]] = frozenset({"fits", "contains", "works-with", "care", "repair"})
"""Topics whose question says with what: a device, an ingredient, a way of cleaning, a part."""

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Question(Wire):
    """A registered question about one article. about: see `ABOUT`."""

    product: Id
    variant: Id
    topic: Topic
    about: Maybe[Text] = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.about is not None) != (self.topic in ABOUT):  # ASK-2
            raise ValueError("`about` belongs to fits, contains, works-with, care and repair")
        return self


class Value(Wire):
    """A typed answer: exactly one member, of the type that the topic takes.

    yes: fits, contains, works-with, care, repair. on: back-in-stock. country: origin.
    unknown: of any topic, the brand does not know.
    """

    yes: Maybe[bool] = None
    on: Maybe[Time] = None
    country: Maybe[Country] = None
    unknown: Maybe[Literal[True]] = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(one is not None for one in (self.yes, self.on, self.country, self.unknown)) != 1:  # ASK-3
            raise ValueError("an answer has exactly one value")
        return self


class Assurance(Wire):
    """An answer that was relied on, as a term of an offer: which answer, what was asked and said."""

    answer: Hash
    question: Question
    value: Value


class AssurancesDifferError(ProtocolError):
    """The offer does not assure what its open relies on."""

    code = "assurances-differ"
    requirement = "ASK-7"
    status = 409
    advice = "Repeat in `assurances` the answers that the open names, in its order, and no others."

    def __init__(self) -> None:
        super().__init__("the offer's assurances are not the answers that the open relies on")


def check_assured(relies_on: Sequence[str], assurances: Sequence[Assurance]) -> None:
    """Return if *assurances* are about the answers that an open relies on. Raises `AssurancesDifferError`."""
    if [one.answer for one in assurances] != list(relies_on):  # ASK-7
        raise AssurancesDifferError


def is_of(value: Value, topic: Topic) -> bool:
    """Whether *value* is of the type that *topic* takes, or says that it is not known."""
    found: Any = {"back-in-stock": value.on, "origin": value.country}.get(topic, value.yes)
    return found is not None or value.unknown is not None
