"""A panel is read or refused with its line; a taste beats the anchors on it; what is printed is what came."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from customer_model.choice.__main__ import main
from customer_model.choice.anchors import Anchor, anchors
from customer_model.choice.fit import start
from customer_model.choice.forecast import follow, forecast
from customer_model.choice.panel import read_panel
from customer_model.choice.scoring import Foretold, score
from customer_model.errors import PanelError
from tests.customer_model.synthetic import HEADER, write_panel

REAL = Path(__file__).parents[2] / "../shared/data/customers"
ANCHORS = {"market_shares", "household_shares", "plain_logit", "loyalty_logit"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("panel")
    train = write_panel(folder / "train.csv", range(30), range(12))
    return train, write_panel(folder / "test.csv", range(20, 45), range(12, 18))


def test_a_taste_beats_the_anchors_on_homes_that_go_on_and_on_new_ones(
    made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--train", str(made[0]), "--test", str(made[1]), "--json"]) == 0
    out, err = capsys.readouterr()
    shown = json.loads(out)
    assert err == ""
    assert shown["anchors"].keys() == ANCHORS
    assert shown["log_likelihood"] > shown["anchors"][shown["best_anchor"]]["log_likelihood"]
    assert (shown["wrong_sign_homes"], shown["n_occasions"], shown["n_homes"]) == (0, 150, 25)


def test_nobody_looks_at_what_comes_later(made: tuple[Path, Path]) -> None:
    panel = read_panel(made[0])
    homes = list(panel.homes.values())
    population = start(homes, panel.attributes)
    foretell: list[Anchor] = [partial(follow, population), *anchors(homes, panel.attributes).values()]
    for anchor in foretell:
        assert anchor(homes[0][:5]) == anchor(homes[0])[:5]


def _real(name: str) -> Path:
    path = REAL / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"the real panels are not here: {path}")
    return path


def _halves(path: Path, folder: Path, *, by_home: bool) -> tuple[Path, Path]:
    """The last quarter of each home's occasions, or every fifth home, as a file of its own."""
    with path.open(newline="") as file:
        header, *rows = csv.reader(file)
    ends = {row[0]: int(row[1]) + 1 for row in rows}
    asked = set(list(ends)[::5])

    def held_out(row: list[str]) -> bool:
        end = ends[row[0]]
        return row[0] in asked if by_home else int(row[1]) >= end - max(1, round(end / 4))

    files = folder / "train.csv", folder / "test.csv"
    for place, file_path in enumerate(files):
        with file_path.open("w", newline="") as file:
            csv.writer(file).writerows([header, *(row for row in rows if held_out(row) == bool(place))])
    return files


def _holds(name: str, folder: Path, *, by_home: bool) -> None:
    train, test = _halves(_real(name), folder, by_home=by_home)
    done = forecast(read_panel(train), read_panel(test))
    assert done.score.log_likelihood > done.anchors[done.best_anchor].log_likelihood
    assert done.score.calibration_error <= 0.03
    assert done.wrong_sign_homes == 0


def test_a_real_panel_goes_on_better_foretold_than_by_any_anchor(tmp_path: Path) -> None:
    _holds("yogurt", tmp_path, by_home=False)


@pytest.mark.slow
@pytest.mark.parametrize("by_home", [False, True], ids=["in time", "by home"])
@pytest.mark.parametrize("name", ["yogurt", "catsup", "cracker"])
def test_every_real_panel_is_better_foretold_than_by_any_anchor(
    name: str, by_home: bool, tmp_path: Path
) -> None:
    _holds(name, tmp_path, by_home=by_home)


def test_the_score_is_what_its_words_say() -> None:
    sure = score([Foretold((1.0, 0.0), 0)])
    assert (sure.log_likelihood, sure.hit_rate, sure.calibration_error) == (0.0, 1.0, 0.0)
    half = score([Foretold((0.5, 0.5), 0)] * 4)
    assert half.hit_rate == 0.5
    assert half.calibration_error == pytest.approx(0.0)
    wrong = score([Foretold((0.95, 0.05), 1)])
    assert wrong.calibration_error == pytest.approx(0.95)
    assert wrong.hit_rate == 0.0


GOOD = ("a,0,oak,3.0,0,1", "a,0,elm,2.0,0,0")
BROKEN = {
    "a word for a price": (("a,0,oak,dear,0,1", GOOD[1]), "line 2, column 'price': 'dear' is not a number"),
    "no finite price": (("a,0,oak,nan,0,1", GOOD[1]), "line 2, column 'price'"),
    "a price below 0": (("a,0,oak,-1,0,1", GOOD[1]), "line 2, column 'price': a price is not below 0"),
    "chosen is no bit": ((GOOD[0], "a,0,elm,2.0,0,2"), "line 3, column 'chosen': '2' is neither 0 nor 1"),
    "two chosen": ((GOOD[0], "a,0,elm,2.0,0,1"), "line 3, column 'chosen': household a, occasion 0: 2 of"),
    "none chosen": (("a,0,oak,3.0,0,0", GOOD[1]), "line 2, column 'chosen': household a, occasion 0: 0 of"),
    "twice there": ((GOOD[0], "a,0,oak,2.0,0,0"), "line 3, column 'alternative'"),
    "one alternative": (GOOD[:1], "a choice needs two alternatives"),
    "a value short": ((GOOD[0], "a,0,elm,2.0"), "line 3: there are 4 values for 6 columns"),
    "no occasion": (("a,first,oak,3.0,0,1", GOOD[1]), "line 2, column 'occasion'"),
    "no household": ((",0,oak,3.0,0,1", GOOD[1]), "line 2, column 'household'"),
    "an open quote": (('a,0,"oak,3.0,0,1',), "is not a CSV"),
    "no rows": ((), "has no rows"),
}


@pytest.mark.parametrize("why", BROKEN)
def test_a_broken_panel_is_refused_with_its_line(why: str, tmp_path: Path) -> None:
    rows, problem = BROKEN[why]
    path = tmp_path / "panel.csv"
    path.write_text("\n".join((HEADER, *rows)), "utf-8")
    with pytest.raises(PanelError) as caught:
        read_panel(path)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "line 1: has no column household"),
        (b"household,occasion,alternative,chosen\n", "line 1: has no column price"),
        (b"household;occasion;alternative;price;chosen\n", "between semicolons"),
        (HEADER.encode() + b",price\n", "line 1, column 'price'"),
        (HEADER.encode() + b",memory\n", "line 1, column 'memory'"),
        (HEADER.encode("utf-16"), "is not UTF-8"),
    ],
)
def test_a_broken_header_is_refused(data: bytes, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    path.write_bytes(data)
    with pytest.raises(PanelError) as caught:
        read_panel(path)
    assert problem in str(caught.value)


def test_an_occasion_is_learnt_from_or_foretold_not_both(
    made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--train", str(made[0]), "--test", str(made[0])]) == 1
    assert "occasion 0 is in train.csv, too" in capsys.readouterr().err
    assert main(["--train", "nowhere.csv", "--test", str(made[0])]) == 1
    assert "nowhere.csv: can't be read" in capsys.readouterr().err


def test_the_program_helps_with_examples() -> None:
    command = [sys.executable, "-m", "customer_model.choice", "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert "examples:" in shown.stdout
