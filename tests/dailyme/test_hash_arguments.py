"""A hash is no option, whatever character it begins with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dailyme.main import run

HASH = "-" + "w" * 42


@pytest.mark.parametrize("command", [["approve", HASH], ["decline", HASH, "--reason", "price"]])
def test_a_hash_may_begin_with_a_hyphen(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAILYME_HOME", str(tmp_path))
    assert run([*command, "--json"]) == 1
    assert json.loads(capsys.readouterr().err)["code"] != "usage"
