"""Two brands that lay their messages side by side find no key, id or signed bytes in common."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from consumer_twin import Nobody, Twin, pursue, seeded_ids, thread_key
from consumer_twin.edge.talks import BrandTalks
from consumer_twin.keys import known_key
from protocol import decode
from protocol.relation import Introduce, Letter, request
from tests.consumer_twin.town import BASE_MS, SEED, Brand, Town
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
    opened = {one.hash: one.sender for one in alpha.heard if one.type == "open"}
    assert len(opened) == len(set(opened.values())) == 6, "two lines and both together, twice"


class KnownEverywhere:
    """Somebody whom every brand knows."""

    async def step(self, brand: str) -> int | None:
        return 0


def known_everywhere(brands: Town) -> Twin:
    """A twin that every brand knows."""
    twin = twin_of(brands)
    assert isinstance(twin.talks, BrandTalks)
    return replace(twin, talks=replace(twin.talks, rungs=KnownEverywhere()))


async def test_two_brands_that_both_know_the_person_share_nothing_either() -> None:
    alpha, beta = Brand("alpha"), Brand("beta", list_minor=9_900)
    await pursue(wish_for("wireless router; netgear router"), Nobody(), known_everywhere(Town([alpha, beta])))
    keys = [{one.sender for one in brand.heard} for brand in (alpha, beta)]
    assert [len(one) for one in keys] == [1, 1], "with each brand one key, for all threads"
    assert keys[0] != keys[1]
    assert telling(alpha) & telling(beta) == set()
    assert {one.data for one in alpha.heard} & {one.data for one in beta.heard} == set()


async def test_introductions_to_two_brands_share_nothing() -> None:
    asked = [introduction(brand) for brand in ("did:web:alpha.example", "did:web:beta.example")]
    terms = {"dailyme/2026-12-01", "introduce", "held", "sd-base"}
    assert strings(asked[0].value) & strings(asked[1].value) - terms <= times(asked[0])


def introduction(brand: str) -> Letter:
    """What a brand gets from whom introduces a key to it."""
    body = Introduce(benefit="held", personal_terms="sd-base")
    id = seeded_ids(SEED)(f"letter/{brand}/introduce")
    key = known_key(SEED, brand, 0)
    return request(body, key, to=brand, id=id, created_ms=BASE_MS, expires_ms=BASE_MS + 1000)


def times(letter: Letter) -> set[str]:
    """The times of *letter*."""
    return {str(letter.value[name]) for name in ("created", "expires")}


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
