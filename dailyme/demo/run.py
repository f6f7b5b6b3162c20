"""Running the demo: servers up, the play, servers down, whatever happens."""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from dailyme.demo.plan import Plan, server_environment
from dailyme.demo.processes import NotReadyError, Server, listening, running
from dailyme.demo.telling import opening
from dailyme.errors import Exit
from dailyme.logs import start_logs
from dailyme.show import print_json
from dailyme.wirelog import WireLog


def run_demo(plan: Plan, *, as_json: bool) -> int:
    """Run the demo and return the exit code."""
    start_logs(quiet=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # also then, the servers are stopped
    with ExitStack() as stack:
        log = None
        if plan.wire_log is not None:
            log = stack.enter_context(WireLog(plan.wire_log, ordered=plan.seed is not None))
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dailyme-demo-")))
        sockets = stack.enter_context(listening(plan.ports()))
        market = Server("market", sockets["market"], []).url
        servers = [Server(name, each, plan.arguments(name, market)) for name, each in sockets.items()]
        started = stack.enter_context(running(servers, server_environment(home)))
        if not as_json:
            opening()
        return _act(plan, home, market, started, log, as_json=as_json)


def _act(
    plan: Plan, home: Path, market: str, started: list[Any], log: WireLog | None, *, as_json: bool
) -> int:
    from consumer_twin import Nobody
    from dailyme.demo.play import Scene, Teller, play
    from dailyme.demo.silent import Silent
    from dailyme.demo.story import Story
    from dailyme.person import AtTerminal

    story = Story(plan.model)
    said = [one.ready() for one in started]
    brands = [_listed(one) for one in said if one.get("products") is not None]
    if not as_json:
        story.market(market, brands)
    at_terminal = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    scene = Scene(
        market=market,
        home=home,
        currencies={brand["url"]: brand["currency"] for brand in brands},
        person=AtTerminal() if at_terminal else Nobody(),
        by_mandate=not at_terminal,
        wire_log=log,
    )
    teller: Teller = Silent() if as_json else story
    result = asyncio.run(play(plan, scene, teller))
    if as_json:
        print_json(result)
    else:
        story.receipts(result)
    return Exit.DONE if result.agreement is not None else Exit.NO_DEAL


def _listed(brand: dict[str, Any]) -> dict[str, Any]:
    if not brand["listed"]:
        raise NotReadyError(f"{brand['name']}: {brand['notes'][-1]}", "Run the demo again.")
    return brand
