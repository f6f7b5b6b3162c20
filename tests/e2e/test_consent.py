"""Consent and the sketch in two terminals: granted, used, refused, corrected, taken back, erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dailyme.commandline import Home, new_home
from tests.e2e.serving import serving
from tests.e2e.test_two_terminals import SHOP, valid

MAIL, NEW = "ada@private.example", "ada@new.example"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("consent")
    (folder / "shop.csv").write_text(SHOP)
    (folder / "mail").write_text(MAIL + "\n")
    (folder / "new").write_text(NEW)
    return new_home(folder)


@pytest.fixture(scope="module")
def brand(home: Home) -> Iterator[str]:
    catalog = str(home.folder.parent / "shop.csv")
    with serving(home, "brand", "serve", "--catalog", catalog) as ready:
        yield ready["url"]


def said(home: Home, schema: str, *arguments: str, code: int = 0) -> dict[str, Any]:
    done = home.at_once(*arguments, "--json")
    assert done.returncode == code, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    valid(schema, result)
    return result


def of_brand(home: Home) -> bytes:
    """Every byte of the brand's store."""
    return b"".join(path.read_bytes() for path in Path(home.folder).glob("brands/*/brand.db*"))


def test_a_grant_from_the_yes_to_the_last_byte(home: Home, brand: str) -> None:
    files = home.folder.parent
    given = said(
        home, "relation-disclose", "relation", "disclose", brand, "--field", "email", "--purpose", "service",
        "--until", "90d", "--value-file", f"email={files / 'mail'}", "--yes",
    )  # fmt: skip
    assert MAIL.encode() in of_brand(home)

    key = said(home, "brand-register", "brand", "register", "--url", brand)["grants"][0]["key"]
    use = ("brand", "use", key, "--field", "email", "--url", brand, "--purpose")
    assert said(home, "brand-use", *use, "service")["value"] == MAIL
    refused = home.at_once(*use, "marketing")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "purpose-not-granted" in refused.stderr

    sketch = said(home, "relation-sketch", "relation", "sketch", brand)
    (mail,) = [one for one in sketch["entries"] if one.get("value")]
    assert (mail["value"], mail["used"], mail["grant"]) == (MAIL, ["service"], given["grant"])
    held = said(home, "relation-consents", "relation", "consents")["consents"]
    assert [(one["state"], one["used"], one["receipt"]) for one in held] == [
        ("live", ["service"], given["receipt"])
    ]

    said(
        home, "relation-correct", "relation", "correct", brand, mail["id"],
        "--value-file", str(files / "new"),
    )  # fmt: skip
    assert said(home, "brand-use", *use, "service")["value"] == NEW
    assert MAIL.encode() not in of_brand(home)

    said(home, "relation-revoke", "relation", "revoke", brand, given["grant"])
    assert NEW.encode() not in of_brand(home)
    assert "grant-revoked" in home.at_once(*use, "service").stderr
    register = said(home, "brand-register", "brand", "register", "--url", brand, "--key", key)
    assert [one.get("refused") for one in register["uses"]] == [
        None, "purpose-not-granted", None, "grant-revoked",
    ]  # fmt: skip
    assert register["grants"][0]["held"] == []

    again = home.at_once("relation", "revoke", brand, "A" * 43)
    assert "no-such-grant" in again.stderr
    kinds = [one["kind"] for one in json.loads(home.at_once("memory", "log", "--json").stdout)["entries"]]
    assert kinds == ["consented", "sketch-fetched", "used", "corrected", "revoked"]


def test_what_would_travel_is_shown_and_nothing_goes_without_a_yes(home: Home, brand: str) -> None:
    done = home.at_once(
        "relation", "disclose", brand, "--field", "email", "--purpose", "service",
        "--value-file", str(home.folder.parent / "mail"),
    )  # fmt: skip
    assert done.returncode == 2
    assert "--yes" in done.stderr
    held = said(home, "relation-consents", "relation", "consents")["consents"]
    assert [one["state"] for one in held] == ["revoked"]


def test_everything_under_every_key_is_erased_and_the_deal_stays(home: Home, brand: str) -> None:
    home.at_once("wish", "now", "cotton towel", "--brand", brand, "--mandate", "20 USD", "--json")
    mixed = home.at_once("relation", "sketch", brand)
    assert mixed.returncode == 2
    assert "--every-key" in mixed.stderr
    before = said(home, "relation-sketch", "relation", "sketch", brand, "--every-key")
    assert "agreement" in {one["source"] for one in before["entries"]}
    assert before["keys"] >= 2
    erased = said(home, "relation-erase", "relation", "erase", brand, "--every-key", "--yes")
    assert {one["why"] for one in erased["kept"]} == {"agreement"}
    after = said(home, "relation-sketch", "relation", "sketch", brand, "--every-key")
    assert {one["source"] for one in after["entries"]} == {"agreement"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--field", "shoe-size", "--purpose", "service"), "no field"),
        (("--field", "email", "--purpose", "fun"), "no purpose"),
        (("--field", "email", "--purpose", "service", "--until", "soon"), "no end"),
        (("--field", "email", "--purpose", "service"), "--value-file"),
        (("--purpose", "service"), "--field"),
    ],
)
def test_a_bad_grant_is_told_what_to_do(
    home: Home, brand: str, arguments: tuple[str, ...], says: str
) -> None:
    done = home.at_once("relation", "disclose", brand, *arguments)
    assert done.returncode == 2
    assert says in done.stderr
