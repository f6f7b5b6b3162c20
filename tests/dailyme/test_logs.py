"""No log line holds what a person disclosed, whatever goes wrong; also where somebody looks on."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.dailyme.commandline import new_home
from tests.dailyme.terminal import spoken

FAILING = """
import structlog
from dailyme.logs import start_logs
start_logs()
def serve(value):
    raise RuntimeError("it broke")
try:
    serve("ada@" + "private.example")
except RuntimeError:
    structlog.get_logger("transport").exception("failed", path="/relate")
"""


def test_a_traceback_at_a_terminal_shows_no_variable(tmp_path: Path) -> None:
    environment = new_home(tmp_path).environment()
    _, shown = spoken([sys.executable, "-c", FAILING], environment, "")
    assert "it broke" in shown
    assert "ada@private.example" not in shown
