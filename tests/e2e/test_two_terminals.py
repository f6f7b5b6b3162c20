"""A brand in one terminal, a person in another: a catalog of one's own, a wish, a yes, an agreement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dailyme.schemas import schema_files
from tests.dailyme.commandline import Home, new_home
from tests.e2e.oracle import check
from tests.e2e.serving import serving

SHOP = """id,title,price,availability,brand,quantity
1,Blue cotton towel 50 x 100 cm,12.50,in_stock,Linen & Co,5
2,Red wool blanket,80.00 USD,in_stock,Linen & Co,2
"""

COSTED = """
[brand]
name = "Linen"
[catalog]
source = "shop.csv"
[cost]
share = "0.60"
"""


def valid(name: str, value: object) -> None:
    Draft202012Validator(json.loads(schema_files()[f"{name}.schema.json"])).validate(value)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("two")
    (folder / "shop.csv").write_text(SHOP)
    (folder / "brand.toml").write_text(COSTED)
    return new_home(folder)


@pytest.fixture(scope="module")
def brand(home: Home) -> Iterator[dict[str, Any]]:
    """The brand of a bare CSV: no brand.toml, no cost."""
    shop = str(home.folder.parent / "shop.csv")
    with serving(home, "brand", "serve", "--catalog", shop) as ready:
        valid("serve-ready", ready)
        assert any("No cost is stated" in note for note in ready["notes"])
        yield ready


def wish(home: Home, *arguments: str, text: str = "cotton towel") -> tuple[int, dict[str, Any]]:
    done = home.at_once("wish", "now", text, *arguments, "--json")
    assert done.stdout, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    valid("wish-now", result)
    return done.returncode, result


def test_without_a_mandate_the_wish_waits_and_approve_commits(home: Home, brand: dict[str, Any]) -> None:
    """A program of its own for each command; the tests below call the same commands in this process."""
    shown = home.dailyme("wish", "now", "cotton towel", "--brand", brand["url"], "--json")
    found = json.loads(shown.stdout)
    valid("wish-now", found)
    assert (shown.returncode, found["status"]) == (4, "needs-approval")
    offer = found["options"][0]["hash"]
    done = home.dailyme("approve", offer, "--json")
    result = json.loads(done.stdout)
    valid("wish-now", result)
    assert (done.returncode, result["status"]) == (0, "agreed")
    assert check(result["deals"][0]["agreement"], result["keys"]) == 2
    assert result["deals"][0]["agreement"]["offer"] == offer


def test_what_is_agreed_can_be_neither_approved_again_nor_declined(home: Home, brand: dict[str, Any]) -> None:
    _, result = wish(home, "--brand", brand["url"], "--mandate", "20 USD")
    offer = result["deals"][0]["option"]
    for answer in (("approve", offer), ("decline", offer, "--reason", "price")):
        done = home.at_once(*answer, "--json")
        assert (done.returncode, json.loads(done.stderr)["code"]) == (1, "already-agreed")


def test_the_hashes_are_printed_for_people_too(home: Home, brand: dict[str, Any]) -> None:
    done = home.at_once("wish", "now", "cotton towel", "--brand", brand["url"])
    assert done.returncode == 4
    assert "12.50 USD" in done.stdout and "hash " in done.stdout and "dailyme approve HASH" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_decline_closes_and_keeps_the_reason_at_home(home: Home, brand: dict[str, Any]) -> None:
    _, found = wish(home, "--brand", brand["url"])
    done = home.at_once("decline", found["options"][0]["hash"], "--reason", "price", "--json")
    assert done.returncode == 0
    (said,) = json.loads(done.stdout)["transcripts"].values()
    assert [one["type"] for one in said][-2:] == ["close", "close"] and said[-2]["body"] == {}


def test_a_mandate_accepts_without_asking_and_the_agreement_verifies(
    home: Home, brand: dict[str, Any]
) -> None:
    code, result = wish(home, "--brand", brand["url"], "--mandate", "20 USD")
    assert (code, result["status"]) == (0, "agreed")
    file = home.folder.parent / "agreement.json"
    file.write_text(json.dumps(result["deals"][0]["agreement"]))
    fetched = home.at_once("twin", "verify", str(file), "--local", "--json")
    valid("twin-verify", json.loads(fetched.stdout))
    assert fetched.returncode == 0 and json.loads(fetched.stdout)["verified"]
    file.write_text(file.read_text().replace('"amount": 1250', '"amount": 1251'))
    forged = home.at_once("twin", "verify", str(file), "--local", "--json")
    assert forged.returncode == 1 and not json.loads(forged.stdout)["verified"]


def test_a_ceiling_below_the_price_ends_without_a_deal(home: Home, brand: dict[str, Any]) -> None:
    code, result = wish(home, "--brand", brand["url"], "--yes", "--ceiling", "5 USD")
    assert (code, result["status"]) == (3, "no-deal")
    assert "ceiling" in result["lines"][0]["reason"]


def test_yes_needs_a_ceiling(home: Home, brand: dict[str, Any]) -> None:
    done = home.at_once("wish", "now", "towel", "--brand", brand["url"], "--yes", "--json")
    assert (done.returncode, json.loads(done.stderr)["code"]) == (2, "usage")


def test_a_brand_without_a_cost_never_lowers_its_price(home: Home, brand: dict[str, Any]) -> None:
    _, result = wish(home, "--brand", brand["url"])
    assert result["options"][0]["total"] == result["options"][0]["list_total"]


def test_a_brand_with_a_cost_comes_down_and_its_report_says_by_how_much(home: Home) -> None:
    with serving(home, "brand", "serve", "--config", str(home.folder.parent / "brand.toml")) as ready:
        code, result = wish(home, "--brand", ready["url"], "--mandate", "100 USD", text="wool blanket")
        assert code == 0
        told = home.at_once("brand", "report", "--url", ready["url"], "--json")
    report = json.loads(told.stdout)
    valid("brand-report", report)
    deal = result["deals"][0]["agreement"]["deal"]
    assert report["sold"] == deal["total"]
    assert report["conceded"]["amount"] == deal["list_total"]["amount"] - deal["total"]["amount"] > 0
    assert report["margin"]["amount"] == deal["total"]["amount"] - 4800


def test_a_market_lists_the_brand_and_the_twin_finds_it_there(home: Home) -> None:
    with serving(home, "market", "serve") as market:
        config = str(home.folder.parent / "brand.toml")
        with serving(home, "brand", "serve", "--config", config, "--market", market["url"]) as ready:
            assert ready["listed"] is True
            listed = json.loads(home.at_once("market", "list", market["url"], "--json").stdout)
            valid("market-list", listed)
            assert [one["did"] for one in listed["brands"]] == [ready["did"]]
            code, result = wish(home, "--market", market["url"], text="wool blanket")
            assert (code, result["brands"][0]["did"]) == (4, ready["did"])


def test_an_unknown_hash_is_refused(home: Home) -> None:
    done = home.at_once("approve", "A" * 43, "--json")
    assert (done.returncode, json.loads(done.stderr)["code"]) == (1, "unknown-option")


def test_views_on_the_twins_store_keep_their_schemas(home: Home, brand: dict[str, Any]) -> None:
    wish(home, "--brand", brand["url"], "--mandate", "20 USD")
    threads = json.loads(home.at_once("twin", "threads", "--json").stdout)
    valid("twin-threads", threads)
    thread = threads["threads"][-1]["thread"]
    for name in ("status", "agreements"):
        valid(f"twin-{name}", json.loads(home.at_once("twin", name, "--json").stdout))
    shown = json.loads(home.at_once("twin", "show", thread, "--json").stdout)
    valid("twin-show", shown)
    assert all(check(message, shown["keys"]) == 1 for message in shown["messages"])
    valid("twin-resume", json.loads(home.at_once("twin", "resume", "--json").stdout))


def test_only_the_person_can_read_their_store(home: Home, brand: dict[str, Any]) -> None:
    assert (Path(home.folder) / "twin.db").stat().st_mode & 0o077 == 0
