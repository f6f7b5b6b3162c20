"""The documents: their links lead somewhere, and every command they show exists, with its options."""

from __future__ import annotations

import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache
from io import StringIO
from pathlib import Path

import pytest

from dailyme.main import run

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").glob("*.md"),
        *(ROOT / "dailyme" / "demo_market").glob("*.md"),
    ]
)
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"(?:^\s*|`|&& )(?:\.venv/bin/)?dailyme (?! )([^`\n#|>]+)", re.MULTILINE)
TARGET = re.compile(r"(?:^\s+|`)make ([a-z-]+)", re.MULTILINE)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text(page: Path) -> str:
    """*page* with lines that end in a backslash joined to the next."""
    return re.sub(r"\\\n\s*", "", page.read_text(encoding="utf-8"))


@lru_cache
def help_of(*command: str) -> str:
    """What `dailyme *command* --help` prints; nothing if there is no such command."""
    with redirect_stdout(StringIO()) as shown, redirect_stderr(StringIO()):
        code = run([*command, "--help"])
    return shown.getvalue() if code == 0 else ""


def groups() -> set[str]:
    """The commands that have commands of their own."""
    return {
        "wish",
        "twin",
        "brand",
        "deal",
        "market",
        "catalog",
        "memory",
        "news",
        "relation",
        "negotiate",
        "model",
    }


def shown_commands() -> list[tuple[str, str]]:
    return [(name(page), found.strip()) for page in PAGES for found in COMMAND.findall(text(page))]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_inside_the_tree_leads_to_a_file(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(("page", "line"), shown_commands())
def test_every_command_shown_exists_with_its_options(page: str, line: str) -> None:
    words = [word for word in shlex.split(line) if word not in {"&", "…", "..."}]
    if words[0].startswith("-"):
        return
    path = (
        words[:2] if words[0] in groups() and len(words) > 1 and not words[1].startswith("-") else words[:1]
    )
    told = help_of(*path)
    assert told, f"{page}: there is no `dailyme {' '.join(path)}`"
    for option in (word.split("=")[0] for word in words if word.startswith("--")):
        assert option in told, f"{page}: `dailyme {' '.join(path)}` has no {option}"


def test_every_make_target_shown_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        assert set(TARGET.findall(page.read_text(encoding="utf-8"))) <= targets, name(page)
