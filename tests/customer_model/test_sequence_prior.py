"""A prior on disk: the same after reading, useful to a newcomer, and refused when it is something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from customer_model.sequence import Basket, PriorError, learn, read_prior, write_prior
from customer_model.sequence.prior_file import members
from tests.customer_model.sequence_people import days, people

_, PRIOR = learn(people(60))


def test_a_prior_that_is_written_and_read_is_the_same_and_its_bytes_are(tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    write_prior(PRIOR, one)
    write_prior(read_prior(one), two)
    assert one.read_bytes() == two.read_bytes()
    assert read_prior(one).weights == PRIOR.weights


def test_a_newcomer_with_a_prior_is_offered_what_follows_what_they_took() -> None:
    mine = {"me": (Basket(0, ("first3",)), Basket(86_400, ("fuel",)), Basket(2 * 86_400, ("first3",)))}
    alone, led = learn(mine)[0], learn(mine, PRIOR)[0]
    assert "then3" not in [one.item for one in alone.scores(mine["me"], 3 * 86_400, 100)]
    assert "then3" in [one.item for one in led.scores(mine["me"], 3 * 86_400, 5)]
    assert led.weights == PRIOR.weights


def test_an_empty_log_with_a_prior_still_ranks() -> None:
    assert len(learn({}, PRIOR)[0].scores((), 0, 5)) == 5
    assert learn({})[0].scores((), 0, 5) == ()
    assert learn({}, learn({})[1])[0].scores(days((1, "tea")), 2, 5)[0].item == "tea"


def broken(**changes: Any) -> str:
    return json.dumps({**members(PRIOR), **changes})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is no object"),
        ("{}", "format"),
        (broken(format="dailyme-sequence-prior/2"), "format"),
        (broken(baskets=-1), "baskets"),
        (broken(baskets="many"), "baskets"),
        (broken(casts=True), "casts"),
        (broken(casts=float("nan")), "casts"),
        (broken(casts=10**400), "casts"),
        (broken(weights={}), "weight 'often'"),
        (broken(items={}), "items is no array"),
        (broken(items=[["tea", 1, 2]]), "four numbers"),
        (broken(items=[[1, 1, 1, 1, 1]]), "four numbers"),
        (broken(items=[["tea", 1, 1, 1, -1]]), "a number of 'tea'"),
        (broken(items=[["tea", 1, 1, 1, 1], ["jam", 1, 1, 1, 1]]), "not in order"),
        (broken(items=[["tea", 1, 1, 1, 1]] * 2), "not in order"),
        (broken(steps=[]), "steps is no object"),
        (broken(steps={"nothing": {"else": 1}}), "one is no item"),
        (broken(steps={"milk": {"bread": "often"}}), "votes of 'bread'"),
    ],
)
def test_what_is_no_prior_is_refused_with_the_reason(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "prior.json"
    file.write_text(text, "utf-8")
    with pytest.raises(PriorError, match=r"prior\.json") as caught:
        read_prior(file)
    assert words in str(caught.value)


def test_files_that_can_not_be_read_or_written_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(PriorError, match="can't be read"):
        read_prior(tmp_path / "none.json")
    with pytest.raises(PriorError, match="can't be written"):
        write_prior(PRIOR, tmp_path / "no folder" / "prior.json")
