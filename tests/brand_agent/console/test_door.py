"""The door of a brand's console: accounts, passwords, invitations, sessions, and what the record says."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from brand_agent.chain import BrokenLogError
from brand_agent.console.errors import (
    BadInvitationError,
    BadNameError,
    NameTakenError,
    NotAllowedError,
    OwnerStaysError,
    TooManyTriesError,
    UnknownPersonError,
    UnknownSessionError,
    WeakPasswordError,
    WrongPasswordError,
)
from brand_agent.console.passwords import password_of
from brand_agent.console.people import Person, name_of
from brand_agent.console.roles import Role
from brand_agent.console.sessions import ABSOLUTE_MS, IDLE_MS, INVITATION_MS
from brand_agent.console.throttle import FREE
from brand_agent.edge.console.door import (
    end_session,
    find_session,
    invite,
    join,
    log_in,
    read_invitations,
    read_sessions,
    touch_session,
    withdraw_invitation,
)
from brand_agent.edge.console.people import owner, read_people, remove_person, rename, set_role
from brand_agent.edge.console.record import read_record
from brand_agent.edge.tables import METADATA
from foundation.database import Database

NOON_MS = 1_795_348_800_000
PASSWORD = "four words not together"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    found = Database(f"sqlite:///{tmp_path}/brand.db")
    found.create(METADATA)
    yield found
    found.close()


async def owner_of(store: Database) -> Person:
    return await store.write(lambda one: owner(one, at_ms=NOON_MS))


async def joined(store: Database, name: str, role: Role) -> str:
    who = await owner_of(store)
    link = await store.write(lambda one: invite(one, who, role, at_ms=NOON_MS))
    return await join(store, link, name, PASSWORD, "a browser", at_ms=NOON_MS)


async def whose(store: Database, token: str, at_ms: int = NOON_MS) -> str | None:
    found = await store.read(lambda one: find_session(one, token, at_ms=at_ms))
    return None if found is None else found[1].name


async def test_an_invitation_makes_one_account_with_its_role(store: Database) -> None:
    who = await owner_of(store)
    link = await store.write(lambda one: invite(one, who, Role.APPROVER, at_ms=NOON_MS))
    token = await join(store, link, "Grace  Hopper", PASSWORD, "Firefox", at_ms=NOON_MS)
    assert await whose(store, token) == "Grace Hopper"
    people = await store.read(read_people)
    assert [(one.name, one.role) for one in people] == [
        ("Owner", Role.ADMIN),
        ("Grace Hopper", Role.APPROVER),
    ]
    with pytest.raises(BadInvitationError):
        await join(store, link, "Somebody", PASSWORD, "", at_ms=NOON_MS)
    assert len(await store.read(read_people)) == 2


async def test_an_invitation_is_over_or_taken_back(store: Database) -> None:
    who = await owner_of(store)
    late, gone = [
        await store.write(lambda one: invite(one, who, Role.VIEWER, at_ms=NOON_MS)) for _ in range(2)
    ]
    with pytest.raises(BadInvitationError):
        await join(store, late, "Late", PASSWORD, "", at_ms=NOON_MS + INVITATION_MS)
    number = (await store.read(lambda one: read_invitations(one, at_ms=NOON_MS)))[1].number
    await store.write(lambda one: withdraw_invitation(one, who, number, at_ms=NOON_MS))
    with pytest.raises(BadInvitationError):
        await join(store, gone, "Gone", PASSWORD, "", at_ms=NOON_MS)


async def test_two_who_use_one_invitation_at_once_make_one_account(store: Database) -> None:
    who = await owner_of(store)
    link = await store.write(lambda one: invite(one, who, Role.ADMIN, at_ms=NOON_MS))
    tries = [join(store, link, name, PASSWORD, "", at_ms=NOON_MS) for name in ("One", "Two")]
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["BadInvitationError", "str"]


async def test_a_name_is_one_persons_even_after_they_left(store: Database) -> None:
    await joined(store, "Ada Lovelace", Role.VIEWER)
    with pytest.raises(NameTakenError):
        await joined(store, "ada lovelace", Role.VIEWER)
    who = await owner_of(store)
    await store.write(lambda one: remove_person(one, who, "Ada Lovelace", at_ms=NOON_MS))
    with pytest.raises(NameTakenError):
        await joined(store, "Ada Lovelace", Role.ADMIN)


async def test_a_password_lets_in_and_a_wrong_one_does_not(store: Database) -> None:
    await joined(store, "Ada", Role.MARKETER)
    token = await log_in(store, "ADA", PASSWORD, "", at_ms=NOON_MS)
    assert await whose(store, token) == "Ada"
    for name, password in (("Ada", "another password"), ("Nobody", PASSWORD), ("Owner", ""), ("", "")):
        with pytest.raises(WrongPasswordError):
            await log_in(store, name, password, "", at_ms=NOON_MS)


async def test_who_guesses_waits_whether_the_name_is_known_or_not(store: Database) -> None:
    await joined(store, "Ada", Role.MARKETER)
    for name in ("Ada", "Nobody"):
        tries = [log_in(store, name, "a wrong password", "", at_ms=NOON_MS) for _ in range(FREE + 3)]
        found = await asyncio.gather(*tries, return_exceptions=True)
        kinds = [type(one) for one in found]
        assert (kinds.count(WrongPasswordError), kinds.count(TooManyTriesError)) == (FREE, 3)
    with pytest.raises(TooManyTriesError):  # not even the right one
        await log_in(store, "Ada", PASSWORD, "", at_ms=NOON_MS + 29_000)
    assert await log_in(store, "Ada", PASSWORD, "", at_ms=NOON_MS + 30_000)


async def test_a_session_ends_when_idle_at_last_and_when_it_is_ended(store: Database) -> None:
    token = await joined(store, "Ada", Role.VIEWER)
    assert await whose(store, token, NOON_MS + IDLE_MS - 1) == "Ada"
    assert await whose(store, token, NOON_MS + IDLE_MS) is None
    found = await store.read(lambda one: find_session(one, token, at_ms=NOON_MS))
    assert found is not None
    session, ada = found
    await store.write(lambda one: touch_session(one, session.number, at_ms=NOON_MS + ABSOLUTE_MS - 1))
    assert await whose(store, token, NOON_MS + ABSOLUTE_MS - 1) == "Ada"
    assert await whose(store, token, NOON_MS + ABSOLUTE_MS) is None
    await store.write(lambda one: end_session(one, ada, session.number, at_ms=NOON_MS))
    assert await whose(store, token) is None
    assert await store.read(lambda one: read_sessions(one, at_ms=NOON_MS)) == ()


async def test_only_an_admin_ends_the_session_of_somebody_else(store: Database) -> None:
    await joined(store, "Ada", Role.VIEWER)
    await joined(store, "Bob", Role.APPROVER)
    (_, bob), (hers, ada) = sorted(
        await store.read(lambda one: read_sessions(one, at_ms=NOON_MS)), key=lambda one: one[1].name != "Bob"
    )
    with pytest.raises(UnknownSessionError):
        await store.write(lambda one: end_session(one, bob, hers.number, at_ms=NOON_MS))
    admin = await owner_of(store)
    await store.write(lambda one: end_session(one, admin, hers.number, at_ms=NOON_MS))
    assert ada.name == "Ada"


async def test_who_is_removed_is_out_at_once(store: Database) -> None:
    token = await joined(store, "Ada", Role.ADMIN)
    who = await owner_of(store)
    await store.write(lambda one: remove_person(one, who, "Ada", at_ms=NOON_MS))
    assert await whose(store, token) is None
    with pytest.raises(WrongPasswordError):
        await log_in(store, "Ada", PASSWORD, "", at_ms=NOON_MS)


async def test_only_an_admin_says_who_is_who_and_the_owner_stays(store: Database) -> None:
    await joined(store, "Ada", Role.APPROVER)
    admin = await owner_of(store)
    ada = (await store.read(read_people))[1]
    for work in (
        lambda one: set_role(one, ada, "Ada", Role.ADMIN, at_ms=NOON_MS),
        lambda one: remove_person(one, ada, "Owner", at_ms=NOON_MS),
        lambda one: invite(one, ada, Role.ADMIN, at_ms=NOON_MS),
        lambda one: withdraw_invitation(one, ada, 1, at_ms=NOON_MS),
    ):
        with pytest.raises(NotAllowedError):
            await store.write(work)
    with pytest.raises(OwnerStaysError):
        await store.write(lambda one: set_role(one, admin, "owner", Role.VIEWER, at_ms=NOON_MS))
    with pytest.raises(UnknownPersonError):
        await store.write(lambda one: set_role(one, admin, "Eve", Role.VIEWER, at_ms=NOON_MS))
    changed = await store.write(lambda one: set_role(one, admin, "Ada", Role.VIEWER, at_ms=NOON_MS))
    assert changed.role is Role.VIEWER


async def test_no_token_and_no_password_stands_in_the_store(store: Database, tmp_path: Path) -> None:
    token = await joined(store, "Ada", Role.VIEWER)
    await store.scrub()
    kept = (tmp_path / "brand.db").read_bytes()
    assert b"Ada" in kept
    assert b"$argon2id$" in kept
    assert token.encode() not in kept
    assert PASSWORD.encode() not in kept


async def test_the_record_says_who_did_what_and_shows_when_it_was_edited(store: Database) -> None:
    await joined(store, "Ada", Role.VIEWER)
    who = await owner_of(store)
    await store.write(lambda one: set_role(one, who, "Ada", Role.APPROVER, at_ms=NOON_MS))
    await store.write(lambda one: rename(one, who, "Grace", at_ms=NOON_MS))
    log = await store.read(read_record)
    assert [(one.kind, one.who) for one in log] == [
        ("joined", "Owner"), ("invited", "Owner"), ("joined", "Ada"), ("entered", "Ada"),
        ("role", "Owner"), ("renamed", "Grace"),
    ]  # fmt: skip
    assert log[4].facts == {"name": "Ada", "before": "viewer", "after": "approver"}
    forged = text("UPDATE brand_console_record SET data = replace(data, 'approver', 'admin')")
    await store.write(lambda one: one.execute(forged).rowcount)
    with pytest.raises(BrokenLogError):
        await store.read(read_record)


@pytest.mark.parametrize(
    "name", ["", " ", "a" * 61, "two\nlines\u0000", "right\u202eleft", "...", "\u200b", "tag\U000e0041"]
)
def test_a_name_that_misleads_is_refused(name: str) -> None:
    with pytest.raises(BadNameError):
        name_of(name)


@pytest.mark.parametrize(
    "password",
    ["", "short", "a" * 40, "abcabcabcabc", "abcdefghijklm", "qwertyuiop[]asdf", "012345678901",
     "Ada Lovelace 1", "password1234", "x y" * 100],
)  # fmt: skip
def test_a_password_that_is_soon_guessed_is_refused(password: str) -> None:
    with pytest.raises(WeakPasswordError):
        password_of(password, name="Ada Lovelace")


@pytest.mark.parametrize(
    "password", [PASSWORD, "Zwölf gute Gründe", "7#kQ!v9-Lm2$", "🦊🐻🐼🐨🐯 in the yard"]
)
def test_a_long_password_is_taken_in_any_script(password: str) -> None:
    assert password_of(password, name="Ada Lovelace") == password
