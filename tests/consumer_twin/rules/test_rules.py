"""Standing rules, kept in a real store and obeyed wherever something is asked, shown or accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consumer_twin import Nobody, Twin, approve, pursue, resume
from consumer_twin.edge import SqlStore
from consumer_twin.edge.rules import SqlRules
from consumer_twin.errors import NotCoveredError
from consumer_twin.rules import MAX_RULES, BadRuleError, Rule, RuledOutError, Rules, UnknownRuleError
from dailyme.places import sqlite_url
from foundation.database import Database
from protocol import Message
from tests.consumer_twin.town import BASE_MS, Brand, Town, trouble_codes, usd
from tests.consumer_twin.twins import twin_of, wish_for


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(sqlite_url(tmp_path / "twin.db"))
    yield opened
    opened.close()


def twin(town: Town, database: Database, rules: Rules | None = None) -> Twin:
    made = twin_of(town, store=SqlStore(database), mandate=None)
    return replace(made, rules=rules or SqlRules(database))


def never(brand: Brand) -> Rule:
    return Rule(0, "never", brand.seller.id, brand.seller.name, BASE_MS)


def always(brand: Brand, minor: int, product: str = "") -> Rule:
    return Rule(0, "always", brand.seller.id, brand.seller.name, BASE_MS, product, "A router", usd(minor))


async def test_a_brand_that_is_never_wanted_is_not_even_asked(database: Database) -> None:
    out, other = Brand("alpha", 9_000, 8_000), Brand("beta")
    town = Town([out, other])
    await SqlRules(database).make(never(out))
    outcome = await pursue(wish_for(), Nobody(), twin(town, database))
    assert {one.seller.name for one in outcome.options} == {"Beta"}
    assert out.heard == []
    assert trouble_codes(outcome.troubles) == {out.seller.id: "ruled-out"}


async def test_an_option_shown_before_the_rule_can_not_be_taken_any_more(database: Database) -> None:
    brand = Brand("alpha")
    town = Town([brand])
    shown = await pursue(wish_for(), Nobody(), twin(town, database))
    await SqlRules(database).make(never(brand))
    with pytest.raises(RuledOutError):
        await approve(shown.options[0].hash, twin(town, database))
    blind = twin_of(town, store=SqlStore(database), mandate=None)  # a twin that looks at no rule
    with pytest.raises(NotCoveredError):  # and still the store keeps no such accept
        await approve(shown.options[0].hash, blind)
    assert all(one.type != "accept" for one in town.sent)


async def test_taken_back_it_holds_no_longer(database: Database) -> None:
    brand, rules = Brand("alpha"), SqlRules(database)
    rule = await rules.make(never(brand))
    assert (await rules.revoke(rule.number, BASE_MS + 1)).revoked_ms == BASE_MS + 1
    assert (await rules.revoke(rule.number, BASE_MS + 9)).revoked_ms == BASE_MS + 1
    assert await rules.standing() == ()
    assert [one.number for one in await rules.all()] == [rule.number]
    outcome = await pursue(wish_for(), Nobody(), twin(Town([brand]), database))
    assert outcome.options


async def test_always_takes_the_best_option_up_to_the_amount_that_was_said(database: Database) -> None:
    brand, rules = Brand("alpha", 9_000, 8_000), SqlRules(database)
    small = await rules.make(always(brand, 100))
    waits = await pursue(wish_for(), Nobody(), twin(Town([brand, Brand("beta")]), database))
    assert waits.status == "needs-approval"
    assert "The rule does not cover the best option" in waits.lines[0].reason
    wide = await rules.make(always(brand, 9_000))
    assert [one.number for one in await rules.standing()] == [wide.number] != [small.number]
    outcome = await pursue(wish_for(), Nobody(), twin(Town([brand, Brand("beta")]), database))
    assert outcome.status == "agreed"
    assert outcome.deals[0].option.seller.name == "Alpha"
    store = SqlStore(database)
    ((accepted, status),) = await store.accepts_of(outcome.wish_number)
    assert (accepted.by_mandate, status) == (True, "agreed")
    spent = await store.spent(outcome.wish_number, "USD", BASE_MS)
    assert spent.month == accepted.total


async def test_always_is_about_the_best_option_alone(database: Database) -> None:
    cheap, dear = Brand("alpha", 8_000, 7_000), Brand("beta", 10_000, 9_800)
    await SqlRules(database).make(always(dear, 20_000))
    outcome = await pursue(wish_for(), Nobody(), twin(Town([cheap, dear]), database))
    assert outcome.status == "needs-approval"


async def test_a_rule_about_a_product_is_about_no_other(database: Database) -> None:
    brand, rules = Brand("alpha"), SqlRules(database)
    await rules.make(always(brand, 20_000, "another-router"))
    outcome = await pursue(wish_for(), Nobody(), twin(Town([brand]), database))
    assert outcome.status == "needs-approval"
    await rules.make(always(brand, 20_000, "router"))
    outcome = await pursue(wish_for(), Nobody(), twin(Town([brand]), database))
    assert outcome.status == "agreed"


async def test_never_wins(database: Database) -> None:
    brand, rules = Brand("alpha"), SqlRules(database)
    await rules.make(always(brand, 20_000))
    await rules.make(never(brand))
    outcome = await pursue(wish_for(), Nobody(), twin(Town([brand]), database))
    assert outcome.status == "no-deal"
    assert brand.heard == []
    with pytest.raises(BadRuleError):
        await rules.make(always(brand, 30_000))


async def test_a_rule_taken_back_in_the_last_moment_signs_nothing(database: Database) -> None:
    brand, rules = Brand("alpha"), SqlRules(database)
    rule = await rules.make(always(brand, 20_000))

    class Stale:
        """Who read the rules a moment ago."""

        async def standing(self) -> tuple[Rule, ...]:
            return (rule,)

    town = Town([brand])
    await rules.revoke(rule.number, BASE_MS)
    outcome = await pursue(wish_for(), Nobody(), twin(town, database, Stale()))
    assert outcome.status == "needs-approval"
    assert all(one.type != "accept" for one in town.sent)


async def test_the_same_rule_is_not_made_twice_and_both_are_remembered(database: Database) -> None:
    brand, rules = Brand("alpha"), SqlRules(database)
    first = await rules.make(never(brand))
    assert await rules.make(never(brand)) == first
    await rules.revoke(first.number, BASE_MS)
    kinds = [one.kind for one in await SqlStore(database).lessons()]
    assert kinds == ["rule-made", "rule-revoked"]


async def test_what_can_not_be_a_rule_is_refused(database: Database) -> None:
    rules = SqlRules(database)
    with pytest.raises(BadRuleError):
        await rules.make(replace(always(Brand("alpha"), 1), under=None))
    for number in (0, -1, 7, 2**70):
        with pytest.raises(UnknownRuleError):
            await rules.revoke(number, BASE_MS)
    for place in range(MAX_RULES):
        await rules.make(Rule(0, "never", f"did:web:{place}.example", "A shop", BASE_MS))
    with pytest.raises(BadRuleError):
        await rules.make(never(Brand("alpha")))


async def test_hostile_names_are_kept_as_plain_text(database: Database) -> None:
    made = await SqlRules(database).make(
        Rule(0, "never", "did:web:a.example", "<script>\u202ealert\x00" + "x" * 999, BASE_MS)
    )
    assert "\u202e" not in made.seller and "\x00" not in made.seller and len(made.seller) <= 200


def to_accepts(message: Message) -> bool:
    return message.type == "accept"


async def test_an_accept_on_its_way_is_settled_whatever_was_said_since(database: Database) -> None:
    """It binds already: the rule is about what is signed after it."""
    brand = Brand("alpha", silent=to_accepts)
    rules, town = SqlRules(database), Town([brand])
    await rules.make(always(brand, 20_000))
    doubt = await pursue(wish_for(), Nobody(), twin(town, database))
    assert doubt.status == "in-doubt"
    await rules.make(never(brand))
    brand.silent = lambda message: False
    (outcome,) = await resume(twin(town, database), Nobody())
    assert outcome.status == "agreed"
