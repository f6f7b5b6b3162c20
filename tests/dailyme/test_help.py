"""Help is quick because it imports nothing that it does not show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dailyme.main import Commands, run

ROOT = Path(__file__).parents[2]
HEAVY = {
    "fastapi",
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "httpx",
    "rich",
    "uvicorn",
    "lxml",
    "orjson",
    "nacl",
    "numpy",
}

SPY = """
import sys
from dailyme.main import run
code = run(sys.argv[1:])
sys.stderr.write(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
sys.exit(code)
"""


def imported(*arguments: str) -> set[str]:
    """Run `dailyme` with *arguments* in a fresh process; return the top-level packages it imported."""
    done = subprocess.run(
        [sys.executable, "-c", SPY, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_help_imports_nothing_heavy() -> None:
    assert imported("--help") & HEAVY == set()


@pytest.mark.parametrize("command", list(Commands.table))
def test_help_of_every_command_imports_nothing_heavy(command: str) -> None:
    assert imported(command, "--help") & HEAVY <= {"pydantic"}  # Typer reads a command's flags with it


@pytest.mark.parametrize("command", list(Commands.table))
def test_every_command_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    assert f"dailyme {command}" in capsys.readouterr().out


def test_no_command_shows_help_and_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "Commands:" in capsys.readouterr().err
