"""The machine of the vectors, written by state, is the code's table, written by move."""

from __future__ import annotations

from protocol import TABLE
from spec.generate.cases.moves import MACHINE, WAYS


def test_the_two_machines_are_one() -> None:
    by_state = {
        (state, *move.split()): after for state, moves in MACHINE.items() for move, after in moves.items()
    }
    assert by_state == {(str(s), str(p), str(m)): str(after) for (s, p, m), after in TABLE.items()}


def test_every_state_is_reached_by_a_vector() -> None:
    assert {"start", *WAYS} == set(MACHINE)


def test_parties_take_turns() -> None:
    """The twin's messages have even numbers: in each state only one of the two may move."""
    for state in MACHINE:
        assert len({move.split()[0] for move in MACHINE[state]}) <= 1
