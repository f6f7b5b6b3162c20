"""Asking: what a brand answered, what of it still holds, and where it says something else than before.

Spec: spec/55-ask.md.

The value of an answer is all that counts; its words are for the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consumer_twin.memory import Lesson
from consumer_twin.relation.who import Who
from protocol import Offer, ProtocolError, read_time
from protocol.question import Assurance, Question, Value
from protocol.relation import Answer, Letter


class AssuranceFalseError(ProtocolError):
    """An offer assures something else than the brand answered."""

    code = "assurance-false"
    requirement = "ASK-8"
    advice = "Repeat question and value of the answer, unchanged."

    def __init__(self) -> None:
        super().__init__("the offer assures something else than the brand answered")


@dataclass(frozen=True)
class Answered:
    """An answer that *brand* stands by until *until_ms*; *hash* names it."""

    brand: str
    hash: str
    question: Question
    value: Value
    until_ms: int
    at_ms: int
    words: str = ""

    def holds(self, at_ms: int) -> bool:
        """Whether the brand still stands by it."""
        return at_ms < self.until_ms

    def assurance(self) -> Assurance:
        """Return it as a term of an offer."""
        return Assurance(answer=self.hash, question=self.question, value=self.value)


@dataclass(frozen=True)
class Relied:
    """Answers that an open relies on, and under which key they were asked for: the open has that one too."""

    who: Who | None = None
    answers: tuple[Answered, ...] = ()


class NoAnswers:
    """A twin that asked nothing."""

    async def relied(self, names: Sequence[str], brand: str, article: tuple[str, str], at_ms: int) -> Relied:
        """Return nothing."""
        return Relied()


def relied(
    held: Iterable[tuple[Who, Answered]], names: Sequence[str], article: tuple[str, str], at_ms: int
) -> Relied:
    """Return what an open about *article* (product, variant) at *at_ms* relies on, of the answers *names*.

    held: a brand's answers, each with the key that it was asked under. Answers to the first one's key only.
    """
    found = {said.hash: (who, said) for who, said in held}
    fit = [
        found[name]
        for name in names
        if name in found
        and (found[name][1].question.product, found[name][1].question.variant) == article
        and found[name][1].holds(at_ms)
    ]
    if not fit:
        return Relied()
    who = fit[0][0]
    return Relied(who, tuple(said for one, said in fit if one == who))


def answered(letter: Letter) -> Answered | None:
    """Return the answer in *letter*; None if it is a no."""
    body = letter.body
    if not isinstance(body, Answer):
        return None
    return Answered(
        brand=letter.sender,
        hash=letter.hash,
        question=body.question,
        value=body.value,
        until_ms=read_time(body.valid_until),
        at_ms=read_time(letter.envelope.created),
        words=body.words or "",
    )


def differing(earlier: Iterable[Answered], new: Answered) -> tuple[Answered, ...]:
    """Return those *earlier* answers of the same brand to the same question that hold and say otherwise."""
    return tuple(
        one
        for one in earlier
        if one.brand == new.brand
        and one.hash != new.hash
        and one.question.members() == new.question.members()
        and one.value.members() != new.value.members()
        and one.holds(new.at_ms)
    )


def check_assurances(relied: Sequence[Answered], offer: Offer) -> None:
    """Return if *offer* assures what was answered. Raises `AssuranceFalseError` (ASK-8)."""
    wanted = [one.assurance().members() for one in relied]
    if [one.members() for one in offer.assurances or ()] != wanted:  # ASK-8
        raise AssuranceFalseError


def lessons_of(new: Answered, changed: Sequence[Answered], at_ms: int) -> tuple[Lesson, ...]:
    """Return what the twin remembers: the question, and each answer that is contradicted now (ASK-10)."""
    facts = {"brand": new.brand, "answer": new.hash, "question": new.question.members()}
    said = Lesson(at_ms, "asked", facts={**facts, "value": new.value.members()})
    notes = [Lesson(at_ms, "answer-changed", facts={**facts, "earlier": one.hash}) for one in changed]
    return (said, *notes)


def in_words(value: Value) -> str:
    """Return *value* for a person.

    >>> in_words(Value(country="DE"))
    'made in DE'
    """
    if value.unknown:
        return "not known"
    if value.yes is not None:
        return "yes" if value.yes else "no"
    return f"on {value.on[:10]}" if value.on is not None else f"made in {value.country}"
