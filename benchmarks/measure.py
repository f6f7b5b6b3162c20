"""Measuring: two pieces of work in turn, CPU time, the median of the ratios.

A case is measured against its anchor, both in this run and interleaved, so that a busy machine slows both.
Output is that of DESIGN 10: `python -m benchmarks.NAME` prints a table, with `--json` one object.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

REPEATS: Final = 9

Work = Callable[[], float]
"""Does the work once and returns its CPU seconds."""


class SkippedError(Exception):
    """The case can't be measured here; the text says why."""


@dataclass(frozen=True)
class Case:
    """What is measured: `work` over `anchor_work`, at most `goal` times."""

    name: str
    """Dotted; stays."""
    anchor: str
    goal: float | None
    """None: the figure is shown, and nothing is asked of it."""
    work: Work
    anchor_work: Work
    unit: str = "ratio"
    repeats: int = REPEATS
    """Fewer only where the figure is no time and hardly varies."""


Prepare = Callable[[], Case]
"""Sets a case up. Raises `SkippedError` where it can't be measured."""


def main(cases: Sequence[tuple[str, Prepare]]) -> None:
    """Measure *cases* (name, set-up) and print the results; ends with 0 when the measuring worked."""
    results = [_result(name, prepare) for name, prepare in cases]
    if "--json" in sys.argv[1:]:
        print(json.dumps({"machine": machine(), "results": results}))
        return
    for result in results:
        print(_row(result))


def _row(result: dict[str, Any]) -> str:
    if result["holds"] == "skipped":
        return f"{result['name']:<20} skipped: {result['reason']}"
    word = "holds" if result["holds"] else "MISSED"
    goal = f"; goal {result['goal']}: {word}" if result["goal"] else ""
    return f"{result['name']:<20}{result['value']:>8.2f} of {result['anchor']}{goal}"


def _result(name: str, prepare: Prepare) -> dict[str, Any]:
    try:
        case = prepare()
    except SkippedError as error:
        shown = {"name": name, "value": None, "unit": "ratio", "anchor": None, "goal": ""}
        return shown | {"holds": "skipped", "reason": str(error)}
    value = ratio(case.work, case.anchor_work, case.repeats)
    return {
        "name": name,
        "value": round(value, 3),
        "unit": case.unit,
        "anchor": case.anchor,
        "goal": "" if case.goal is None else f"<={case.goal}",
        "holds": case.goal is None or value <= case.goal,
    }


def ratio(work: Work, anchor_work: Work, repeats: int = REPEATS) -> float:
    """Return the median of *repeats* ratios of *work* to *anchor_work*, after one unmeasured turn of both."""
    work(), anchor_work()
    return median(_turn(work, anchor_work, first=number % 2 == 0) for number in range(repeats))


def _turn(work: Work, anchor_work: Work, *, first: bool) -> float:
    if first:
        spent = work()
        return spent / anchor_work()
    anchor = anchor_work()
    return work() / anchor


def times(count: int, act: Callable[[], object]) -> Work:
    """Return the work of doing *act* *count* times in this process."""

    def work() -> float:
        start = time.process_time()
        for _ in range(count):
            act()
        return time.process_time() - start

    return work


def program(*command: str, folder: Path) -> Work:
    """Return the work of running *command* in *folder* to its end: the CPU time of that process."""

    def work() -> float:
        before = _children_s()
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        return _children_s() - before

    return work


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "unknown")
