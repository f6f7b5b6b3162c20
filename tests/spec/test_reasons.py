"""A sentence without a vector names the test that holds it, and that test is there.

A file without its folder lies in that of the file before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tests.spec.reading import SPEC, unchecked

NAMED = re.compile(r"\b[\w/]*\btest_\w+(?:\.py)?\b|\btests/[\w/]+\b")


def missing(reason: str, root: Path) -> Iterator[str]:
    """Yield each file and test that *reason* names and that is not under *root*."""
    place, defined = PurePosixPath(), ""
    for name in NAMED.findall(reason):
        if name.startswith("test_") and not name.endswith(".py"):
            if f"def {name}(" not in defined:
                yield f"{place}::{name}"
            continue
        place = PurePosixPath(name) if "/" in name else place.parent / name
        path = root / place
        if not path.exists():
            yield str(place)
        defined = path.read_text(encoding="utf-8") if path.is_file() else ""


def test_every_test_that_a_reason_names_is_there() -> None:
    lost = {id: found for id, why in unchecked().items() if (found := list(missing(why, SPEC.parent)))}
    assert lost == {}


def test_a_test_that_was_renamed_is_found_out() -> None:
    here = "tests/spec/test_reasons.py"
    good = f"about a store; {here}, test_a_test_that_was_renamed_is_found_out; test_vectors.py"
    assert list(missing(good, SPEC.parent)) == []
    bad = f"about a store; {here}, test_it_was_renamed; tests/spec/test_gone.py, test_of_it; tests/nowhere"
    assert list(missing(bad, SPEC.parent)) == [
        f"{here}::test_it_was_renamed", "tests/spec/test_gone.py", "tests/spec/test_gone.py::test_of_it",
        "tests/nowhere",
    ]  # fmt: skip
