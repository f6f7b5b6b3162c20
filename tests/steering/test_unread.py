"""Ranking and haggling read no words of sellers: they do as well with words that break who reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NoReturn, get_type_hints

import pytest

from consumer_twin import Nobody, Twin, pursue
from consumer_twin.match import Find
from consumer_twin.negotiate import public_facts
from consumer_twin.ports import Talks
from consumer_twin.ranking import rank
from consumer_twin.records import WishRecord
from consumer_twin.taste import Experience
from negotiation import Package, PublicFacts, Standing
from protocol import Offer
from tests.consumer_twin.town import Brand, Town, logical_clock, page_shelf
from tests.consumer_twin.twins import twin_of, wish_for


class ReadError(Exception):
    """Somebody read a seller's words."""


def _told(*arguments: object) -> NoReturn:
    raise ReadError


class Unreadable(str):
    """Words that nobody can look at: not compare, search, split, print, nor ask how long they are."""

    __slots__ = ()
    __eq__ = __ne__ = __lt__ = __gt__ = __hash__ = __contains__ = __iter__ = __len__ = _told
    __getitem__ = __add__ = __format__ = __str__ = __repr__ = __mod__ = _told
    lower = casefold = split = find = startswith = encode = strip = replace = join = _told  # type: ignore[assignment]


@dataclass
class Overheard:
    """The talks of a twin, and what they came to."""

    talks: Talks
    bargains: Sequence[Any] = ()
    record: WishRecord | None = None

    async def negotiate(self, record: WishRecord, finds: Sequence[Sequence[Find]]) -> Any:
        self.record = record
        self.bargains = await self.talks.negotiate(record, finds)
        return self.bargains

    async def close(self, wish: int, lines: frozenset[int]) -> None:
        await self.talks.close(wish, lines)


def unread(offer: Offer) -> Offer:
    """*offer* with a title that nobody can look at."""
    lines = [one.model_copy(update={"title": Unreadable("a title")}) for one in offer.lines]
    return offer.model_copy(update={"lines": tuple(lines), "note": Unreadable("a note")})


def unread_find(find: Find) -> Find:
    """*find* with words that nobody can look at."""
    words = {"title": Unreadable("a title"), "description": Unreadable("words")}
    return replace(
        find, product=find.product.model_copy(update=words), variant=find.variant.model_copy(update=words)
    )


def unread_bargain(bargain: Any) -> Any:
    """*bargain* with no word in it that could be looked at."""
    threads = [
        replace(one, offers={name: unread(offer) for name, offer in one.offers.items()})
        for one in bargain.threads
    ]
    return replace(bargain, threads=tuple(threads), pages=tuple(map(unread_find, bargain.pages)))


async def overheard() -> Overheard:
    """A wish that three brands haggled over, beside a public page."""
    town = Town(
        [Brand("alpha"), Brand("beta", 9_900, 8_000), Brand("gamma", 12_000, 9_000)], [page_shelf(9_500)]
    )
    twin: Twin = twin_of(town, mandate=None)
    heard = Overheard(twin.talks)
    await pursue(wish_for(), Nobody(), replace(twin, talks=heard))
    return heard


async def test_options_are_ranked_alike_if_no_word_can_be_read() -> None:
    heard = await overheard()
    assert heard.record is not None
    ranked, blind = (
        rank(heard.record, 0, bargain, logical_clock, weights=None, experience=Experience())
        for bargain in (heard.bargains[0], unread_bargain(heard.bargains[0]))
    )
    assert len(blind) == 4
    assert [one.hash for one in blind] == [one.hash for one in ranked]
    assert [one.why for one in blind] == [one.why for one in ranked]


async def test_what_a_policy_is_told_is_made_without_reading_a_word() -> None:
    heard = await overheard()
    assert heard.record is not None
    (bargain,) = heard.bargains
    for thread, blind in zip(bargain.threads, unread_bargain(bargain).threads, strict=True):
        others = bargain.market.others(thread.record.seller.id, thread.record.group)
        told, kept = (
            public_facts(one, others, heard.record.wish, at_ms=logical_clock(20)) for one in (thread, blind)
        )
        assert kept == told
        assert kept.heard


def test_a_policy_can_be_told_no_words() -> None:
    """Numbers and packages only; the one text is the hash that names an offer."""
    for kind in (PublicFacts, Package):
        kinds = get_type_hints(kind)
        texts = [one.name for one in fields(kind) if "str" in str(kinds[one.name])]
        assert texts in ([], ["extras"])  # registered names, each once
    assert [one.name for one in fields(Standing)] == ["package", "ref"]


def test_the_words_do_break_who_reads_them() -> None:
    for read in (len, hash, str, repr, sorted):
        with pytest.raises(ReadError):
            read(Unreadable("words"))
