"""Two brands that lay their messages side by side find no key, id or signed bytes in common."""

from __future__ import annotations

from typing import Any

from consumer_twin import Nobody, pursue, thread_key
from protocol import decode
from tests.consumer_twin.town import Brand, Town
from tests.consumer_twin.twins import twin_of, wish_for

PUBLIC = ("2026-12-01T", "dailyme/2026")


def strings(value: Any) -> set[str]:
    """Every string inside *value*."""
    if isinstance(value, dict):
        return set().union(*map(strings, value.values())) if value else set()
    if isinstance(value, list | tuple):
        return set().union(*map(strings, value)) if value else set()
    return {value} if isinstance(value, str) else set()


def telling(brand: Brand) -> set[str]:
    """The strings of 16 characters and more that *brand* was sent, but for times and its own offers."""
    sent = set().union(*(strings(message.value) for message in brand.heard))
    own = [decode(data) for data in brand.answers.values()]
    offered = set().union(*(strings(value["body"]) for value in own if value["type"] == "offer"))
    return {text for text in sent - offered if len(text) >= 16 and not text.startswith(PUBLIC)}


async def test_two_brands_share_no_key_no_id_and_no_signed_bytes() -> None:
    alpha, beta = Brand("alpha"), Brand("beta", list_minor=9_900)
    await pursue(wish_for("wireless router; netgear router"), Nobody(), twin_of(Town([alpha, beta])))
    assert len(alpha.heard) > 6
    assert telling(alpha) & telling(beta) == set()
    assert {one.sender for one in alpha.heard} & {one.sender for one in beta.heard} == set()
    assert {one.data for one in alpha.heard} & {one.data for one in beta.heard} == set()


async def test_every_thread_has_a_key_of_its_own_with_one_brand_too() -> None:
    alpha = Brand("alpha")
    twin = twin_of(Town([alpha]))
    for _ in range(2):
        await pursue(wish_for("wireless router; netgear router"), Nobody(), twin)
    opened = [one.sender for one in alpha.heard if one.type == "open"]
    assert len(opened) == len(set(opened)) == 4


async def test_no_message_has_a_word_of_the_wish() -> None:
    alpha = Brand("alpha")
    await pursue(wish_for("wireless router for my secret lair"), Nobody(), twin_of(Town([alpha])))
    assert alpha.heard
    assert not any(b"lair" in one.data or b"wireless" in one.data for one in alpha.heard)


def test_a_key_comes_from_seed_and_nonce_and_from_nothing_less() -> None:
    one = thread_key(b"s" * 32, b"n" * 32)
    assert one.did == thread_key(b"s" * 32, b"n" * 32).did
    assert one.did != thread_key(b"s" * 32, b"m" * 32).did
    assert one.did != thread_key(b"t" * 32, b"n" * 32).did
