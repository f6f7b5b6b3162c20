"""Changes of the policy's file: checked again when they are applied, and logged with it or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from brand_agent.chain import BrokenLogError, LogEntry
from brand_agent.edge.goal_changes import apply_proposal, revert_change
from brand_agent.edge.goal_log import append_entry, read_log
from brand_agent.edge.tables import METADATA
from brand_agent.goals.book import facts_of, in_force
from brand_agent.goals.bounds import Signed
from brand_agent.goals.edits import Edit
from brand_agent.goals.errors import (
    ChangedSinceError,
    NotSignedError,
    OutsideLimitsError,
    OutsideMandateError,
)
from brand_agent.goals.proposal import Effect, Proposal, Reason, propose_edit
from brand_agent.goals.reading import read_goal
from foundation.database import Database
from tests.brand_agent.goals.test_bounds import NOON_MS, OFFER, TEXT

WORDS = "20 % more revenue by March, never give more than 12 % discount"


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


def sign(connection: Connection) -> int:
    facts = facts_of(read_goal(WORDS, date(2026, 11, 23)), (), {}, date(2026, 11, 23))
    number = append_entry(connection, "set", "", facts, at_ms=NOON_MS).number
    append_entry(connection, "approved", "Ada", {"goal": number}, at_ms=NOON_MS)
    return number


def proposal(goal: int, discount: str = "0.05") -> Proposal:
    edit = Edit("promotion", OFFER | {"discount": discount})
    return propose_edit(TEXT, edit, Signed(), goal=goal, reason=Reason(""), effect=Effect(""))


def applied(file: Path, one: Proposal, by: str | None, connection: Connection) -> LogEntry:
    return apply_proposal(connection, file, one, by, at_ms=NOON_MS)


async def test_a_proposal_made_for_looser_limits_is_not_applied(store: Database, file: Path) -> None:
    goal = await store.write(sign)
    forged = proposal(goal, "0.14")  # within brand.toml, above what Ada signed
    for by in ("Ada", None):
        with pytest.raises(OutsideLimitsError, match="above the signed"):
            await store.write(partial(applied, file, forged, by))
    assert file.read_text() == TEXT
    assert len(await store.read(read_log)) == 2


async def test_nothing_acts_before_a_signature_or_without_a_name(store: Database, file: Path) -> None:
    for goal, by in ((0, None), (1, "Ada"), (0, " ")):
        with pytest.raises(NotSignedError):
            await store.write(partial(applied, file, proposal(goal), by))
    assert file.read_text() == TEXT


async def test_a_file_that_was_edited_meanwhile_stays_and_nothing_is_logged(
    store: Database, file: Path
) -> None:
    goal = await store.write(sign)
    file.write_text(TEXT + "# mine\n")
    with pytest.raises(ChangedSinceError):
        await store.write(lambda one: apply_proposal(one, file, proposal(goal), "Ada", at_ms=NOON_MS))
    assert file.read_text() == TEXT + "# mine\n"
    assert len(await store.read(read_log)) == 2


async def test_small_steps_under_a_mandate_are_one_step(store: Database, file: Path) -> None:
    goal = await store.write(sign)

    def step(value: str) -> Proposal:
        edit = Edit("play", {"max_discount": f'"{value}"'})
        return propose_edit(file.read_text(), edit, Signed(), goal=goal, reason=Reason(""), effect=Effect(""))

    first = step("0.14")
    await store.write(lambda one: apply_proposal(one, file, first, None, at_ms=NOON_MS))
    second = step("0.13")
    await store.write(lambda one: apply_proposal(one, file, second, None, at_ms=NOON_MS))
    third = step("0.12")
    with pytest.raises(OutsideMandateError, match="in all"):
        await store.write(lambda one: apply_proposal(one, file, third, None, at_ms=NOON_MS))
    await store.write(lambda one: apply_proposal(one, file, third, "Ada", at_ms=NOON_MS))
    with pytest.raises(ChangedSinceError):
        await store.write(lambda one: revert_change(one, file, second.id, "Ada", at_ms=NOON_MS))
    await store.write(lambda one: revert_change(one, file, third.id, "Ada", at_ms=NOON_MS))
    assert 'max_discount = "0.13"' in file.read_text()
    log = await store.read(read_log)
    assert [one.who for one in log[2:]] == ["mandate of Ada", "mandate of Ada", "Ada", "Ada"]
    assert in_force(log) is not None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE brand_goal_log SET who = 'Eve' WHERE number = 2",
        "DELETE FROM brand_goal_log WHERE number = 1",
        "UPDATE brand_goal_log SET at_ms = at_ms + 1 WHERE number = 1",
    ],
)
async def test_an_entry_that_was_changed_stops_everything(store: Database, file: Path, change: str) -> None:
    goal = await store.write(sign)
    await store.write(lambda connection: connection.execute(text(change)))
    with pytest.raises(BrokenLogError):
        await store.write(lambda one: apply_proposal(one, file, proposal(goal), "Ada", at_ms=NOON_MS))
