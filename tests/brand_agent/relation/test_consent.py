"""The register: what is granted is used for that alone, and what is taken back or has ended is gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from brand_agent.problems import ErasedThreadError
from protocol.commitment import StrayValueError
from protocol.relation import (
    BadGrantError,
    BadValueError,
    Erase,
    ExpiredGrantError,
    Leave,
    NotGrantedError,
    PurposeError,
    Receipt,
    RevokedGrantError,
    UnknownGrantError,
    Welcome,
)
from tests.brand_agent.relation.person import DAY_MS, MAIL, Person, on_disk
from tests.brand_agent.shop import POLICY, Shop, open_shop


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path)
    yield opened
    opened.database.close()


@pytest.fixture
def ada(shop: Shop) -> Person:
    return Person(shop)


async def test_a_grant_is_receipted_and_used_for_its_purpose_alone(ada: Person) -> None:
    grant = await ada.disclose(("email", MAIL))
    receipt = ada.heard[-1].body
    assert isinstance(receipt, Receipt)
    assert (receipt.grant, receipt.fields, receipt.purposes) == (grant, ("email",), ("service",))
    assert await ada.use() == MAIL
    with pytest.raises(PurposeError):
        await ada.use(purpose="marketing")
    with pytest.raises(NotGrantedError):
        await ada.use("name")


async def test_every_use_stands_in_the_register(ada: Person) -> None:
    await ada.disclose(("email", MAIL))
    await ada.use()
    with pytest.raises(PurposeError):
        await ada.use(purpose="marketing")
    assert await ada.noted() == [
        ("email", "service", ""),
        ("email", "marketing", "purpose-not-granted"),
    ]


async def test_a_revocation_erases(ada: Person, tmp_path: Path) -> None:
    grant = await ada.disclose(("email", MAIL))
    assert MAIL.encode() in on_disk(tmp_path)
    await ada.revoke(grant)
    assert MAIL.encode() not in on_disk(tmp_path)
    with pytest.raises(RevokedGrantError):
        await ada.use()


async def test_a_replay_does_not_revive(ada: Person, tmp_path: Path) -> None:
    letter, beside = ada.disclosing(("email", MAIL))
    first = await ada.send(letter, beside)
    await ada.revoke(letter.hash)
    assert (await ada.send(letter, beside)).data == first.data
    with pytest.raises(RevokedGrantError):
        await ada.use()
    assert MAIL.encode() not in on_disk(tmp_path)
    await ada.say(Erase())
    with pytest.raises(ErasedThreadError):
        await ada.send(letter, beside)


async def test_another_grant_of_the_same_value_goes_on(ada: Person) -> None:
    first = await ada.disclose(("email", MAIL))
    await ada.disclose(("email", MAIL), purposes=("marketing",))
    await ada.revoke(first)
    assert await ada.use(purpose="marketing") == MAIL
    with pytest.raises(RevokedGrantError):
        await ada.use()


async def test_the_clock_ends_a_grant(ada: Person, tmp_path: Path) -> None:
    await ada.disclose(("email", MAIL), days=30)
    ada.shop.clock.at_ms += 30 * DAY_MS - 1
    assert await ada.use() == MAIL
    ada.shop.clock.at_ms += 1
    with pytest.raises(ExpiredGrantError):
        await ada.use()
    await Person(ada.shop, "somebody else").disclose(("phone", "+14155550100"))
    assert MAIL.encode() not in on_disk(tmp_path)


async def test_nobody_revokes_the_grant_of_another(ada: Person) -> None:
    grant = await ada.disclose(("email", MAIL))
    eve = Person(ada.shop, "eve")
    with pytest.raises(UnknownGrantError):
        await eve.revoke(grant)
    with pytest.raises(UnknownGrantError):
        await eve.revoke("A" * 43)
    assert await ada.use() == MAIL
    assert await eve.refused() == [("revoke", "unknown-grant"), ("revoke", "unknown-grant")]


async def test_bad_grants_change_nothing_and_are_noted(ada: Person, tmp_path: Path) -> None:
    letter, (beside,) = ada.disclosing(("email", MAIL))
    with pytest.raises(StrayValueError):
        await ada.send(letter, (beside.model_copy(update={"value": "eve@example.org"}),))
    with pytest.raises(BadValueError):
        await ada.disclose(("email", "nobody"))
    with pytest.raises(BadGrantError):
        await ada.disclose(("email", MAIL), days=-1)
    assert [code for _, code in await ada.refused()] == ["stray-value", "bad-value", "bad-grant"]
    with pytest.raises(NotGrantedError):
        await ada.use()
    assert MAIL.encode() not in on_disk(tmp_path)


async def test_what_is_not_wanted_gets_a_signed_no_and_is_not_kept(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path, policy=POLICY + '[consent]\nfields = ["phone"]\n')
    ada = Person(shop)
    await ada.disclose(("email", MAIL))
    assert ada.heard[-1].value["body"]["reason"] == "fields"
    assert MAIL.encode() not in on_disk(tmp_path)
    shop.database.close()


async def test_the_law_keeps_what_was_used_to_fulfil_and_nothing_else(tmp_path: Path) -> None:
    policy = POLICY + '[keeping]\nagreement_days = 100\nfields = ["billing-address", "name"]\n'
    shop = await open_shop(tmp_path, policy=policy)
    ada, where = Person(shop), "1 Main St, Springfield"
    grant = await ada.disclose(("billing-address", where), ("name", "Ada"), purposes=("fulfilment",))
    assert await ada.use("billing-address", "fulfilment") == where
    answer = await ada.revoke(grant)
    assert answer.value["body"]["kept"] == ["billing-address"]
    assert where.encode() in on_disk(tmp_path)
    with pytest.raises(RevokedGrantError):
        await ada.use("billing-address", "fulfilment")
    shop.clock.at_ms += 100 * DAY_MS
    await Person(shop, "somebody else").disclose(("phone", "+14155550100"))
    assert where.encode() not in on_disk(tmp_path)
    shop.database.close()


async def test_who_leaves_takes_the_registration_along(ada: Person, tmp_path: Path) -> None:
    await ada.disclose(("email", MAIL), purposes=("registration",))
    await ada.disclose(("phone", "+14155550100"), purposes=("service",))
    answer = await ada.say(Leave(to="known"))
    assert isinstance(answer.body, Welcome)
    assert MAIL.encode() not in on_disk(tmp_path)
    assert await ada.use("phone") == "+14155550100"
    await ada.say(Leave(to="guest"))
    assert b"+14155550100" not in on_disk(tmp_path)


async def test_a_value_that_went_alone_does_not_hide_the_one_of_another_grant(ada: Person) -> None:
    await ada.disclose(("email", MAIL))
    ada.shop.clock.at_ms += 1000
    await ada.disclose(("email", "ada@newer.example"))
    (newer,) = [one.entry.id for one in await ada.sketch() if one.value == "ada@newer.example"]
    await ada.say(Erase(entries=(newer,)))
    assert await ada.use() == MAIL
