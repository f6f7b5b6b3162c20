"""What a thread may tell of the other brands: two public numbers, and how it ends (NEG-35)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin import Nobody, pursue
from negotiation import Weights
from protocol import Terms
from tests.consumer_twin.plays import Play, plays
from tests.consumer_twin.town import Town, page_shelf
from tests.consumer_twin.twins import twin_of, wish_for

MARKED = Weights(delivery=0.2, warranty=0.2, returns=0.2)
PLAYS = plays(0.4)
RIVALS = st.lists(PLAYS, max_size=4)
NAMES = ("beta", "gamma", "delta", "epsilon")
OTHER_NAMES = ("zeta", "aardvark", "omega", "mu")


@dataclass(frozen=True)
class Transcript:
    """All bytes of one thread up to where the twin ends it, and how: none if it waits for its person."""

    talk: tuple[bytes, ...]
    end: str


def transcript(
    own: Play, rivals: Sequence[Play], names: Sequence[str] = NAMES, pages: Sequence[int] = ()
) -> Transcript:
    """What the brand `alpha` hears and says while the twin also talks with *rivals*."""
    alpha = own.brand("alpha")
    brands = [alpha, *(play.brand(name) for play, name in zip(rivals, names, strict=False))]
    shelves = [page_shelf(price, f"page{at}.example") for at, price in enumerate(pages)]
    asyncio.run(_followed(Town(brands, shelves)))
    ends = [one.type for one in alpha.heard if one.type in {"accept", "close"}]
    talk = [one.data for one in alpha.heard if one.type not in {"accept", "close"}]
    said = [data for pair in zip(talk, alpha.answers.values(), strict=False) for data in pair]
    return Transcript(tuple(said), *ends or ["none"])


async def _followed(town: Town) -> None:
    twin = twin_of(town)
    talks = replace(twin.talks, weights=MARKED)  # type: ignore[type-var]
    await pursue(wish_for(), Nobody(), replace(twin, talks=talks))


def dearer(play: Play, than_minor: int) -> Play:
    """*play*, asking for no less than that."""
    return replace(play, list_minor=than_minor + play.list_minor - 5_000)


@given(PLAYS, RIVALS)
@settings(max_examples=settings().max_examples // 3)
def test_rivals_that_ask_no_less_leave_no_trace(own: Play, rivals: list[Play]) -> None:
    alone = transcript(own, [])
    beside = transcript(own, [dearer(one, own.list_minor) for one in rivals])
    assert beside.talk == alone.talk


@given(PLAYS, st.lists(PLAYS, min_size=1, max_size=2), st.lists(PLAYS, min_size=1, max_size=2))
@settings(max_examples=settings().max_examples // 3)
def test_more_rivals_leave_no_trace_if_the_best_of_those_before_asks_less(
    own: Play, rivals: list[Play], more: list[Play]
) -> None:
    best = min(one.list_minor for one in rivals)
    assert (
        transcript(own, [*rivals, *(dearer(one, best) for one in more)]).talk == transcript(own, rivals).talk
    )


@given(PLAYS, st.lists(PLAYS, min_size=1, max_size=2))
@settings(max_examples=settings().max_examples // 3)
def test_rivals_may_be_renamed_doubled_or_turned_round(own: Play, rivals: list[Play]) -> None:
    plain = transcript(own, rivals).talk
    assert transcript(own, rivals, OTHER_NAMES).talk == plain
    assert transcript(own, [*rivals, *rivals]).talk == plain
    assert transcript(own, rivals[::-1]).talk == plain


@given(PLAYS, st.lists(st.tuples(PLAYS, PLAYS), min_size=1, max_size=4))
@settings(max_examples=settings().max_examples // 3)
def test_what_rivals_offer_after_their_first_word_leaves_no_trace(
    own: Play, pairs: list[tuple[Play, Play]]
) -> None:
    """The same first totals; other floors, steps and terms."""
    others = [replace(other, list_minor=one.list_minor) for one, other in pairs]
    assert transcript(own, [one for one, _ in pairs]).talk == transcript(own, others).talk


@given(PLAYS, st.lists(PLAYS, min_size=1, max_size=4))
@settings(max_examples=settings().max_examples // 3)
def test_cheaper_rivals_are_two_numbers_and_no_more(own: Play, rivals: list[Play]) -> None:
    """A public page of the same price, whoever shows it, explains every byte."""
    best = min(one.list_minor for one in rivals)
    assert transcript(own, [], pages=[best]).talk == transcript(own, rivals).talk


TERMS_NOW = Terms(delivery_days=5, warranty_months=12, returns_days=30)


def test_a_cheaper_rival_is_what_the_counters_come_from() -> None:
    own, cheap = Play(10_000, 0.3, 5, TERMS_NOW), Play(8_000, 0.0, 1, TERMS_NOW)
    alone, beside = transcript(own, []).talk, transcript(own, [cheap]).talk
    assert alone[:2] == beside[:2], "the open and the first offer"
    assert alone[2] != beside[2]


def test_who_loses_hears_a_close_and_who_wins_an_accept() -> None:
    own, cheap = Play(10_000, 0.05, 5, TERMS_NOW), Play(8_000, 0.0, 1, TERMS_NOW)
    assert (transcript(own, []).end, transcript(own, [cheap]).end) == ("accept", "close")
