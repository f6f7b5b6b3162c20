"""Pages without the packages that draw them: commands say what to install, and others need none of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.dailyme.commandline import new_home

WITHOUT = "import sys; sys.modules |= {name: None for name in ('babel', 'jinja2', 'python_multipart')}; "
RUN = "from dailyme.main import main; main()"
BRAND = str(Path(__file__).parents[2] / "dailyme/demo_market/northgate/brand.toml")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT + RUN, *command, "--json"],
        env=new_home(folder).environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def test_a_command_that_draws_pages_says_what_to_install(tmp_path: Path) -> None:
    done = run(tmp_path, "twin", "open", "--no-browser")
    assert done.returncode == 1
    told = json.loads(done.stderr)
    assert (told["code"], "pip install 'dailyme[pages]'" in told["advice"]) == ("no-pages", True)


def test_no_other_command_needs_them(tmp_path: Path) -> None:
    done = run(tmp_path, "brand", "check", "--config", BRAND)
    assert done.returncode == 0, done.stderr
