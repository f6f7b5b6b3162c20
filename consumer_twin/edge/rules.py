"""The standing rules in the twin's store; each change and the memory of it are one transaction.

Spec: spec/70-decide.md (DEC-40 to DEC-43).

`obey` is the last look, in the transaction that keeps an accept: a rule that was made or taken back a moment
before counts already.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from consumer_twin.edge.log import open_log, remember
from consumer_twin.edge.rule_tables import RULES
from consumer_twin.edge.standing_tables import STANDING
from consumer_twin.edge.tables import THREADS
from consumer_twin.memory import Kind, Lesson
from consumer_twin.records import Accepted
from consumer_twin.rules import Rule, RuleError, UnknownRuleError, fit_to_make, ruled_out
from foundation.database import Database
from protocol import Price, clean


class SqlRules:
    """The rules in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def standing(self) -> tuple[Rule, ...]:
        """Return the rules that stand, oldest first."""
        return await self._database.read(standing_rules)

    async def all(self) -> tuple[Rule, ...]:
        """Return every rule, those that were taken back too, newest first."""
        found = select(RULES).order_by(RULES.c.number.desc())
        return await self._database.read(lambda connection: tuple(map(_rule, connection.execute(found))))

    async def make(self, rule: Rule) -> Rule:
        """Keep *rule* and number it; one about the same gives way, and the same one is not made twice.

        Raises `BadRuleError`; then nothing is kept.
        """
        kept = _tidy(rule)

        def work(connection: Connection) -> Rule:
            before = standing_rules(connection)
            old = next((one for one in before if one.same(kept)), None)
            if old is not None and old.under == kept.under:
                return old
            fit_to_make(kept, before if old is None else [one for one in before if one is not old])
            if old is not None:
                _take_back(connection, old, kept.made_ms)
            key = connection.execute(insert(RULES).values(**_row(kept))).inserted_primary_key
            assert key is not None
            connection.execute(update(STANDING).values(looked=""))
            made = _one(connection, int(key[0]))
            remember(connection, [_lesson("rule-made", made, made.made_ms)])
            return made

        return await self._database.write(work)

    async def revoke(self, number: int, at_ms: int) -> Rule:
        """Take back the rule of that *number*, and return it; it stays so. Raises `UnknownRuleError`."""

        def work(connection: Connection) -> Rule:
            rule = _one(connection, number)
            if rule.stands:
                _take_back(connection, rule, at_ms)
            return _one(connection, number)

        return await self._database.write(work)


def obey(connection: Connection, accepted: Accepted) -> None:
    """Return if no rule forbids *accepted* in this transaction. Raises `RuleError` (DEC-40, DEC-42)."""
    rules = standing_rules(connection)
    seller = connection.scalar(select(THREADS.c.seller).where(THREADS.c.id == accepted.thread))
    if seller is not None and json.loads(seller)["id"] in ruled_out(rules):
        raise RuleError
    if accepted.rule and accepted.rule not in {one.number for one in rules}:
        raise RuleError


def standing_rules(connection: Connection) -> tuple[Rule, ...]:
    """Return the rules that stand, oldest first."""
    found = select(RULES).where(RULES.c.revoked_ms.is_(None)).order_by(RULES.c.number)
    return tuple(map(_rule, connection.execute(found)))


def _one(connection: Connection, number: int) -> Rule:
    known = 0 < number < 2**53
    row = connection.execute(select(RULES).where(RULES.c.number == number)).one_or_none() if known else None
    if row is None:
        raise UnknownRuleError(f"there is no rule {number}")
    return _rule(row)


def _take_back(connection: Connection, rule: Rule, at_ms: int) -> None:
    connection.execute(update(RULES).where(RULES.c.number == rule.number).values(revoked_ms=at_ms))
    connection.execute(update(STANDING).values(looked=""))
    remember(connection, [_lesson("rule-revoked", rule, at_ms)])


def _lesson(kind: Kind, rule: Rule, at_ms: int) -> Lesson:
    facts = {"rule": rule.number, "brand": rule.brand, "seller": rule.seller, "words": rule.words}
    return Lesson(at_ms, kind, facts=facts)


def _tidy(rule: Rule) -> Rule:
    return replace(rule, seller=clean(rule.seller, 200) or rule.brand, title=clean(rule.title, 300))


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "brand": rule.brand,
        "seller": rule.seller,
        "product": rule.product,
        "title": rule.title,
        "under_minor": None if rule.under is None else rule.under.amount,
        "currency": None if rule.under is None else rule.under.currency,
        "made_ms": rule.made_ms,
        "revoked_ms": None,
    }


def _rule(row: Row[Any]) -> Rule:
    under = None if row.currency is None else Price(amount=row.under_minor, currency=row.currency)
    return Rule(
        row.number,
        row.kind,
        row.brand,
        row.seller,
        row.made_ms,
        row.product,
        row.title,
        under,
        row.revoked_ms,
    )
