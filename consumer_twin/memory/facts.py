"""What a lesson of each kind tells: its facts, with their types. Further members are kept.

A kind that is not in the table may carry any facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from consumer_twin.errors import BadBeliefError, BadLessonError, BrokenMemoryError
from consumer_twin.memory.lesson import Kind, Lesson
from consumer_twin.memory.topic import parted, taste_of
from protocol import Price, Terms

How = Literal["kept", "returned", "late", "faulty", "missing", "in-time"]
"""`in-time`: it came as agreed, by the day; whether it is kept is not known yet."""


class Facts(BaseModel):
    """The facts of a lesson."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Seen(Facts):
    """An option as it was shown. brand: DID, or the address of a public page. terms: None for a page.

    list_total: the seller's own; public_total: the cheapest that anybody asks for the same product.
    """

    hash: str
    brand: str
    seller: str
    title: str
    total: Price
    list_total: Price | None = None
    public_total: Price | None = None
    terms: Terms | None = None
    categories: tuple[str, ...] = ()
    rank: int = 0
    fits: bool = True

    @property
    def asked_minor(self) -> int:
        """What is asked for it in public, in minor units, or else what it costs."""
        return (self.public_total or self.list_total or self.total).amount


class Shown(Facts):
    """The options of a wish line, best first."""

    offers: tuple[Seen, ...]


class Chosen(Facts):
    """What was approved, and by whom: the person, or the twin within a mandate."""

    brand: str
    seller: str
    title: str
    total: Price
    reason: Literal["person", "mandate"]
    categories: tuple[str, ...] = ()


class MadeUp(Facts):
    """An offer that nobody made: one side of a question."""

    total: Price
    terms: Terms


class Compared(Facts):
    """Which of two made-up offers the person would take: the one at place *chosen*, from 0.

    cheapest_minor: the total that both are measured by.
    """

    offers: tuple[MadeUp, MadeUp]
    chosen: Literal[0, 1]
    cheapest_minor: Annotated[int, Field(gt=0)]

    @model_validator(mode="after")
    def _one_currency(self) -> Self:
        first, second = self.offers
        if first.total.currency != second.total.currency:
            raise ValueError("both offers are in one currency")
        return self


class Declined(Facts):
    """None of these offers (hashes), and why."""

    reason: str
    offers: tuple[str, ...] = ()


class Ended(Facts):
    """How an accept ended."""

    brand: str
    seller: str
    total: Price
    reason: str = ""


class WentSo(Facts):
    """How a deal turned out: told by the person, or worked out from what was promised and when it came.

    promised_by, delivered: times, where they are known. days_late: calendar days.
    """

    brand: str
    seller: str
    title: str
    how: How
    promised_by: str = ""
    delivered: str = ""
    days_late: int = 0


class Bought(Facts):
    """A purchase from the person's own history; `import` is the number of the lesson of its import."""

    title: str
    make: str = ""
    category: str = ""
    shop: str = ""


class Dismissed(Facts):
    """A suggestion that the person did not want."""

    title: str
    category: str = ""


def _known(name: str) -> str:
    try:
        parted(name)
    except BadBeliefError as error:
        raise ValueError(str(error)) from None
    return name


class Edited(Facts):
    """What the person says about a topic, as a decimal text from -1 to 1.

    share: of the price, what something of `taste:` is worth. stance: on any other topic.
    """

    topic: Annotated[str, AfterValidator(_known)]
    stance: Annotated[str, Field(pattern=r"^-?[01]\.\d\d$")] | None = None
    share: Annotated[str, Field(pattern=r"^-?[01]\.\d{4}$")] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        is_taste = bool(taste_of(self.topic))
        if (self.share is not None, self.stance is not None) != (is_taste, not is_taste):
            raise ValueError("a taste has a share, another topic a stance")
        return self


class Consented(Facts):
    """A grant to *brand*: the hash of the signed message, fields, purposes, and when it ends. No values."""

    brand: str
    grant: str
    fields: tuple[str, ...]
    purposes: tuple[str, ...]
    until_ms: int


class OfGrant(Facts):
    """What became of the grant of that hash."""

    brand: str
    grant: str


class UsedGrant(OfGrant):
    """For which purposes the brand said that it used what was granted, and when for the last time."""

    purposes: tuple[str, ...]
    last_ms: int


class Forgot(Facts):
    """The numbers of the entries that were erased."""

    entries: tuple[int, ...]


FACTS: Final[Mapping[Kind, type[Facts]]] = {
    "shown": Shown,
    "approved": Chosen,
    "compared": Compared,
    "declined": Declined,
    "agreed": Ended,
    "refused": Ended,
    "void": Ended,
    "outcome": WentSo,
    "bought": Bought,
    "dismissed": Dismissed,
    "edited": Edited,
    "forgot": Forgot,
    "consented": Consented,
    "used": UsedGrant,
    "revoked": OfGrant,
    "expired": OfGrant,
}

F = TypeVar("F", bound=Facts)


def facts_of(lesson: Lesson, model: type[F]) -> F:
    """Return the facts of a remembered *lesson* as a *model*. Raises `BrokenMemoryError`."""
    try:
        return model.model_validate(_members(lesson))
    except ValidationError as error:
        raise BrokenMemoryError(lesson.number, _said(lesson, error)) from None


def checked(lesson: Lesson) -> Lesson:
    """Return *lesson* if its facts are those of its kind. Raises `BadLessonError`."""
    model = FACTS.get(lesson.kind)
    if model is not None:
        try:
            model.model_validate(_members(lesson))
        except ValidationError as error:
            raise BadLessonError(_said(lesson, error)) from None
    return lesson


def _members(lesson: Lesson) -> dict[str, Any]:
    return lesson.facts or {}


def _said(lesson: Lesson, error: ValidationError) -> str:
    """What is wrong and where; never the value, which may be private."""
    first = error.errors(include_input=False, include_url=False)[0]
    return f"the facts of a {lesson.kind} don't fit: {'.'.join(map(str, first['loc']))}: {first['msg']}"
