"""What the brand answers to questions about its articles, in its policy.

Spec: spec/55-ask.md.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from brand_agent.policy_values import Section, Words
from protocol.question import ABOUT, Country, Topic, Value
from protocol.times import write_time


class AnswerRule(Section):
    """One answer: about an article (or each variant of a product), of a topic, with what."""

    product: Words
    variant: Words | None = None
    """Left out: each variant."""
    topic: Topic
    about: Words | None = None
    yes: bool | None = None
    on: datetime | None = None
    country: Country | None = None
    words: Words | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.about is not None) != (self.topic in ABOUT):
            raise ValueError(f'`about` belongs to {", ".join(sorted(ABOUT))}, such as about = "WPA3"')
        wanted = {"back-in-stock": "on", "origin": "country"}.get(self.topic, "yes")
        given = [name for name in ("yes", "on", "country") if getattr(self, name) is not None]
        if given != [wanted]:
            raise ValueError(f"an answer to {self.topic} has `{wanted}` and nothing else")
        return self

    def value(self) -> Value:
        """Return the answer as it travels."""
        if self.on is not None:
            return Value(on=write_time(round(self.on.timestamp()) * 1000))
        return Value(country=self.country) if self.country is not None else Value(yes=bool(self.yes))


class AnswersRule(Section):
    """All answers, and for how long each one given is stood by."""

    valid_days: Annotated[int, Field(ge=1, le=365)] = 30
    known: Annotated[tuple[AnswerRule, ...], Field(strict=False)] = ()
