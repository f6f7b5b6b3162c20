"""Running `dailyme` as a person does: a process of its own, with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from dailyme.main import run

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Home:
    """A folder that `DAILYME_HOME` names, and the file with the passphrase of its seeds."""

    folder: Path
    passphrase: Path | None

    def environment(self) -> dict[str, str]:
        """Return this process's environment, pointed at the folder, without a keyring and without colour."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DAILYME_")}
        kept |= {"DAILYME_HOME": str(self.folder), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
        kept |= {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "DAILYME_TICK_MS": "10"}
        return kept | ({"DAILYME_PASSPHRASE_FILE": str(self.passphrase)} if self.passphrase else {})

    def dailyme(self, *arguments: str, seconds: int = 120) -> subprocess.CompletedProcess[str]:
        """Run `dailyme` with *arguments*, without a terminal, for at most *seconds*."""
        return subprocess.run(
            [sys.executable, "-m", "dailyme", *arguments],
            check=False,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
        )

    def at_once(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `dailyme` with *arguments* in this process: quicker, and without a terminal."""
        kept, shown, told = dict(os.environ), StringIO(), StringIO()
        os.environ.clear()
        os.environ.update(self.environment())
        try:
            with redirect_stdout(shown), redirect_stderr(told):
                code = run(list(arguments))
        finally:
            os.environ.clear()
            os.environ.update(kept)
        return subprocess.CompletedProcess(arguments, code, shown.getvalue(), told.getvalue())


def new_home(folder: Path) -> Home:
    """Return a home under *folder* with a passphrase file beside it."""
    passphrase = folder / "passphrase"
    passphrase.write_text("correct horse\n")
    return Home(folder / "home", passphrase)
