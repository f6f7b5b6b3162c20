"""What `dailyme twin rules …` does. Nothing here goes out to the network."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from consumer_twin.edge import SqlStore
from consumer_twin.edge.rules import SqlRules
from consumer_twin.errors import UnknownOptionError
from consumer_twin.option import Option
from consumer_twin.rules import Rule
from dailyme.acts.stored import with_database
from dailyme.amounts import read_amount
from dailyme.clock import now_ms
from dailyme.outputs_rules import RuleList, ShownRule
from dailyme.show import console, print_json
from foundation.database import Database
from protocol import Price, write_time


def list_rules(*, as_json: bool) -> None:
    """Show the rules that stand; with JSON those that were taken back too."""

    async def nothing(_rules: SqlRules, _store: SqlStore) -> None:
        """Change nothing."""

    _shown(_after(nothing), as_json=as_json)


def never_buy(offer: str, *, as_json: bool) -> None:
    """Never buy again from the brand of the option of hash *offer*."""

    async def work(rules: SqlRules, store: SqlStore) -> None:
        await rules.make(never_of(await _option(offer, store), now_ms()))

    _shown(_after(work), as_json=as_json)


def always_buy(offer: str, under: str, *, product: bool, as_json: bool) -> None:
    """Buy from the brand of the option of hash *offer*, or this *product* alone, without asking."""
    most = read_amount(under, "--under")

    async def work(rules: SqlRules, store: SqlStore) -> None:
        await rules.make(always_of(await _option(offer, store), most, now_ms(), product=product))

    _shown(_after(work), as_json=as_json)


def revoke_rule(number: int, *, as_json: bool) -> None:
    """Take back the rule of that *number*."""

    async def work(rules: SqlRules, _store: SqlStore) -> None:
        await rules.revoke(number, now_ms())

    _shown(_after(work), as_json=as_json)


def never_of(option: Option, at_ms: int) -> Rule:
    """Return the rule never to buy from the seller of *option*."""
    return Rule(0, "never", option.seller.id, option.seller.name, at_ms)


def always_of(option: Option, under: Price, at_ms: int, *, product: bool) -> Rule:
    """Return the rule to buy from the seller of *option*, this *product* alone or whatever it sells."""
    what = (option.product, option.title) if product else ("", "")
    return Rule(0, "always", option.seller.id, option.seller.name, at_ms, *what, under)


def shown_rule(rule: Rule) -> ShownRule:
    """Return *rule* as it is printed."""
    return ShownRule(
        number=rule.number,
        kind=rule.kind,
        brand=rule.brand,
        seller=rule.seller,
        product=rule.product or None,
        title=rule.title or None,
        under=rule.under,
        words=rule.words,
        made=write_time(rule.made_ms),
        revoked=None if rule.revoked_ms is None else write_time(rule.revoked_ms),
    )


async def _option(offer: str, store: SqlStore) -> Option:
    option = await store.option(offer)
    if option is None:
        raise UnknownOptionError(f"{offer[:64]!r} is no option that was shown")
    return option


def _after(work: Callable[[SqlRules, SqlStore], Coroutine[Any, Any, None]]) -> tuple[Rule, ...]:
    async def act(database: Database) -> tuple[Rule, ...]:
        rules = SqlRules(database)
        await work(rules, SqlStore(database))
        return await rules.all()

    return with_database(act)


def _shown(rules: tuple[Rule, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(RuleList(rules=[shown_rule(one) for one in rules]))
        return
    standing = [one for one in rules if one.stands]
    for one in standing:
        console().print(f"{one.number:>3}  {one.words}", soft_wrap=True)
    if not standing:
        console().print("No rules stand: your twin asks you each time, or follows your mandate.")
