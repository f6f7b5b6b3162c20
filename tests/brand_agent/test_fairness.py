"""A brand that favours a key is found out, and one that plays by its rules is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from brand_agent import Desk, answer, read_policy, receive, stockroom
from brand_agent.edge.grounds import begin_epoch
from brand_agent.edge.store import SqlLedger
from brand_agent.edge.transcripts import read_answers
from brand_agent.fairness import Finding, unfair
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import ENTRIES, KEY, NOON_MS, POLICY, Clock, Shop, message_id
from tests.brand_agent.test_budget import haggled, shop_with
from tests.brand_agent.test_floor import ledger_with

GENEROUS = POLICY.replace("counters = 4", "counters = 1")


async def found_in(shop: Shop) -> tuple[int, int, list[Finding]]:
    told = await shop.database.read(read_answers)
    return len(told.answers), told.unchecked, list(unfair(told.answers))


async def test_a_brand_that_plays_by_its_rules_is_fair(shop: Shop) -> None:
    one = await haggled(shop, "one")
    await one.ask(shop.app, one.accept())
    two = await haggled(shop, "two", turns=2)
    await two.ask(shop.app, two.decline())
    await two.ask(shop.app, two.close())
    sealed = Buyer("sealed")
    await sealed.ask(shop.app, sealed.opening(mode="sealed"))
    assert await found_in(shop) == (5 + 5 + 1, 0, [])


async def test_stock_and_budget_that_change_between_threads_are_no_favour(tmp_path: Path) -> None:
    shop = await shop_with(tmp_path, "20.00", "0.50", stock=2)
    for name in ("one", "two"):
        buyer = await haggled(shop, name, turns=3)
        await buyer.ask(shop.app, buyer.accept())
    late = Buyer("late")
    assert (await late.ask(shop.app, late.opening())).type == "refuse"
    answers, _, found = await found_in(shop)
    shop.database.close()
    assert (answers, found) == (4 + 4 + 1, [])


def desk(text: str, epoch: int) -> Desk:
    policy = read_policy(text)
    return Desk(KEY, policy, stockroom(ENTRIES, policy), Clock(), message_id, epoch)


def findings(*threads: tuple[str, str, int]) -> list[Finding]:
    """What is found where each key (its name) is answered by that policy, said to be of that epoch."""
    plain = desk(POLICY, 1)
    with ledger_with(plain) as connection:
        for text in (POLICY, GENEROUS):
            begin_epoch(connection, text)
        for name, text, epoch in threads:
            buyer = Buyer(name)
            for asked in (buyer.opening, lambda buyer=buyer: buyer.counter(1)):
                data, at = asked(), desk(text, epoch)
                buyer.hear(data, answer(receive(data, at), at, SqlLedger(connection), at_ms=NOON_MS))
        return list(unfair(read_answers(connection).answers))


def test_a_key_that_is_favoured_is_reported_with_both_threads() -> None:
    found = findings(("plain", POLICY, 1), ("friend", GENEROUS, 1))
    assert [one.kind for one in found] == ["differs", "unequal"]
    assert len(set(found[1].threads)) == 2
    assert found[0].threads[0] in found[1].threads
    assert found[1].threads[0] in found[1].words()


def test_a_policy_kept_for_a_friend_is_reported_though_every_answer_follows_from_one() -> None:
    found = findings(("plain", POLICY, 1), ("friend", GENEROUS, 2), ("plain again", POLICY, 1))
    assert {one.kind for one in found} == {"old-policy"}


def test_a_policy_that_was_changed_for_everybody_is_fair() -> None:
    assert findings(("before", POLICY, 1), ("after", GENEROUS, 2), ("later", GENEROUS, 2)) == []


def test_an_epoch_begins_when_the_policy_changes_and_not_at_every_start() -> None:
    with ledger_with(replace(desk(POLICY, 0))) as connection:
        numbers = [begin_epoch(connection, text) for text in (POLICY, POLICY, GENEROUS, POLICY)]
    assert numbers == [1, 1, 2, 3]
