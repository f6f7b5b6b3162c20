"""Mediated play: both find what the schedule says, and who compares sees the grid's size and one mark."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_scalarmult_base

from negotiation.mediated import meeting
from protocol.mediated import Side, chosen, compared, mark, marks, packed, thread_secret, unpacked

SHARE = st.none() | st.integers(0, 10_000)
BOTH = st.lists(st.tuples(SHARE, SHARE), min_size=1, max_size=12)
TWIN, BRAND = bytes(range(32)), bytes(range(1, 33))
SECRET = thread_secret(TWIN, crypto_scalarmult_base(BRAND), "A" * 43)


def grid(size: int) -> list[dict[str, Any]]:
    """So many packages."""
    return [{"total": place} for place in range(size)]


def said_by(shares: list[int | None], side: Side, round: int, rounds: int) -> tuple[str, ...]:
    """What a side says in a round."""
    return marks(SECRET, grid(len(shares)), shares, round, rounds, side=side)


def played(both: list[tuple[int | None, int | None]], rounds: int) -> tuple[int, str] | None:
    """The round and the mark of the first overlap, as who compares finds them."""
    twin, brand = ([side[which] for side in both] for which in (0, 1))
    for round in range(1, rounds + 1):
        own = marks(SECRET, grid(len(both)), twin, round, rounds, side="twin")
        other = marks(SECRET, grid(len(both)), brand, round, rounds, side="brand")
        found = compared(own, unpacked(packed(other)))
        if found is not None:
            return round, found
    return None


@given(BOTH, st.integers(1, 30))
def test_what_the_marks_find_is_what_the_simulation_plays(
    both: list[tuple[int | None, int | None]], rounds: int
) -> None:
    expected = meeting([one for one, _ in both], [one for _, one in both], rounds)
    found = played(both, rounds)
    if found is None:
        assert expected == ()
        return
    round, least = found
    assert least == min(mark(SECRET, round, {"total": place}) for place in expected)


@given(BOTH, st.integers(2, 10))
def test_no_mark_is_said_in_two_rounds(both: list[tuple[int | None, int | None]], rounds: int) -> None:
    shares = [one for one, _ in both]
    said = [said_by(shares, "twin", round, rounds) for round in range(1, rounds + 1)]
    every = [one for marks_of in said for one in marks_of]
    assert len(every) == len(set(every))


@given(BOTH, st.integers(1, 10))
def test_no_number_of_marks_tells_how_many_are_meant(
    both: list[tuple[int | None, int | None]], rounds: int
) -> None:
    for shares in ([one for one, _ in both], [one for _, one in both]):
        said = [said_by(shares, "brand", round, rounds) for round in range(1, rounds + 1)]
        assert {len(one) for one in said} == {len(both)}


@given(BOTH, st.integers(1, 10), st.data())
def test_nobody_without_the_secret_tells_a_mark_from_a_blank(
    both: list[tuple[int | None, int | None]], rounds: int, data: st.DataObject
) -> None:
    shares = [one for one, _ in both]
    round = data.draw(st.integers(1, rounds))
    meant = {mark(SECRET, round, grid(len(both))[place]) for place in chosen(shares, round, rounds)}
    said = said_by(shares, "twin", round, rounds)
    assert meant <= set(said)
    assert not meant & set(said_by([None] * len(both), "twin", round, rounds))
    assert not set(said_by([None] * len(both), "brand", round, rounds)) & set(said)


@given(BOTH)
def test_what_is_worse_than_no_deal_is_never_said(both: list[tuple[int | None, int | None]]) -> None:
    shares = [one for one, _ in both]
    assert all(shares[place] is not None for place in chosen(shares, 5, 5))


def test_both_sides_make_one_secret_and_each_thread_its_own() -> None:
    other = thread_secret(BRAND, crypto_scalarmult_base(TWIN), "A" * 43)
    assert other == SECRET
    assert thread_secret(TWIN, crypto_scalarmult_base(BRAND), "B" * 42 + "A") != SECRET
