"""A hash is no option, whatever character it begins with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.dailyme.commandline import new_home

HASH = "-" + "w" * 42


@pytest.mark.parametrize("command", [["approve", HASH], ["decline", HASH, "--reason", "price"]])
def test_a_hash_may_begin_with_a_hyphen(command: list[str], tmp_path: Path) -> None:
    done = new_home(tmp_path).at_once(*command, "--json")
    assert (done.returncode, json.loads(done.stderr)["code"]) == (1, "unknown-option")
