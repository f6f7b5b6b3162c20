"""Walking through a page: every command that it shows, typed in order, as a reader would type it.

A command is an indented line of a page that begins with a program (`dailyme`, `python`). Words in capitals
stand for what a command before has printed. A command that stays until Ctrl-C is kept running beside.
"""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.dailyme.commandline import ROOT, Home
from tests.dailyme.terminal import spoken

_COMMAND: Final = re.compile(r"^ {4}((?:dailyme|python) (?! ).*)$", re.MULTILINE)
_PRINTED: Final[Mapping[str, re.Pattern[str]]] = {
    "ID": re.compile(r"^([0-9a-f]{10})  ", re.MULTILINE),
    "HASH": re.compile(r"(?:dailyme approve|hash) ([\w-]{43})\s"),
    "NUMBER": re.compile(r"^ *(\d+)  ", re.MULTILINE),
}
"""For each word in capitals: what it stands for, as a command prints it."""
_STAYS: Final[Mapping[str, str]] = {
    "dailyme market demo": "Ctrl-C stops it.",
    "dailyme twin run": "Daily Me, ",
    "dailyme twin open": "lets you in, once",
    "dailyme brand console": "lets you in, once",
    "dailyme brand serve": "Ctrl-C stops it.",
    "python -m http.server": "Serving HTTP",
}
"""Commands that stay, and what they show once they are there."""


def commands(page: str) -> list[str]:
    """Return the commands that *page* shows, in order."""
    return [line.strip() for line in _COMMAND.findall(page)]


@dataclass
class Reader:
    """Somebody at a terminal who types what a page says. *answers*: what they say to which command."""

    home: Home
    folder: Path
    answers: Mapping[str, str]
    programs: Path
    beside: ExitStack
    printed: dict[str, list[str]] = field(default_factory=dict)

    def type(self, line: str) -> tuple[int, str]:
        """Type *line*; return the exit code and what was shown."""
        line = self._filled(line)
        for start, ready in _STAYS.items():
            if line.startswith(start):
                return 0, self.beside.enter_context(self._staying(line, ready))
        answer = next((said for start, said in self.answers.items() if line.startswith(start)), None)
        if answer is None and line.startswith("dailyme") and ">" not in line:
            code, shown = self._quickly(line)
        else:
            code, shown = spoken(["bash", "-c", line], self._environment(), answer or "", folder=self.folder)
        shown = shown.replace("\r\n", "\n")
        for word, pattern in _PRINTED.items():
            self.printed[word] = pattern.findall(shown) or self.printed.get(word, [])
        return code, shown

    def _quickly(self, line: str) -> tuple[int, str]:
        """Run a command that asks nothing in this process: the same, without the start of a program."""
        with chdir(self.folder):
            done = self.home.at_once(*shlex.split(line)[1:])
        return done.returncode, done.stdout + done.stderr

    def _filled(self, line: str) -> str:
        for word in _PRINTED:
            if re.search(rf"\b{word}\b", line):
                assert self.printed.get(word), f"{line}: nothing before it printed what {word} stands for"
                line = re.sub(rf"\b{word}\b", self.printed[word].pop(0), line)
        return line

    def _environment(self) -> dict[str, str]:
        kept = self.home.environment()
        path = f"{self.programs}:{kept['PATH']}"
        here = {"HOME": str(self.folder), "PYTHONUNBUFFERED": "1", "BROWSER": "true"}  # opens no window
        return kept | {"PATH": path} | here

    @contextmanager
    def _staying(self, line: str, ready: str) -> Iterator[str]:
        process = subprocess.Popen(
            ["bash", "-c", f"exec {line}"], env=self._environment(), cwd=self.folder, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert process.stdout is not None
        shown = ""
        try:
            for printed in process.stdout:
                shown += printed
                if ready in shown:
                    break
            assert ready in shown, f"{line}: {shown}"
            yield shown
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
        assert process.returncode == 0, f"Ctrl-C is the ordinary end of {line}"


@contextmanager
def reader(folder: Path, home: Home, answers: Mapping[str, str]) -> Iterator[Reader]:
    """A reader in *folder* beside our examples; `dailyme` and `python` are those of this run."""
    programs = folder / "programs"
    programs.mkdir()
    _program(programs / "dailyme", f'exec "{sys.executable}" -P -m dailyme "$@"')
    _program(programs / "python", f'exec "{sys.executable}" "$@"')
    _program(
        programs / "crontab",
        'tab="$HOME/tab"; if [ "$1" = -l ]; then [ -f "$tab" ] && cat "$tab"; else cat > "$tab"; fi',
    )
    (folder / "examples").symlink_to(ROOT / "examples")
    with ExitStack() as beside:
        yield Reader(home, folder, answers, programs, beside)


def _program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
