"""Keys of brands and of people: encrypted for the world, marked test keys for this machine alone."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from tests.dailyme.commandline import new_home


def test_a_brand_with_an_address_gets_an_encrypted_key_and_a_commented_policy(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    file = tmp_path / "brand.toml"
    done = home.at_once("brand", "init", "--file", str(file), "--url", "https://shop.example", "--json")
    shown = json.loads(done.stdout)
    key = Path(shown["key"])
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert json.loads(key.read_text())["kdf"] == "argon2id"
    assert "floor_margin" in file.read_text() and "#" in file.read_text()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    (tmp_path / "brand.toml").write_text("mine")
    done = home.at_once("brand", "init", "--file", str(tmp_path / "brand.toml"))
    assert done.returncode == 1 and (tmp_path / "brand.toml").read_text() == "mine"


def test_a_brand_with_an_address_does_not_serve_without_its_key(tmp_path: Path) -> None:
    shop = tmp_path / "shop.csv"
    shop.write_text("id,title,price\n1,Towel,5.00 USD\n")
    done = new_home(tmp_path).dailyme(
        "brand", "serve", "--catalog", str(shop), "--url", "https://shop.example", "--port", "0", "--json"
    )
    problem = json.loads(done.stderr)
    assert (done.returncode, problem["code"]) == (1, "no-seed")
    assert "dailyme brand init --url https://shop.example" in problem["advice"]


def test_a_market_key_is_made_once(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    assert home.at_once("market", "init", "--url", "https://market.example").returncode == 0
    again = home.at_once("market", "init", "--url", "https://market.example")
    assert again.returncode == 1 and "seed-exists" in again.stderr


def test_without_a_keyring_the_flag_is_told(tmp_path: Path) -> None:
    done = new_home(tmp_path).dailyme("init", "--keyring")
    assert done.returncode == 1 and "no usable keyring" in done.stderr


def test_a_wrong_passphrase_stops_before_anything_is_sent(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    home.at_once("init")
    (tmp_path / "passphrase").write_text("another\n")
    done = home.at_once("wish", "now", "towel", "--brand", "http://localhost:1", "--json")
    assert (done.returncode, json.loads(done.stderr)["code"]) == (1, "wrong-passphrase")


def test_status_says_which_seed_there_is(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    assert json.loads(home.at_once("twin", "status", "--json").stdout)["seed"] == "none"
    home.at_once("init")
    assert json.loads(home.at_once("twin", "status", "--json").stdout)["seed"] == "encrypted"
