"""`dailyme deal` and `dailyme brand order`, as a person and an operator run them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dailyme.schemas import schema_files
from tests.consumer_twin.deals.dealing import shopping
from tests.dailyme.commandline import Home, new_home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose twin has ordered one thing, which came five days late, and another one."""
    made = new_home(tmp_path_factory.mktemp("deals"))
    made.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_live(made.folder))
    return made


async def _live(folder: Path) -> None:
    async with shopping(folder) as now:
        late = await now.bought()
        now.later(10)
        await now.came(late)
        await now.bought()


def shown(home: Home, name: str, *arguments: str) -> dict[str, Any]:
    """What `dailyme` prints as JSON, which must keep the schema of that *name*."""
    done = home.at_once(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema_files()[f"{name}.schema.json"])).validate(found)
    assert isinstance(found, dict)
    return found


def store(home: Home) -> tuple[str, str]:
    return "--database", f"sqlite:///{home.folder}/shop.db"


def test_the_deals_are_listed_with_promise_and_remedy(home: Home) -> None:
    first, second = shown(home, "deal-list", "deal", "list")["deals"]
    assert (first["days_late"], first["turned_out"], first["told"]) == (5, "late", False)
    assert first["remedy"]["kind"] == "price-reduction"
    assert (second["state"], second["said"]) == ("ordered", "handoff")
    words = home.at_once("deal", "list").stdout
    assert "5 days late" in words
    assert f"with the code {second['handoff']['code']}" in words


def test_an_operator_sees_what_was_ordered_and_moves_it(home: Home) -> None:
    listed = shown(home, "brand-order-list", "brand", "order", "list", *store(home))["orders"]
    assert [one["stage"] for one in listed] == ["handed-off", "handed-off"]
    assert listed[0]["disclosed"] == {"name": "Ada Lovelace"}
    name = listed[0]["order"]
    moved = shown(
        home, "brand-order", "brand", "order", "ship", name, "--expected", "2026-12-20", *store(home)
    )
    assert (moved["stage"], moved["expected"]) == ("shipped", "2026-12-20T12:00:00Z")
    back = home.at_once("brand", "order", "pack", name, *store(home))
    assert (back.returncode, back.stderr.split(":")[1].strip()) == (1, "wrong-stage")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["deal", "track", "nothing"], "unknown-deal"),
        (["brand", "order", "place", "a-wrong-code"], "unknown-order"),
        (["brand", "order", "ship", "x", "--expected", "soon"], "usage"),
    ],
)
def test_a_wrong_name_is_told_in_one_line(home: Home, arguments: list[str], code: str) -> None:
    more = store(home) if arguments[0] == "brand" else ()
    done = home.at_once(*arguments, *more)
    assert done.returncode != 0
    assert done.stderr.startswith(f"error: {code}: ")
    assert len(done.stderr.splitlines()) == 1


def test_what_is_given_must_be_a_field(home: Home) -> None:
    name = shown(home, "deal-list", "deal", "list")["deals"][0]["deal"]
    done = home.at_once("deal", "order", name, "--give", "shoe-size=9")
    assert done.returncode == 2
    assert "delivery-address" in done.stderr
