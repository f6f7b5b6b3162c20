"""`python -m customer_model.sequence`, as a person runs it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from customer_model.sequence.__main__ import main
from tests.customer_model.sequence_people import people, split, write


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    train, test = split(people(60))
    return str(write(train, tmp_path / "before.csv")), str(write(test, tmp_path / "last.csv"))


def test_json_holds_the_blend_and_the_anchors(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    train, test = files
    assert main(["--train", train, "--test", test, "--k", "10", "--json"]) == 0
    out, err = capsys.readouterr()
    done = json.loads(out)
    assert err == ""  # no terminal, no progress
    assert (done["k"], done["n_baskets"], done["n_people"]) == (10, 60, 60)
    assert set(done["anchors"]) == {"popularity", "item_knn", "personal_frequency"}
    for one in (done, *done["anchors"].values()):
        assert all(0.0 <= one[name] <= 1.0 for name in ("hr", "ndcg", "recall"))


def test_it_runs_as_a_module_and_prints_a_table(files: tuple[str, str]) -> None:
    train, test = files
    asked = [sys.executable, "-m", "customer_model.sequence", "--train", train, "--test", test, "--k", "3"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stderr == ""
    assert "NDCG@3" in done.stdout
    assert re.search(r"^personal frequency +0\.[0-9]{4}", done.stdout, re.MULTILINE)
    assert done.stdout.endswith("60 baskets of 60 people\n")


def test_a_prior_is_written_and_used(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train, test = files
    prior = str(tmp_path / "prior.json")
    assert main(["--train", train, "--write-prior", prior]) == 0
    assert capsys.readouterr() == ("", "")
    mine = str(write({"me": people(61)["p060"][:4]}, tmp_path / "mine.csv"))
    assert main(["--train", mine, "--test", test, "--prior", prior, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["hr"] > 0.0


def test_a_broken_file_is_one_clear_line_and_what_to_do(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("person,item,time\na,tea,soon\n", "utf-8")
    assert main(["--train", files[0], "--test", str(bad)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("bad.csv, line 2, column 'time': 'soon' is neither")
    assert "--help" in err


def test_times_of_two_kinds_are_not_compared(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dated = tmp_path / "dated.csv"
    dated.write_text("person,item,time\na,tea,2026-12-01\n", "utf-8")
    assert main(["--train", files[0], "--test", str(dated)]) == 1
    assert (
        "the times of before.csv are whole numbers, those of dated.csv are dates" in capsys.readouterr().err
    )
    assert main(["--train", str(dated), "--test", files[1]]) == 1
    assert "the times of last.csv are whole numbers, those of dated.csv are dates" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", ["", "--train x.csv", "--train x.csv --test y.csv --k 0", "--test y.csv"]
)
def test_wrong_usage_ends_with_2(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments.split())
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_examples_of_the_help_run(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    examples = re.findall(r"^  python -m customer_model\.sequence (.+)$", shown, re.MULTILINE)
    stand_in = {"before.csv": files[0], "others.csv": files[0], "mine.csv": files[0], "last.csv": files[1]}
    assert len(examples) == 4
    for example in examples:
        words = [stand_in.get(word, word) for word in shlex.split(example)]
        assert main([str(tmp_path / word) if word == "prior.json" else word for word in words]) == 0
