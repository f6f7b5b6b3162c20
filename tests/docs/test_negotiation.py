"""The page on negotiation: its commands run, and its drawings are those that the commands draw."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from statistics import fmean

from lxml import etree

from negotiation.record import play
from negotiation.scenario import generated
from negotiation.strategies import STRATEGIES, gated
from tests.dailyme.commandline import ROOT, new_home
from tests.docs.walk import commands, reader

PAGE = ROOT / "docs" / "negotiation.md"
DRAWINGS = ROOT / "docs" / "negotiation"
SVG = "{http://www.w3.org/2000/svg}"


def title(file: Path) -> str | None:
    return etree.parse(file).findtext(f"{SVG}title")


def test_every_command_of_the_page_works_and_draws_what_the_page_shows(tmp_path: Path) -> None:
    (tmp_path / "terminal").mkdir()
    shown = set()
    with reader(tmp_path / "terminal", new_home(tmp_path), {}) as person:
        for line in commands(PAGE.read_text("utf-8")):
            code, text = person.type(line)
            assert code == 0, f"{line}\n{text}"
            words = shlex.split(line)
            shown |= {words[words.index("--svg") + 1]} if "--svg" in words else set()
    assert shown == {drawing.name for drawing in DRAWINGS.iterdir()}
    for name in shown:
        assert title(tmp_path / "terminal" / name) == title(DRAWINGS / name)
        assert (DRAWINGS / name).stat().st_size < 30_000


def test_the_page_shows_each_drawing_and_begins_with_commands_that_work() -> None:
    page = PAGE.read_text("utf-8")
    linked = set(re.findall(r"!\[[^\]]+\]\(negotiation/([a-z]+\.svg)\)", page))
    assert linked == {drawing.name for drawing in DRAWINGS.iterdir()}
    assert page.split("\n\n")[1].splitlines()[0] == "    make setup"


def test_the_house_wins_much_more_than_the_conceder_as_the_page_says() -> None:
    won = {}
    for name in ("house", "conceder"):
        gains = []
        for seed in range(1, 26):
            scenario = generated(seed, 20)
            agreed = play(scenario, gated(STRATEGIES[name]), STRATEGIES["boulware"]).agreed
            reserve = scenario.twin.reserve
            gains.append(0.0 if agreed is None else (scenario.twin.worth(agreed) - reserve) / (1 - reserve))
        won[name] = fmean(gains)
    assert won["house"] > 2 * won["conceder"]
