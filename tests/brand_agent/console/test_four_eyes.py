"""Changes of the limits take two people, on the console and on the command line's way to the same file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from brand_agent import read_policy
from brand_agent.console.errors import FourEyesError, NotAllowedError, StaleChangeError, UnknownChangeError
from brand_agent.console.four_eyes import Change, guarded
from brand_agent.console.people import Person
from brand_agent.console.roles import Role
from brand_agent.edge.console.changes import (
    approve_change,
    decided_changes,
    decline_change,
    open_changes,
    policy_effect,
    propose_change,
    withdraw_change,
)
from brand_agent.edge.console.people import add_person, owner, rename, say_alone
from brand_agent.edge.console.record import read_record
from brand_agent.edge.goal_changes import apply_proposal, decline_proposal, declined, revert_change
from brand_agent.edge.goal_log import append_entry, read_log
from brand_agent.edge.lessons import record_change
from brand_agent.edge.steward import Steward
from brand_agent.edge.tables import METADATA
from brand_agent.goals.book import facts_of
from brand_agent.goals.bounds import Signed
from brand_agent.goals.edits import Edit
from brand_agent.goals.proposal import Effect, Proposal, Reason, propose_edit
from brand_agent.goals.reading import read_goal
from brand_agent.policy_edit import with_guardrails
from foundation.database import Database
from tests.brand_agent.goals.test_bounds import NOON_MS, TEXT

TODAY = date(2026, 11, 22)
LOWER = with_guardrails(TEXT, {"floor_margin": '"0.02"'})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    found = Database(f"sqlite:///{tmp_path}/brand.db")
    found.create(METADATA)
    yield found
    found.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "brand.toml").write_text(TEXT)
    return tmp_path / "brand.toml"


async def person(store: Database, name: str, role: Role) -> Person:
    def add(one: Connection) -> Person:
        return add_person(one, name, role, None, by="Owner", at_ms=NOON_MS)

    return await store.write(add)


async def proposed(store: Database, who: Person, after: str = LOWER) -> Change:
    def work(one: Connection) -> Change:
        return propose_change(
            one,
            who,
            "policy",
            title="a lower floor",
            why="to sell more",
            before=TEXT,
            after=after,
            at_ms=NOON_MS,
        )

    return await store.write(work)


async def approve(store: Database, who: Person, number: int, file: Path) -> Change:
    effect = policy_effect(file)
    return await store.write(lambda one: approve_change(one, who, number, effect, "fine", at_ms=NOON_MS))


async def test_a_change_takes_effect_when_somebody_else_approves_it(store: Database, file: Path) -> None:
    ada, bob = await person(store, "Ada", Role.APPROVER), await person(store, "Bob", Role.APPROVER)
    one = await proposed(store, ada)
    assert file.read_text() == TEXT
    with pytest.raises(FourEyesError):
        await approve(store, ada, one.number, file)
    assert file.read_text() == TEXT
    done = await approve(store, bob, one.number, file)
    assert (done.state, done.by, done.decided_by) == ("approved", "Ada", "Bob")
    assert file.read_text() == LOWER
    with pytest.raises(UnknownChangeError):  # a second click
        await approve(store, bob, one.number, file)
    last = (await store.read(read_record))[-1]
    assert (last.kind, last.who, last.facts["proposed_by"]) == ("approved", "Bob", "Ada")
    assert '+floor_margin = "0.02"' in last.facts["diff"]


async def test_another_name_is_no_second_person(store: Database, file: Path) -> None:
    ada = await person(store, "Ada", Role.ADMIN)
    await person(store, "Bob", Role.VIEWER)
    one = await proposed(store, ada)
    renamed = await store.write(lambda two: rename(two, ada, "Grace", at_ms=NOON_MS))
    with pytest.raises(FourEyesError):
        await approve(store, renamed, one.number, file)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MARKETER])
async def test_who_is_no_approver_decides_nothing(store: Database, file: Path, role: Role) -> None:
    ada, eve = await person(store, "Ada", Role.MARKETER), await person(store, "Eve", role)
    one = await proposed(store, ada)
    with pytest.raises(NotAllowedError):
        await approve(store, eve, one.number, file)
    with pytest.raises(NotAllowedError):
        await store.write(lambda two: decline_change(two, eve, one.number, "no", at_ms=NOON_MS))
    with pytest.raises(FourEyesError):
        await store.write(lambda two: withdraw_change(two, eve, one.number, at_ms=NOON_MS))


async def test_a_viewer_proposes_nothing(store: Database) -> None:
    eve = await person(store, "Eve", Role.VIEWER)
    with pytest.raises(NotAllowedError):
        await proposed(store, eve)


async def test_a_change_of_what_is_not_so_any_more_is_refused_and_stays_open(
    store: Database, file: Path
) -> None:
    ada, bob = await person(store, "Ada", Role.MARKETER), await person(store, "Bob", Role.ADMIN)
    one = await proposed(store, ada)
    file.write_text(TEXT + "# edited by hand\n")
    with pytest.raises(StaleChangeError):
        await approve(store, bob, one.number, file)
    assert [two.number for two in await store.read(open_changes)] == [one.number]
    assert file.read_text().endswith("# edited by hand\n")
    await store.write(lambda two: decline_change(two, bob, one.number, "too late", at_ms=NOON_MS))
    assert [two.said for two in await store.read(lambda two: decided_changes(two, 9))] == ["too late"]


async def test_two_who_approve_at_once_change_it_once(store: Database, file: Path) -> None:
    ada = await person(store, "Ada", Role.MARKETER)
    two = [await person(store, name, Role.APPROVER) for name in ("Bob", "Cleo")]
    one = await proposed(store, ada)
    found = await asyncio.gather(
        *(approve(store, who, one.number, file) for who in two), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in found) == ["Change", "UnknownChangeError"]


async def test_one_person_who_says_so_decides_alone_until_somebody_joins(store: Database, file: Path) -> None:
    admin = await store.write(lambda one: owner(one, at_ms=NOON_MS))
    one = await proposed(store, admin)
    with pytest.raises(FourEyesError):
        await approve(store, admin, one.number, file)
    await store.write(lambda two: say_alone(two, admin, True, at_ms=NOON_MS))
    assert (await approve(store, admin, one.number, file)).state == "approved"
    await person(store, "Bob", Role.VIEWER)
    file.write_text(TEXT)
    again = await proposed(store, admin)
    with pytest.raises(FourEyesError):
        await approve(store, admin, again.number, file)
    kinds = [two.kind for two in await store.read(read_record)]
    assert kinds.count("alone") == kinds.count("not-alone") == 1


def proposal(kind: str, members: dict[str, str]) -> Proposal:
    edit, reason = Edit(kind, members), Reason("so")  # type: ignore[arg-type]
    return propose_edit(TEXT, edit, Signed(), goal=0, reason=reason, effect=Effect("not known"))


async def test_what_the_co_marketer_proposes_for_the_limits_takes_two_as_well(
    store: Database, file: Path
) -> None:
    deeper = proposal("play", {"max_discount": '"0.16"'})
    await person(store, "Ada", Role.ADMIN)
    await person(store, "Bob", Role.ADMIN)
    with pytest.raises(FourEyesError):
        await store.write(lambda one: apply_proposal(one, file, deeper, "Ada", at_ms=NOON_MS))
    assert file.read_text() == TEXT
    await store.write(lambda one: apply_proposal(one, file, deeper, "Ada", second="Bob", at_ms=NOON_MS))
    assert file.read_text() == deeper.after
    with pytest.raises(FourEyesError):
        await store.write(lambda one: revert_change(one, file, deeper.id, "Ada", at_ms=NOON_MS))
    await store.write(lambda one: revert_change(one, file, deeper.id, "Ada", second="Bob", at_ms=NOON_MS))
    assert file.read_text() == TEXT


async def test_what_the_threads_taught_takes_two_as_well(store: Database) -> None:
    await person(store, "Ada", Role.ADMIN)
    with pytest.raises(FourEyesError):
        await store.write(lambda one: record_change(one, TEXT, LOWER, at_ms=NOON_MS))


async def test_a_paused_agent_goes_on_by_one_word_only_where_one_runs_the_shop(store: Database) -> None:
    steward = Steward(store)
    await steward.pause("Ada", "a look", at_ms=NOON_MS)
    admin = await store.write(lambda one: owner(one, at_ms=NOON_MS))
    with pytest.raises(FourEyesError):
        await steward.resume("Owner", "looked", at_ms=NOON_MS)
    assert (await steward.standing()).is_paused
    await store.write(lambda one: say_alone(one, admin, True, at_ms=NOON_MS))
    assert await steward.resume("Owner", "looked", at_ms=NOON_MS)


async def test_where_nobody_has_an_account_the_file_is_its_owners(store: Database, file: Path) -> None:
    deeper = proposal("play", {"max_discount": '"0.16"'})
    await store.write(lambda one: apply_proposal(one, file, deeper, "Ada", at_ms=NOON_MS))
    assert file.read_text() == deeper.after


async def test_what_was_declined_says_who_and_why(store: Database) -> None:
    deeper = proposal("play", {"max_discount": '"0.16"'})
    reading = read_goal("10 % more revenue by March", TODAY)
    facts = facts_of(reading, (), {}, TODAY)
    await store.write(lambda one: append_entry(one, "set", "", facts, at_ms=NOON_MS))
    await store.write(lambda one: decline_proposal(one, deeper, "Ada", "not before Easter", at_ms=NOON_MS))
    log = await store.read(read_log)
    assert declined(log) == {deeper.id}
    assert (log[-1].who, log[-1].facts["because"]) == ("Ada", "not before Easter")


def test_every_limit_and_the_mandate_are_guarded() -> None:
    before = read_policy(TEXT)
    assert guarded(before, read_policy(LOWER)) == ("guardrails.floor_margin",)
    mandate = TEXT.replace('kinds = ["play", "promotion"]', 'kinds = ["age"]').replace('"Ada"', '"Eve"')
    assert guarded(before, read_policy(mandate)) == ("mandate.kinds", "mandate.by")
    assert guarded(before, before) == ()
