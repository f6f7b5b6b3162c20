"""Answering: what the brand knows of an article, as a typed answer that it stands by.

Spec: spec/55-ask.md.

An answer depends on the policy, the article and the stock alone: not on who asks, nor on the words beside the
question.
"""

from __future__ import annotations

from brand_agent.policy_answers import AnswerRule
from brand_agent.relation.heard import Heard
from brand_agent.relation.ports import Books
from protocol.question import Question, Value
from protocol.relation import Answer, Ask, Body
from protocol.times import write_time

_DAY_MS = 86_400_000


def to_ask(heard: Heard, books: Books) -> Body:
    """Answer from the policy or the stock, say that it is not known, or that it is not sold here."""
    asked = heard.letter.body
    assert isinstance(asked, Ask)
    question, desk = asked.question, heard.desk
    article = desk.room.find(question.product, question.variant)
    if article is None:
        return heard.sorry("not-sold")
    until_ms = heard.made_ms // 1000 * 1000 + desk.policy.answers.valid_days * _DAY_MS
    rule = _rule(question, desk.policy.answers.known)
    if rule is None and question.topic == "back-in-stock" and article.available:
        count = books.letters.stock(article.key)
        if count != 0:
            return _answer(question, Value(on=heard.received), until_ms)
    if rule is None:
        return _answer(question, Value(unknown=True), until_ms)
    return _answer(question, rule.value(), until_ms, rule.words)


def _answer(question: Question, value: Value, until_ms: int, words: str | None = None) -> Answer:
    members = {"question": question, "value": value, "valid_until": write_time(until_ms)}
    return Answer.model_validate(members if words is None else members | {"words": words})


def _rule(question: Question, known: tuple[AnswerRule, ...]) -> AnswerRule | None:
    """The rule for the very variant, else the one for the product."""
    fit = [
        rule
        for rule in known
        if rule.product == question.product
        and rule.topic == question.topic
        and rule.variant in {None, question.variant}
        and _same(rule.about, question.about)
    ]
    return min(fit, key=_is_general, default=None)


def _is_general(rule: AnswerRule) -> bool:
    return rule.variant is None


def _same(ours: str | None, theirs: str | None) -> bool:
    """Whether both name one thing: case and spaces tell nothing apart."""
    return _plain(ours) == _plain(theirs)


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
