"""Tests that run behind a shell start programs that can be interrupted all the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.dailyme.commandline import ROOT

CHILD = "import signal; print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
TESTS = (
    f"import subprocess, sys, tests.conftest; subprocess.run([sys.executable, '-c', {CHILD!r}], check=True)"
)


@pytest.mark.parametrize(("started", "ignored"), [(CHILD, "True"), (TESTS, "False")])
def test_a_program_hears_an_interrupt_though_the_tests_run_behind_a_shell(started: str, ignored: str) -> None:
    shell = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", sys.executable, "-c", started]
    told = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ignored
