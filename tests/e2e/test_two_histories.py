"""Two histories and one market: two mornings, each line with its reasons, and nothing that a brand hears."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dailyme.clock import now_ms
from dailyme.schemas import schema_files
from tests.dailyme.commandline import Home, new_home
from tests.e2e.serving import serving

SHOP = """id,title,price,availability,brand,quantity,product_type
1,Coffee beans Crema 1 kg,13.50,in_stock,Aroma,50,Grocery
2,Cat food salmon 12 pack,10.90,in_stock,Felix,50,Pets
3,USB hub 4 port,20.00,in_stock,Anker,9,Electronics
4,Easy cat 2 button touchpad,34.82,in_stock,Adesso,9,Electronics
"""
COFFEE = ("Coffee beans Crema 1 kg", "Grocery", 21, "14.90")
SNACK = ("Cat snack trout", "Pets", 14, "3.50")
CAT_FOOD = ("Cat food salmon 12 pack", "Pets", 14, "11.50")
VOLATILE = {"number", "at", "since", "places_changed"}
"""What tells one run from the next, and nothing of what is new."""


def history(title: str, category: str, every_days: int, price: str) -> str:
    """Nine purchases, the last of them as long ago as the thing lasts."""
    today = datetime.fromtimestamp(now_ms() / 1000, UTC).date()
    days = [today - timedelta(days=every_days * number + every_days) for number in range(9)]
    rows = [f"{day.isoformat()},{title},1,{price},USD,{category}" for day in days]
    return "date,title,quantity,price,currency,category\n" + "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, str, str]]:
    """A market and a shop on it: the home that they were started from, and both addresses."""
    folder = tmp_path_factory.mktemp("town")
    home = new_home(folder)
    (folder / "shop.csv").write_text(SHOP)
    with serving(home, "market", "serve") as market:
        shop = str(folder / "shop.csv")
        with serving(home, "brand", "serve", "--catalog", shop, "--market", market["url"]) as brand:
            yield home, market["url"], brand["url"]


def person(folder: Path, market: str, more: str = "") -> Home:
    folder.mkdir()
    home = new_home(folder)
    home.folder.mkdir()
    (home.folder / "config.toml").write_text(f'market = "{market}"\n{more}')
    return home


def ran(home: Home, *arguments: str) -> dict[str, Any]:
    done = home.at_once(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def morning(home: Home) -> dict[str, Any]:
    found = ran(home, "today")
    Draft202012Validator(json.loads(schema_files()["today.schema.json"])).validate(found)
    return found


def lasting(digest: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in digest.items() if name not in VOLATILE}


def bought(home: Home, folder: Path, *goods: tuple[str, str, int, str]) -> None:
    for number, one in enumerate(goods):
        file = folder / f"orders-{number}.csv"
        file.write_text(history(*one))
        ran(home, "twin", "import", str(file))


def test_two_histories_make_two_mornings_and_each_line_says_why(
    town: tuple[Home, str, str], tmp_path: Path
) -> None:
    _, market, shop = town
    told = []
    for name, one in (("anna", COFFEE), ("ben", CAT_FOOD)):
        home = person(tmp_path / name, market)
        bought(home, tmp_path / name, one)
        digest = morning(home)
        (need,) = digest["suggestions"]
        assert need["title"] == one[0] and "Bought 9 times" in need["words"] and len(need["evidence"]) == 9
        assert (need["offer"]["title"], need["offer"]["sellers"]) == (one[0], 1)
        told.append(need["offer"]["total"]["amount"])
    assert told == [1350, 1090]
    report = ran(town[0], "brand", "report", "--url", shop)
    assert report["threads"] == 0, "a brand heard of a need that nobody confirmed"


def test_to_forget_a_belief_is_as_if_it_had_never_been(town: tuple[Home, str, str], tmp_path: Path) -> None:
    _, market, _ = town
    both, one = (person(tmp_path / name, market) for name in ("both", "one"))
    bought(both, tmp_path / "both", COFFEE, CAT_FOOD)
    bought(one, tmp_path / "one", CAT_FOOD)
    before = morning(both)
    assert {need["title"] for need in before["suggestions"]} == {CAT_FOOD[0], COFFEE[0]}
    ran(both, "memory", "forget", "category:Grocery", "--yes")
    after, other = lasting(morning(both)), lasting(morning(one))
    for digest in (after, other):
        for need in digest["suggestions"]:
            assert all(part.startswith("memory/") for part in need.pop("evidence"))
    assert after == other
    assert ran(both, "memory", "verify")["holds"] is True


def test_no_price_is_told_of_something_else_that_shares_a_word(
    town: tuple[Home, str, str], tmp_path: Path
) -> None:
    home = person(tmp_path / "fay", town[1])
    bought(home, tmp_path / "fay", SNACK)
    (need,) = morning(home)["suggestions"]
    assert need["title"] == SNACK[0] and "offer" not in need


def test_a_mandate_that_names_the_need_buys_it_and_the_digest_says_so(
    town: tuple[Home, str, str], tmp_path: Path
) -> None:
    _, market, _ = town
    mandate = '[mandate]\nper_deal = "20.00 USD"\nper_month = "50.00 USD"\ncategories = ["Grocery"]\n'
    home = person(tmp_path / "carla", market, mandate)
    bought(home, tmp_path / "carla", COFFEE, CAT_FOOD)
    digest = morning(home)
    assert "your mandate covers it: Coffee beans" in digest["notes"][0]
    assert [(item["kind"], item["total"]["amount"]) for item in digest["items"]] == [("bought", 1350)]
    assert [need["title"] for need in digest["suggestions"]] == [CAT_FOOD[0]]
    again = morning(home)
    assert again["items"] == [] and again["notes"] == []


def test_a_confirmed_need_is_looked_for_and_waits_for_a_yes(
    town: tuple[Home, str, str], tmp_path: Path
) -> None:
    _, market, _ = town
    home = person(tmp_path / "dora", market)
    bought(home, tmp_path / "dora", COFFEE)
    (need,) = morning(home)["suggestions"]
    ran(home, "twin", "confirm", need["id"])
    digest = morning(home)
    assert digest["suggestions"] == [] and [item["kind"] for item in digest["items"]] == ["waiting"]
    taken = ran(home, "approve", digest["items"][0]["offers"][0]["hash"])
    assert taken["status"] == "agreed"
    assert morning(home)["items"] == [] and ran(home, "wish", "list")["wishes"] == []


def test_a_morning_without_history_wish_or_market_still_comes(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    digest = morning(home)
    assert digest["nothing"] is True and digest["troubles"] == []
    shown = home.dailyme("today")
    assert shown.returncode == 0 and "Nothing worth your time today." in shown.stdout


def test_a_market_that_is_gone_is_told_and_the_digest_comes(tmp_path: Path) -> None:
    home = person(tmp_path / "eve", "http://localhost:9")
    bought(home, tmp_path / "eve", COFFEE)
    digest = morning(home)
    assert [one["seller"] for one in digest["troubles"]] == ["http://localhost:9"]
    assert [need["title"] for need in digest["suggestions"]] == [COFFEE[0]]
