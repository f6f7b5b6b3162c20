"""Seeded runs of the demo, and what is read from them."""

from __future__ import annotations

import fcntl
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.dailyme.commandline import new_home

SEED = "7"


@dataclass(frozen=True)
class Run:
    """What a seeded run left behind: its exit code, its result, and the text of its wire log."""

    code: int
    result: dict[str, Any]
    log: str

    def lines(self) -> list[dict[str, Any]]:
        """The wire log's lines."""
        return [json.loads(line) for line in self.log.splitlines()]

    def threads(self) -> dict[str, list[dict[str, Any]]]:
        """The lines that belong to a thread, by thread, in order."""
        found: dict[str, list[dict[str, Any]]] = {}
        for line in self.lines():
            if "thread" in line:
                found.setdefault(line["thread"], []).append(line)
        return found


def seeded_run(folder: Path, ceiling: str) -> Run:
    """Run the demo with the seed and *ceiling*: one run at a time on a machine, for the ports are fixed."""
    folder.mkdir()
    log = folder / "wire.jsonl"
    with alone():
        done = new_home(folder).dailyme(
            "demo", "--json", "--seed", SEED, "--ceiling", ceiling, "--wire-log", str(log)
        )
    assert done.stderr == "", done.stderr
    return Run(done.returncode, json.loads(done.stdout), log.read_text("utf-8"))


@contextmanager
def alone() -> Iterator[None]:
    """Keep every other run of this machine's tests off the ports of a seeded run."""
    with (Path(tempfile.gettempdir()) / "dailyme-seeded-run.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def total_minor(line: dict[str, Any]) -> int | None:
    """Return the total that the message of a wire log line names, or None."""
    body = json.loads(line["text"]).get("body", {})
    deal = body.get("agreement", {}).get("deal", body)
    total = deal.get("total")
    return total["amount"] if isinstance(total, dict) else None
