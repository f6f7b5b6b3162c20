"""`dailyme twin rules`, as a person runs it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from consumer_twin import Nobody, pursue
from consumer_twin.edge import SqlStore
from dailyme.places import places
from dailyme.schemas import schema_files
from foundation.database import Database
from tests.consumer_twin.town import Brand, Town
from tests.consumer_twin.twins import twin_of, wish_for
from tests.dailyme.commandline import Home, new_home


def said(home: Home, *arguments: str) -> list[dict[str, Any]]:
    done = home.at_once("twin", "rules", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema_files()["twin-rules.schema.json"])).validate(found)
    rules: list[dict[str, Any]] = found["rules"]
    return rules


def refused(home: Home, *arguments: str) -> str:
    done = home.at_once("twin", "rules", *arguments, "--json")
    assert done.returncode
    code: str = json.loads(done.stderr)["code"]
    return code


def shown(home: Home) -> str:
    """Let a brand make an offer, and return the hash of the option."""

    async def look() -> str:
        store = places(home.environment()).twin_store
        Path(store.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        database = Database(store)
        try:
            twin = twin_of(Town([Brand("alpha")]), store=SqlStore(database), mandate=None)
            return (await pursue(wish_for(), Nobody(), twin)).options[0].hash
        finally:
            database.close()

    return asyncio.run(look())


def test_a_rule_is_made_listed_and_taken_back(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    option = shown(home)
    assert said(home) == []
    (made,) = said(home, "always", option, "--under", "120 USD", "--product")
    assert (made["kind"], made["product"], made["under"]["amount"]) == ("always", "router", 12_000)
    assert "up to 120.00 USD without asking" in made["words"]
    assert said(home, "never", option)[0]["words"] == "Never buy from Alpha."
    listed = home.at_once("twin", "rules").stdout
    assert "Never buy from Alpha." in listed and "  1  Buy" in listed
    assert "revoked" in said(home, "revoke", "1")[1]
    assert "No rules stand" in (said(home, "revoke", "2") and home.at_once("twin", "rules").stdout)


def test_what_is_not_there_is_refused_with_a_code(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    option = shown(home)
    assert refused(home, "revoke", "7") == "unknown-rule"
    assert refused(home, "never", "x" * 43) == "unknown-option"
    assert refused(home, "always", option, "--under", "much") == "usage"
    assert refused(home, "always", option, "--under", "0 USD") == "bad-rule"
    said(home, "never", option)
    assert refused(home, "always", option, "--under", "5 USD") == "bad-rule"
