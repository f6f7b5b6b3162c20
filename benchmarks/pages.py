"""What the pages cost: lists that grow, what a browser loads, and how soon there is something to see.

    python -m benchmarks.pages [--json]

`pages.SITE.PAGE` is each page of Daily Me and of the console, whichever there are, over stores with 10,000
deals (and as many standing wishes, things remembered, products, deliveries of a webhook and entries of the
record), against the same page with 10: CPU seconds of the application, without a socket. `.weight` is the
script and style that the page makes a browser load, gzipped, in kB of 1,000 bytes. `pages.first` is when
first options of a wish, with a price each, were on the page, over when the last shop had made its offer, and
`pages.first.offer` when an offer was: page and shops are on sockets, and one shop sleeps before each answer.
"""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import structlog

from benchmarks.measure import machine, ratio
from benchmarks.pages_first import first_options
from benchmarks.pages_sites import Visitor, console, daily_me
from benchmarks.pages_stores import BRAND, DEALS, TWIN, multiply, play
from benchmarks.usage import read_arguments

FEW: Final = DEALS
MANY: Final = 10_000
TIMES: Final = 3
MOST_KB: Final = 100

HOMES: Final = {"twin": "today", "brand": "goals"}
MORE: Final = {"twin": (), "brand": ("/webhooks/1",)}
"""Lists of something that has a number."""

Result = dict[str, Any]


def lists() -> list[Result]:
    """Return what each page costs with many rows against few, and what a browser loads for it."""
    found: list[Result] = []
    loop = asyncio.new_event_loop()
    with TemporaryDirectory() as place:
        few, many = Path(place) / "few", Path(place) / "many"
        few.mkdir()
        loop.run_until_complete(play(few))
        shutil.copytree(few, many)
        multiply(many / "twin.db", TWIN, MANY // FEW - 1)
        multiply(many / "northgate.db", BRAND, MANY // FEW - 1)
        for site, opened in (("twin", daily_me), ("brand", console)):
            stack = AsyncExitStack()
            small = loop.run_until_complete(stack.enter_async_context(opened(few, FEW)))
            large = loop.run_until_complete(stack.enter_async_context(opened(many, MANY)))
            found += _site(site, small, large, loop)
            loop.run_until_complete(stack.aclose())
    loop.close()
    return found


def _site(site: str, few: Visitor, many: Visitor, loop: asyncio.AbstractEventLoop) -> Iterator[Result]:
    pages, broken = loop.run_until_complete(many.pages(MORE[site]))
    for path, status in broken.items():
        yield {
            "name": _name(site, path),
            "value": None,
            "unit": "ratio",
            "anchor": None,
            "goal": f"<={TIMES}",
            "holds": "skipped",
            "reason": f"the page answers {status}",
        }
    for path in pages:
        name = _name(site, path)
        print(f"{_name(site, path)} …", file=sys.stderr, flush=True)
        times = ratio(many.work(path, loop), few.work(path, loop))
        yield {
            "name": name,
            "value": round(times, 3),
            "unit": "ratio",
            "anchor": f"the same page with {FEW} rows",
            "goal": f"<={TIMES}",
            "holds": times <= TIMES,
        }
        weight = loop.run_until_complete(many.weight(path)) / 1000
        yield {
            "name": f"{name}.weight",
            "value": round(weight, 1),
            "unit": "kB",
            "anchor": None,
            "goal": f"<={MOST_KB}",
            "holds": weight <= MOST_KB,
        }


def _name(site: str, path: str) -> str:
    return f"pages.{site}.{path.strip('/').replace('/', '.') or HOMES[site]}"


def main() -> None:
    """Measure, and print the results; ends with 0 when the measuring worked."""
    given = read_arguments(__doc__)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    results = [*lists(), *first_options()]
    if given.json:
        print(json.dumps({"machine": machine(), "results": results}))
        return
    for one in results:
        print(_row(one))


def _row(one: Result) -> str:
    if one["holds"] == "skipped":
        return f"{one['name']:<44} skipped: {one['reason']}"
    word = "holds" if one["holds"] else "MISSED"
    goal = f"; goal {one['goal']}: {word}" if one["goal"] else ""
    return f"{one['name']:<44}{one['value']:>9.2f} {one['unit']}{goal}"


if __name__ == "__main__":
    main()
