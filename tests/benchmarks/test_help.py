"""Each benchmark says what it measures when it is asked for help, and measures nothing then."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.dailyme.commandline import ROOT

NAMES = sorted(
    path.stem
    for path in (ROOT / "benchmarks").glob("*.py")
    if 'if __name__ == "__main__":' in path.read_text("utf-8")
)
"""The benchmarks that are programs."""

ASK = """
import contextlib, io, json, runpy, sys
told = {}
for name in sys.argv[1].split():
    for words in (["--help"], ["--no-such-option"]):
        sys.argv = [name, *words]
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            try:
                runpy.run_module(f"benchmarks.{name}", run_name="__main__", alter_sys=True)
            except SystemExit as end:
                told[f"{name} {words[0]}"] = [end.code, out.getvalue()]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, tuple[int, str]]:
    """What each says and ends with; in one process, since their imports take longer than all else."""
    command = [sys.executable, "-W", "ignore", "-c", ASK, " ".join(NAMES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_there_are_benchmarks() -> None:
    assert {"core", "negotiation", "words", "search"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_help_helps_and_what_is_unknown_is_refused(told: dict[str, tuple[int, str]], name: str) -> None:
    code, text = told[f"{name} --help"]
    assert code == 0 and text.startswith(f"usage: python -m benchmarks.{name}") and len(text.split()) > 20
    code, text = told[f"{name} --no-such-option"]
    assert (code == 2 and "--no-such-option" in text) or "required" in text
