"""Useful with no brand taking part: a public page, marked as what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.dailyme.commandline import Home, new_home

PAGE = """<!doctype html><title>A hub</title>
<script type="application/ld+json">{
 "@context": "https://schema.org", "@type": "Product", "name": "Acme USB hub 4 ports", "sku": "H4",
 "brand": {"@type": "Brand", "name": "Acme"},
 "offers": {"@type": "Offer", "price": "19.90", "priceCurrency": "USD", "availability": "https://schema.org/InStock"}
}</script>"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "dear.csv").write_text("id,title,price\n7,Acme USB hub 4 ports,24.00 USD\n")
    return new_home(tmp_path)


def test_a_page_is_ranked_and_marked_unsigned(home: Home, tmp_path: Path) -> None:
    page, feed = str(tmp_path / "page.html"), str(tmp_path / "dear.csv")
    done = home.at_once("wish", "now", "usb hub", "--source", page, "--source", feed, "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, result["status"]) == (0, "public-page")
    assert [option["total"]["amount"] for option in result["options"]] == [1990, 2400]
    for option in result["options"]:
        assert option["negotiable"] is False and "thread" not in option
        assert "Public page, unsigned, not negotiable." in option["why"]
    assert result["transcripts"] == {} and result["keys"] == {}


@pytest.mark.parametrize(
    ("model", "code"), [("none", None), ("openai:http://127.0.0.1:9/v1#gone", "model-unreachable")]
)
def test_it_is_said_in_words_whether_a_model_answers_or_not(
    home: Home, tmp_path: Path, model: str, code: str | None
) -> None:
    page, feed = str(tmp_path / "page.html"), str(tmp_path / "dear.csv")
    done = home.at_once(
        "wish", "now", "usb hub", "--source", page, "--source", feed, "--model", model, "--json"
    )
    assert done.returncode == 0
    (words,) = json.loads(done.stdout)["words"]
    assert (words["by"], words.get("code")) == ("template", code)
    assert words["text"] == "page.html stands first: it costs 19.90 USD, 4.10 USD less than dear.csv."


def test_no_seed_is_made_or_needed(home: Home, tmp_path: Path) -> None:
    home.at_once("wish", "now", "usb hub", "--source", str(tmp_path / "page.html"))
    assert not list(home.folder.glob("*seed*"))


def test_a_page_cannot_be_approved(home: Home, tmp_path: Path) -> None:
    done = home.at_once("wish", "now", "usb hub", "--source", str(tmp_path / "page.html"), "--json")
    offer = json.loads(done.stdout)["options"][0]["hash"]
    refused = home.at_once("approve", offer, "--json")
    assert (refused.returncode, json.loads(refused.stderr)["code"]) == (1, "not-negotiable")


def test_a_wish_for_which_nothing_could_be_read_is_an_error(home: Home) -> None:
    done = home.at_once("wish", "now", "usb hub", "--source", "/no/such/page.html", "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, result["status"]) == (1, "no-deal")
    assert "no-source" in result["troubles"][0]
    told = home.at_once("wish", "now", "usb hub", "--source", "/no/such/page.html")
    for said in (result["troubles"][0], *told.stderr.strip().splitlines()[:1]):
        assert said.count("page.html") == 1 and "No such file" in said, said


def test_without_any_place_to_look_it_is_a_usage_error(home: Home) -> None:
    done = home.at_once("wish", "now", "usb hub", "--json")
    assert (done.returncode, json.loads(done.stderr)["code"]) == (2, "usage")


def test_a_brand_far_away_needs_a_seed(home: Home) -> None:
    done = home.at_once("wish", "now", "usb hub", "--brand", "https://shop.example", "--json")
    assert (done.returncode, json.loads(done.stderr)["code"]) == (1, "no-seed")
