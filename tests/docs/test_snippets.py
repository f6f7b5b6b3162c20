"""The code in the documents runs, on what the demo prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_an_implementer_verifies_the_agreement_without_our_code(tmp_path: Path) -> None:
    (code,) = PYTHON.findall((ROOT / "docs" / "implementers.md").read_text(encoding="utf-8"))
    assert "dailyme" not in code
    with (tmp_path / "demo.json").open("wb") as shown:
        subprocess.run(
            [sys.executable, "-m", "dailyme", "demo", "--json"], cwd=ROOT, stdout=shown, check=True
        )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout.count("holds:") == 2
