"""Mediated play: both find what the schedule says, and who compares sees sizes and one mark."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_scalarmult_base

from negotiation.mediated import meeting
from protocol.mediated import chosen, first_overlap, mark, marks, thread_secret

SHARE = st.none() | st.integers(0, 10_000)
BOTH = st.lists(st.tuples(SHARE, SHARE), min_size=1, max_size=12)
TWIN, BRAND = bytes(range(32)), bytes(range(1, 33))
SECRET = thread_secret(TWIN, crypto_scalarmult_base(BRAND), "A" * 43)


def grid(size: int) -> list[dict[str, Any]]:
    """So many packages."""
    return [{"total": place} for place in range(size)]


def played(both: list[tuple[int | None, int | None]], rounds: int) -> tuple[int, str] | None:
    """The round and the mark of the first overlap, as who compares finds them."""
    twin, brand = ([side[which] for side in both] for which in (0, 1))
    for round in range(1, rounds + 1):
        said = (marks(SECRET, grid(len(both)), side, round, rounds) for side in (twin, brand))
        found = first_overlap(*said)
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
    said = [marks(SECRET, grid(len(both)), shares, round, rounds) for round in range(1, rounds + 1)]
    every = [one for marks_of in said for one in marks_of]
    assert len(every) == len(set(every))
    assert list(map(len, said)) == [len(chosen(shares, n, rounds)) for n in range(1, rounds + 1)]


@given(BOTH)
def test_what_is_worse_than_no_deal_is_never_said(both: list[tuple[int | None, int | None]]) -> None:
    shares = [one for one, _ in both]
    assert all(shares[place] is not None for place in chosen(shares, 5, 5))


def test_both_sides_make_one_secret_and_each_thread_its_own() -> None:
    other = thread_secret(BRAND, crypto_scalarmult_base(TWIN), "A" * 43)
    assert other == SECRET
    assert thread_secret(TWIN, crypto_scalarmult_base(BRAND), "B" * 42 + "A") != SECRET
