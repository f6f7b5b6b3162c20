"""`dailyme negotiate lab`: what it plays, prints and draws, and what it says to what can't be played."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from dailyme.main import run
from tests.dailyme.commandline import ROOT

SCHEMA = ROOT / "docs" / "schemas" / "negotiate-lab.schema.json"
DATA = ROOT / "../shared/data/negotiation"
HISTORY = """title,current_price_usd_minor,lowest_price_usd_minor
Desk lamp,9900,9900
"Floor lamp, \x1b[2J<b>tall</b>",12000,7000
Broken,abc,1
"""
SVG = "{http://www.w3.org/2000/svg}"
PROFILE = """<utility_space><objective index="0" name="root">
<issue index="1" name="colour" type="discrete">{items}</issue>
<issue index="2" name="size" type="discrete"><item value="s" evaluation="1"/>
<item value="l" evaluation="2"/></issue>
<weight index="1" value="0.7"/><weight index="2" value="0.3"/></objective></utility_space>"""
ITEMS = '<item value="red" evaluation="{}"/><item value="blue" evaluation="{}"/>'


@pytest.fixture
def history(tmp_path: Path) -> Path:
    file = tmp_path / "history.csv"
    file.write_text(HISTORY)
    return file


@pytest.fixture
def domain(tmp_path: Path) -> Path:
    folder = tmp_path / "paint"
    folder.mkdir()
    (folder / "a_domain.xml").write_text("<negotiation_template/>")
    (folder / "b_twin.xml").write_text(PROFILE.format(items=ITEMS.format(1, 2)))
    (folder / "c_brand.xml").write_text(PROFILE.format(items=ITEMS.format(3, 1)))
    return folder


def lab(capsys: pytest.CaptureFixture[str], *arguments: str | Path, code: int = 0) -> str:
    assert run(["negotiate", "lab", *map(str, arguments)]) == code
    shown = capsys.readouterr()
    return shown.err if code else shown.out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(lab(capsys, *arguments, "--json"))
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(result)
    return result


@pytest.mark.parametrize("private", [[], ["--private"]])
@pytest.mark.parametrize("twin", ["house", "boulware", "conceder", "linear", "micro", "tit-for-tat"])
def test_what_is_printed_as_json_is_as_published_and_below_neither_reserve(
    capsys: pytest.CaptureFixture[str], twin: str, private: list[str]
) -> None:
    result = as_json(capsys, "--twin", twin, *private, "--seed", "5", "--steps", "12")
    assert result["private"] == bool(private) and result["twin"] == twin and result["rounds"] == 12
    assert result["moves"][0]["side"] == "brand"
    for move in result["moves"]:
        if "point" in move:
            assert move["point"][move["side"]] >= result["reserves"][move["side"]] - 1e-6
    if "agreement" in result:
        assert result["moves"][-1]["move"] == "accept"
        assert result["moves"][-1]["point"] == result["agreement"]
        assert 0.0 < result["nash_share"] <= 1.0


def test_two_runs_with_one_seed_are_the_same_and_another_seed_is_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, again, other = (lab(capsys, "--seed", seed) for seed in ("3", "3", "4"))
    assert first == again != other


def test_the_text_fits_eighty_columns_and_says_how_it_ended(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--seed", "2"], ["--seed", "2", "--steps", "100", "--twin", "linear"]):
        shown = lab(capsys, *arguments)
        assert max(map(len, shown.splitlines())) <= 80
        assert "Agreed: " in shown and "N Nash point" in shown


def test_the_drawing_is_xml_without_script_and_names_what_it_shows(
    capsys: pytest.CaptureFixture[str], history: Path, tmp_path: Path
) -> None:
    lab(capsys, "--product", "floor lamp", "--prices", history, "--svg", tmp_path / "plane.svg")
    root = etree.fromstring((tmp_path / "plane.svg").read_bytes())
    assert root.tag == f"{SVG}svg"
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg", "title", "desc", "style", "rect", "text", "path", "circle",
    }  # fmt: skip
    words = [one.text or "" for one in root.iter(f"{SVG}text")]
    assert {"Nash point", "Pareto line", "brand's offers", "twin's offers"} <= set(words)
    assert words[0].startswith("Floor lamp, ") and "<b>" in words[0], "markup in a title is text"
    assert "prefers-color-scheme: dark" in str(root.findtext(f"{SVG}style"))
    assert (tmp_path / "plane.svg").stat().st_size < 30_000


def test_a_real_article_never_goes_below_the_floor_nor_below_what_the_ceiling_is_worth(
    capsys: pytest.CaptureFixture[str], history: Path
) -> None:
    for seed in range(1, 9):
        result = as_json(capsys, "--product", "TALL", "--prices", history, "--private", "--seed", str(seed))
        assert "\x1b" not in result["scenario"]
        assert result["issues"] == ["total", "delivery", "warranty"]
        if "agreement" in result:
            assert all(result["agreement"][side] >= result["reserves"][side] for side in ("twin", "brand"))


def test_a_folder_with_two_profiles_is_a_domain(capsys: pytest.CaptureFixture[str], domain: Path) -> None:
    result = as_json(capsys, "--domain", domain)
    assert result["scenario"] == "paint" and result["issues"] == ["colour", "size"]
    assert {tuple(point["outcome"]) for point in result["pareto"]} == {("red", "l"), ("blue", "l")}


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("<utility_space", "is no XML"),
        (PROFILE.format(items=""), "without values"),
        (PROFILE.format(items=ITEMS.format("much", 1)), "for a number"),
        (PROFILE.format(items=ITEMS.format("inf", 1)), "for a number"),
        (PROFILE.format(items='<item value="green" evaluation="1"/>'), "different issues"),
        ("<negotiation_template/>", "no two profiles"),
    ],
)
def test_what_is_no_domain_is_named(
    capsys: pytest.CaptureFixture[str], domain: Path, damage: str, why: str
) -> None:
    (domain / "c_brand.xml").write_text(damage)
    told = lab(capsys, "--domain", domain, code=1)
    assert told.startswith("error: bad-domain: ") and why in told


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["--twin", "winner"], 2, "no strategy 'winner'"),
        (["--steps", "0"], 2, "--steps 0"),
        (["--domain", "nowhere"], 2, "no folder nowhere"),
        (["--prices", "history.csv"], 2, "--prices needs an article"),
        (["--domain", "x", "--product", "y"], 2, "Leave one out"),
        (["--product", "lamp", "--prices", "nowhere.csv"], 2, "no price history"),
    ],
)
def test_what_cannot_be_asked_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, why: str
) -> None:
    assert why in lab(capsys, *arguments, code=code)


def test_an_article_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], history: Path) -> None:
    told = lab(capsys, "--product", "piano", "--prices", history, code=1)
    assert told.startswith("error: no-article: no title in history.csv holds all of 'piano'")
    (history.parent / "other.csv").write_text("a,b\n1,2\n")
    told = lab(capsys, "--product", "piano", "--prices", history.parent / "other.csv", code=1)
    assert "is no price history" in told


@pytest.mark.skipif(not DATA.is_dir(), reason="the public domains are not beside this checkout")
def test_every_public_domain_and_a_real_article_can_be_played(capsys: pytest.CaptureFixture[str]) -> None:
    names = sorted(folder.name for folder in (DATA / "domains").iterdir())
    assert len(names) == 10
    for name in names:
        result = as_json(capsys, "--domain", name, "--twin", "linear", "--brand", "conceder")
        assert result["scenario"] == name and "agreement" in result
    assert "Kindle" in as_json(capsys, "--product", "kindle")["scenario"]


def test_a_co_marketer_is_haggled_with_as_on_the_wire(
    capsys: pytest.CaptureFixture[str], history: Path
) -> None:
    seat = ("--brand", "co-marketer", "--product", "floor lamp", "--prices", history, "--steps", "6")
    result = as_json(capsys, *seat, "--seed", "3")
    assert result["private"] and result["brand"] == "co-marketer" and result["issues"] == ["total"]
    offers = [
        one["point"]["twin"] for one in result["moves"] if (one["side"], one["move"]) == ("brand", "offer")
    ]
    assert offers == sorted(offers) and len(set(offers)) > 2
    counters = [one for one in result["moves"] if (one["side"], one["move"]) == ("twin", "offer")]
    assert 1 <= len(counters) <= 6
    for seed in range(1, 8):
        shown = as_json(capsys, *seat, "--seed", str(seed))
        if "agreement" in shown:
            assert shown["agreement"]["twin"] >= shown["reserves"]["twin"] - 0.01
            assert shown["agreement"]["brand"] >= shown["reserves"]["brand"] - 0.01


def test_a_co_marketer_sells_no_domain(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--product" in lab(capsys, "--brand", "co-marketer", code=2)
