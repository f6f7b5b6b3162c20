"""`dailyme init` makes settings and an encrypted seed, and never overwrites either."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

from dailyme.vault import unseal
from tests.dailyme.commandline import new_home


def test_init_makes_both_and_the_passphrase_opens_the_seed(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    done = home.at_once("init", "--json")
    shown = json.loads(done.stdout)
    assert (shown["settings"], shown["seed"]) == (
        str(home.folder / "config.toml"),
        str(home.folder / "seed.json"),
    )
    assert stat.S_IMODE((home.folder / "seed.json").stat().st_mode) == 0o600
    assert len(unseal((home.folder / "seed.json").read_bytes(), "correct horse")) == 32


def test_a_second_init_changes_nothing(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    home.at_once("init")
    before = (home.folder / "seed.json").read_bytes()
    again = home.at_once("init")
    assert again.returncode == 1 and "seed-exists" in again.stderr
    assert (home.folder / "seed.json").read_bytes() == before


def test_without_a_passphrase_nothing_is_written(tmp_path: Path) -> None:
    home = replace(new_home(tmp_path), passphrase=None)
    done = home.dailyme("init")
    assert done.returncode == 1 and "no-passphrase" in done.stderr
    assert not home.folder.exists()
