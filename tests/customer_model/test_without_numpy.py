"""Where numpy is missing, one line says what to run; both programs end with 1."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def ran(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this Python as if numpy were not installed."""
    (folder / "sitecustomize.py").write_text("import sys\n\nsys.modules['numpy'] = None\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)


def how() -> str:
    """The command that installs what the extra names, for this Python."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    (numpy,) = extras["taste"]
    return f"numpy is missing; to install it: {sys.executable} -m pip install '{numpy}'"


@pytest.mark.parametrize("program", ["choice", "sequence"])
@pytest.mark.parametrize("arguments", [("--train", "a.csv", "--test", "b.csv", "--json"), ("--help",)])
def test_the_command_that_installs_it_is_all_that_is_printed(
    program: str, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    done = ran(tmp_path, "-m", f"customer_model.{program}", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{how()}\n")


@pytest.mark.parametrize("name", ["customer_model.Taste", "customer_model.sequence.learn"])
def test_who_imports_a_name_is_told_the_same(name: str, tmp_path: Path) -> None:
    package, _, wanted = name.rpartition(".")
    done = ran(tmp_path, "-c", f"from {package} import {wanted}")
    assert done.returncode == 1
    assert how() in done.stderr.splitlines()[-1]
