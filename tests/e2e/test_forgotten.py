"""Forgetting, end to end: the morning after it is that of a twin that never learnt, and no byte stays."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dailyme.commandline import Home, new_home
from tests.e2e.serving import serving
from tests.e2e.test_two_histories import CAT_FOOD, COFFEE, bought, lasting, person, ran

SHOP = """id,title,price,availability,brand,quantity,product_type
1,Coffee beans Crema 1 kg,{coffee},in_stock,Aroma,50,Grocery
2,USB hub 4 port,{hub},in_stock,Anker,50,Electronics
"""
WARRANTY = '[brand]\nname = "{name}"\n[catalog]\nsource = "{name}.csv"\n[terms]\nwarranty_months = {months}\n'
OF_ONE_RUN = {"hash", "valid_until", "id", "evidence"}
"""What tells one run from the next, deeper in: a hash of a fresh thread, numbers of the log."""


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A market with two shops: the one is cheaper, the other has the longer warranty."""
    folder = tmp_path_factory.mktemp("market")
    home = new_home(folder)
    for name, coffee, hub, months in (("Acme", "13.50", "20.00", 12), ("Beta", "13.90", "20.50", 36)):
        (folder / f"{name}.csv").write_text(SHOP.format(coffee=coffee, hub=hub))
        (folder / f"{name}.toml").write_text(WARRANTY.format(name=name, months=months))
    with serving(home, "market", "serve") as market:
        arguments = ("brand", "serve", "--market", market["url"], "--config")
        with (
            serving(home, *arguments, str(folder / "Acme.toml")),
            serving(home, *arguments, str(folder / "Beta.toml")),
        ):
            yield market["url"]


def plain(value: Any) -> Any:
    """*value* without what differs from run to run."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if name not in OF_ONE_RUN}
    return [plain(one) for one in value] if isinstance(value, list) else value


def morning(home: Home) -> Any:
    """What `today` says, on a copy of the store."""
    copy = Home(home.folder.with_name(f"{home.folder.name}-copy"), home.passphrase)
    shutil.copytree(home.folder, copy.folder)
    try:
        return plain(lasting(ran(copy, "today")))
    finally:
        shutil.rmtree(copy.folder)


def offers(home: Home, text: str) -> list[dict[str, Any]]:
    found = json.loads(home.at_once("wish", "now", text, "--json").stdout)
    options: list[dict[str, Any]] = found["options"]
    return options


def declined(home: Home, reason: str) -> None:
    """Every option of a wish is turned down for *reason*, the best named."""
    ran(home, "decline", offers(home, "usb hub")[0]["hash"], "--reason", reason)


def approved(home: Home) -> None:
    """The option with the longest warranty is taken."""
    options = offers(home, "usb hub")
    best = max(options, key=lambda one: one["terms"]["warranty_months"])
    assert home.at_once("approve", best["hash"], "--json").returncode == 0


def avoid(home: Home) -> None:
    declined(home, "brand")
    declined(home, "brand")


def cheap(home: Home) -> None:
    declined(home, "price")


def slow(home: Home) -> None:
    declined(home, "delivery")


def set_by_hand(home: Home) -> None:
    ran(home, "memory", "edit", "warranty", "yes")
    ran(home, "memory", "edit", "taste:warranty", "0.3")


def turned_down(home: Home) -> None:
    (need,) = ran(home, "twin", "suggestions")["suggestions"]
    ran(home, "twin", "dismiss", need["id"], "--never")


@pytest.mark.parametrize("learn", [avoid, cheap, slow, approved, set_by_hand, turned_down])
def test_the_morning_after_forgetting_is_that_of_a_twin_that_never_learnt(
    market: str, tmp_path: Path, learn: Any
) -> None:
    home = person(tmp_path / "anna", market)
    bought(home, tmp_path / "anna", COFFEE)
    ran(home, "wish", "add", "coffee beans", "--ceiling", "40 USD")
    never = morning(home)
    known = {one["entry"] for one in ran(home, "memory", "log", "--last", "0")["entries"]}
    learn(home)
    log = ran(home, "memory", "log", "--last", "0")["entries"]
    ran(home, "memory", "forget", *(str(one["entry"]) for one in log if one["entry"] not in known), "--yes")
    assert morning(home) == never
    assert ran(home, "memory", "verify")["holds"] is True


def test_what_is_believed_shows_in_the_morning_and_goes_with_the_belief(market: str, tmp_path: Path) -> None:
    home = person(tmp_path / "ben", market)
    ran(home, "wish", "add", "coffee beans", "--ceiling", "40 USD")
    never = morning(home)
    approved(home)
    approved(home)
    beliefs = [one["id"] for one in ran(home, "memory")["beliefs"]]
    assert morning(home) != never
    for belief in beliefs:
        left = {one["id"] for one in ran(home, "memory")["beliefs"]}
        if belief in left:
            ran(home, "memory", "forget", belief, "--yes")
    assert morning(home) == never


def test_no_table_and_no_file_beside_it_tells_of_what_was_forgotten(market: str, tmp_path: Path) -> None:
    home = person(tmp_path / "carla", market)
    bought(home, tmp_path / "carla", COFFEE, CAT_FOOD)
    for need in ran(home, "twin", "suggestions")["suggestions"]:
        ran(home, "twin", "dismiss", need["id"])
    ran(home, "memory", "forget", "category:Pets", "--yes")
    assert told(home, "salmon") == []
    assert told(home, "Crema") == ["twin.db"]
    ran(home, "twin", "import", "--undo", "1")
    assert told(home, "Crema") == []


def test_a_wish_that_is_over_is_forgotten_with_its_prices_and_all_that_was_told(
    market: str, tmp_path: Path
) -> None:
    home = person(tmp_path / "dora", market, '[today]\nhaggle = "never"\n')
    ran(home, "wish", "add", "crema beans")
    ran(home, "today")
    ran(home, "wish", "done", "1")
    (number,) = [
        one["entry"] for one in ran(home, "memory", "log")["entries"] if one.get("kind") == "wish-added"
    ]
    ran(home, "memory", "forget", str(number), "--yes")
    assert ran(home, "wish", "list", "--all")["wishes"] == []
    assert told(home, "crema beans") == []


def told(home: Home, text: str) -> list[str]:
    """The files of the store that hold *text*, in any case."""
    files = sorted(home.folder.glob("twin.db*"))
    return [file.name for file in files if text.lower().encode() in file.read_bytes().lower()]
