"""At a terminal the person is asked: an option by its number, none with a reason, or Ctrl-C."""

from __future__ import annotations

import os
import pty
import select
import sys
from pathlib import Path

import pytest

from tests.dailyme.commandline import new_home


def at_terminal(folder: Path, answers: list[tuple[str, str]]) -> tuple[str, int]:
    """Run the demo at a terminal of its own; once it says the first of an answer, type the second."""
    environment = new_home(folder).environment() | {"COLUMNS": "80", "TERM": "xterm"}
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [sys.executable, "-m", "dailyme", "demo"], environment)
    told, left = "", list(answers)
    while select.select([terminal], [], [], 60)[0]:
        try:
            heard = os.read(terminal, 65_536)
        except OSError:  # the other side has closed: that is how a terminal ends
            break
        told += heard.decode("utf-8", "replace")
        if left and left[0][0] in told:
            os.write(terminal, left.pop(0)[1].encode())
    os.close(terminal)
    return told.replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # pty.fork beside pytest's threads
class TestAtATerminal:
    """The demo, with somebody there."""

    def test_the_person_takes_an_option_by_its_number(self, tmp_path: Path) -> None:
        told, code = at_terminal(tmp_path, [("Which one?", "2\n")])
        assert code == 0
        assert "Agreed with" in told and "verified" in told and "mandate" not in told

    def test_the_person_takes_none_and_says_why(self, tmp_path: Path) -> None:
        told, code = at_terminal(tmp_path, [("Which one?", "n\n"), ("Why not?", "delivery\n")])
        assert code == 3
        assert "Declined: delivery." in told and "THREE" not in told

    def test_ctrl_c_at_the_question_ends_it_at_once(self, tmp_path: Path) -> None:
        told, code = at_terminal(tmp_path, [("Which one?", "\x03")])
        assert code == 130
        assert "Agreed" not in told and "Traceback" not in told
