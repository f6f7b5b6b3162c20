"""What a lesson of each kind tells: its facts, with their types. Further members are kept.

A kind that is not in the table may carry any facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from consumer_twin.errors import BadBeliefError, BadLessonError, BrokenMemoryError
from consumer_twin.memory.lesson import Kind, Lesson
from consumer_twin.memory.topic import parted
from protocol import Price, Terms

How = Literal["kept", "returned", "late", "faulty", "missing"]


class Facts(BaseModel):
    """The facts of a lesson."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Seen(Facts):
    """An option as it was shown. brand: DID, or the address of a public page. terms: None for a page."""

    hash: str
    brand: str
    seller: str
    title: str
    total: Price
    terms: Terms | None = None
    categories: tuple[str, ...] = ()
    rank: int = 0
    fits: bool = True


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
    """How a deal turned out, in the person's own words of five."""

    brand: str
    seller: str
    title: str
    how: How


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
    """What the person says about a topic: stance from -1 to 1, as a decimal text."""

    topic: Annotated[str, AfterValidator(_known)]
    stance: Annotated[str, Field(pattern=r"^-?[01]\.\d\d$")]


class Forgot(Facts):
    """The numbers of the entries that were erased."""

    entries: tuple[int, ...]


FACTS: Final[Mapping[Kind, type[Facts]]] = {
    "shown": Shown,
    "approved": Chosen,
    "declined": Declined,
    "agreed": Ended,
    "refused": Ended,
    "void": Ended,
    "outcome": WentSo,
    "bought": Bought,
    "dismissed": Dismissed,
    "edited": Edited,
    "forgot": Forgot,
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
