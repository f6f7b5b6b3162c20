"""Consent, end to end in memory: the ledger on one side, the register on the other, and what is journaled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from consumer_twin.edge.consents import NoSuchGrantError
from consumer_twin.edge.letters import Sent
from consumer_twin.memory import Lesson
from consumer_twin.relation.ledger import claims
from consumer_twin.relation.who import Guest
from protocol.relation import (
    BadValueError,
    Disclose,
    ExpiredGrantError,
    RevokedGrantError,
    WrongReceiptError,
    answer_to,
    check_answer,
)
from tests.brand_agent.shop import DID, KEY
from tests.consumer_twin.relation.home import DAY_MS, MAIL, ME, Home, home


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Home]:
    async with home(tmp_path) as opened:
        yield opened


async def test_the_ledger_says_who_has_what_for_what_until_when_with_proof(here: Home) -> None:
    grant = await here.grant(("email", MAIL), ("phone", "+14155550100"), purposes=("service", "fulfilment"))
    (held,), told = await here.consents.ledger()
    assert (held.brand, held.grant, held.state) == (DID, grant, "live")
    assert (held.fields, held.purposes) == (("email", "phone"), ("service", "fulfilment"))
    assert held.until_ms - held.since_ms == 30 * DAY_MS
    sent = await here.relate.letters.sent(grant)
    assert sent is not None and sent.answer is not None
    assert (held.receipt, told) == (sent.answer.hash, ())


async def test_the_last_use_is_what_the_sketch_said(here: Home) -> None:
    await here.grant()
    await here.use()
    (before,), _ = await here.consents.ledger()
    await here.sketches.fetch(DID, ME)
    (after,), _ = await here.consents.ledger()
    assert (before.last_used_ms, after.last_used_ms) == (None, here.shop.clock.at_ms)
    assert after.used == ("service",)
    await here.consents.ledger()
    assert [kind for kind, _ in await here.lessons()] == ["consented", "sketch-fetched", "used"]


async def test_a_revocation_takes_effect_at_once_on_both_sides(here: Home) -> None:
    grant = await here.grant()
    await here.consents.revoke(grant)
    with pytest.raises(RevokedGrantError):
        await here.use()
    (held,), _ = await here.consents.ledger()
    assert (held.state, held.gone) == ("revoked", frozenset({"email"}))
    assert ("revoked", {"brand": DID, "grant": grant}) in await here.lessons()


async def test_what_has_ended_is_remembered_once(here: Home) -> None:
    grant = await here.grant(days=1)
    here.shop.clock.at_ms += DAY_MS
    with pytest.raises(ExpiredGrantError):
        await here.use()
    for _ in range(2):
        (held,), _ = await here.consents.ledger()
        assert held.state == "expired"
    assert [one for one in await here.lessons() if one[0] == "expired"] == [
        ("expired", {"brand": DID, "grant": grant})
    ]


async def test_nothing_is_sent_that_is_no_value_of_its_field(here: Home) -> None:
    with pytest.raises(BadValueError):
        await here.grant(("email", "nobody"))
    assert here.lines == []


async def test_a_grant_that_was_not_made_is_not_revoked(here: Home) -> None:
    with pytest.raises(NoSuchGrantError):
        await here.consents.revoke("A" * 43)


async def test_a_grant_in_doubt_is_settled_before_it_is_revoked(here: Home) -> None:
    """The brand keeps the grant and its answer is lost: the twin gets it by sending the same bytes again."""
    grant = await here.grant()
    sent = await here.relate.letters.sent(grant)
    assert sent is not None
    lost = Sent(sent.brand, Guest(b"1" * 32), sent.at_ms, sent.letter, None, sent.values)
    asked = [line for line in here.lines if line.direction == "sent"]
    settled = await here.relate.settle(lost)
    assert settled.answer is not None and sent.answer is not None
    assert settled.answer.data == sent.answer.data
    assert len(asked) < len([line for line in here.lines if line.direction == "sent"])


async def test_a_forged_receipt_is_refused(here: Home) -> None:
    grant = await here.grant()
    sent = await here.relate.letters.sent(grant)
    assert sent is not None and sent.answer is not None
    asked, receipt = sent.letter, sent.answer.body
    for lie in ({"purposes": ("service", "marketing")}, {"fields": ("email", "name")}, {"grant": "A" * 43}):
        forged = answer_to(
            asked,
            receipt.model_copy(update=lie),
            KEY,
            id=sent.answer.envelope.id,
            created_ms=sent.at_ms,
            expires_ms=sent.at_ms + 1000,
        )
        with pytest.raises(WrongReceiptError):
            check_answer(asked, forged)


async def test_two_grants_of_one_value_share_no_signed_byte_of_it(here: Home) -> None:
    first, second = await here.grant(), await here.grant(who=Guest(b"2" * 32))
    letters = [await here.relate.letters.sent(one) for one in (first, second)]
    bodies = [one.letter.body for one in letters if one is not None]
    assert all(isinstance(body, Disclose) for body in bodies)
    hashes = {one.hash for body in bodies if isinstance(body, Disclose) for one in body.disclosed}
    assert len(hashes) == 2
    assert len({one.letter.sender for one in letters if one is not None}) == 2


def test_what_was_only_claimed_shows_too() -> None:
    facts = {"brand": DID, "promotion": "students", "disclosed": {"student": "true"}}
    (told,) = claims([Lesson(7, "claimed", facts=facts), Lesson(8, "no-deal")])
    assert (told.brand, told.facts, told.at_ms) == (DID, ("student",), 7)
