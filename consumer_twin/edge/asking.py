"""Asking a brand, over the twin's letters; and the answers that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consumer_twin.edge.letters import Sent, SqlLetters
from consumer_twin.edge.relate import Relate
from consumer_twin.memory import Lesson
from consumer_twin.relation.asking import Answered, Relied, answered, differing, lessons_of, relied
from consumer_twin.relation.who import Who
from protocol.question import Question
from protocol.relation import Ask, Letter


@dataclass(frozen=True)
class Told:
    """What came of a question: the answer, or the *reason* of a no; and the answers that it contradicts."""

    sent: Sent
    answer: Answered | None
    changed: tuple[Answered, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class SqlAnswers:
    """The answers that the twin holds, in its *letters*."""

    letters: SqlLetters

    async def all(self, brand: str | None = None) -> tuple[tuple[Sent, Answered], ...]:
        """Return what was asked and answered, oldest first."""
        sent = await self.letters.to(brand, ["ask"])
        pairs = ((one, None if one.answer is None else answered(one.answer)) for one in sent)
        return tuple((one, said) for one, said in pairs if said is not None)

    async def relied(self, names: Sequence[str], brand: str, article: tuple[str, str], at_ms: int) -> Relied:
        """Return what an open to *brand* about *article* (product, variant) relies on, of *names*."""
        if not names:
            return Relied()
        held = [(one.who, said) for one, said in await self.all(brand)]
        return relied(held, names, article, at_ms)


async def ask(relate: Relate, brand: str, question: Question, who: Who, *, words: str = "") -> Told:
    """Ask *brand*; the answer, and whether it contradicts an earlier one, is remembered with it.

    Raises what `Relate.ask` raises.
    """
    answers = SqlAnswers(relate.letters)
    earlier = [said for _, said in await answers.all(brand)]
    at_ms = relate.clock(0)

    def learn(_asked: Letter, letter: Letter) -> Iterable[Lesson]:
        new = answered(letter)
        return () if new is None else lessons_of(new, differing(earlier, new), at_ms)

    body = Ask.model_validate({"question": question} | ({"words": words} if words else {}))
    label = f"ask/{question.product}/{question.variant}/{question.topic}/{question.about or ''}/{at_ms}"
    sent = await relate.ask(brand, lambda _: body, who, label=label, learn=learn)
    assert sent.answer is not None
    new = answered(sent.answer)
    if new is None:
        return Told(sent, None, reason=str(sent.answer.value["body"]["reason"]))
    return Told(sent, new, differing(earlier, new))
