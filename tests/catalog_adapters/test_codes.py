"""Every reject's code is one of the published ones, and each of those is in use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import catalog_adapters
from catalog_adapters.codes import CODES
from foundation.unreadable import ReadingError

FOLDER = Path(catalog_adapters.__file__).parent
_CODE = re.compile("[a-z]+(-[a-z]+)+")
SPOKEN = {"RowError", "reject", "note"}


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The codes that a module names where it rejects something, in calls and returned pairs."""
    for node in ast.walk(tree):
        places: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            places = node.args[:2] if name in SPOKEN else []
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            places = node.value.elts[:1]
        for place in places:
            if isinstance(place, ast.Constant) and _CODE.fullmatch(str(place.value)):
                yield str(place.value)


def test_the_codes_in_use_are_the_codes_published() -> None:
    named = {code for path in FOLDER.rglob("*.py") for code in codes_in(ast.parse(path.read_text()))}
    read = {
        error.code
        for error in ReadingError.__subclasses__()
        if error.code.startswith(("price-", "currency-", "time-"))
    }
    assert named | read | {"source-too-large"} == CODES.keys()
