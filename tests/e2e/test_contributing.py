"""A market, a brand and a person in three terminals: what nothing met is told by choice, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.dailyme.commandline import Home, new_home
from tests.dailyme.terminal import typed
from tests.e2e.serving import serving
from tests.e2e.test_two_terminals import SHOP, valid

POLICY = """
[brand]
name = "Linen"
categories = ["Bed & Bath", "Office"]
[catalog]
source = "shop.csv"
"""
SAID = ("--category", "Bed & Bath", "--attribute", "used")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("demand")
    (folder / "shop.csv").write_text(SHOP)
    (folder / "brand.toml").write_text(POLICY)
    return new_home(folder)


@pytest.fixture(scope="module")
def market(home: Home) -> Iterator[str]:
    """A market that lists a brand, and three wishes that nothing met."""
    with serving(home, "market", "serve", "--demand-k", "10") as ready:
        config = str(home.folder.parent / "brand.toml")
        with serving(home, "brand", "serve", "--config", config, "--market", ready["url"]):
            for text in ("purple submarine", "yellow submarine", "green submarine"):
                assert home.at_once("wish", "add", text, "--market", ready["url"]).returncode == 0
            assert home.at_once("today").returncode == 0
            yield ready["url"]


def test_it_is_counted_after_a_yes_and_printed_as_published(home: Home, market: str) -> None:
    done = home.at_once("wish", "contribute", "1", "--market", market, *SAID, "--yes", "--json")
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    valid("wish-contribute", result)
    assert result["status"] == "counted"
    assert set(result["sent"]) == {"category", "attributes", "region", "period"}
    assert (result["sent"]["category"], result["sent"]["attributes"]) == ("bed-bath", ["used"])
    again = home.at_once("wish", "contribute", "1", "--market", market, *SAID, "--yes", "--json")
    assert (again.returncode, json.loads(again.stderr)["code"]) == (1, "contributed-already")
    log = home.at_once("memory", "log")
    assert "count a wish that nothing met: bed-bath, used, US" in " ".join(log.stdout.split())


def test_a_terminal_shows_all_that_is_sent_and_asks(home: Home, market: str) -> None:
    command = ("wish", "contribute", "2", "--market", market, *SAID)
    code, shown = typed(home, *command, answers="no\n")
    assert (code, "not-confirmed" in shown) == (1, True)
    assert '"category": "bed-bath"' in shown
    code, shown = typed(home, *command, answers="yes\n")
    assert (code, "Counted." in shown) == (0, True)


def test_without_a_terminal_and_without_a_yes_nothing_is_sent(home: Home, market: str) -> None:
    command = ("wish", "contribute", "3", "--market", market, *SAID, "--json")
    refused = home.at_once(*command)
    assert (refused.returncode, json.loads(refused.stderr)["code"]) == (2, "usage")
    done = home.at_once(*command, "--yes")
    assert json.loads(done.stdout)["status"] == "counted", "nothing had been counted before"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (("--category", "yachts"), "bed-bath, office"),
        (("--category", "?!"), "bed-bath, office"),
        (("--category", "office", "--attribute", "for-my-son"), "repairable"),
        (
            ("--category", "office", "--attribute", "used", "--attribute", "small", "--attribute", "large"),
            "at most 2",
        ),
    ],
)
def test_words_of_ones_own_stay_at_home(home: Home, market: str, said: tuple[str, ...], says: str) -> None:
    done = home.at_once("wish", "contribute", "3", "--market", market, *said, "--yes")
    assert done.returncode == 2
    assert says in done.stderr


def test_the_tallies_are_printed_and_say_what_they_are_not(home: Home, market: str) -> None:
    done = home.at_once("market", "demand", market, "--json")
    result = json.loads(done.stdout)
    valid("market-demand", result)
    assert (result["k"], result["tallies"]) == (10, []), "no week is over"
    assert "need not be so many people" in home.at_once("market", "demand", market).stderr


def test_no_marketplace_can_be_told_to_tell_of_fewer(home: Home) -> None:
    done = home.at_once("market", "serve", "--demand-k", "9", "--json")
    assert (done.returncode, json.loads(done.stderr)["code"]) == (2, "usage")
