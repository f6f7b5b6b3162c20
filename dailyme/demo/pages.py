"""The demo in a browser: the market and its brands run, a Daily Me and a brand's console are open on them.

Nothing is kept: the stores lie in a folder that goes when the demo ends, and the seed is a test seed.
"""

from __future__ import annotations

import signal
import tempfile
import threading
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from dailyme.demo.plan import Plan, own_market, server_environment
from dailyme.demo.processes import Server, running
from dailyme.demo.stay import Ended, end, wait
from dailyme.logs import start_logs
from dailyme.outputs_pages import DemoOpen, PagesOpen
from dailyme.places import places
from dailyme.serve import bind
from dailyme.settings import write_template
from dailyme.show import console, hints, print_json

SHOP: Final = "paperlane"
"""The brand whose console is opened."""


def open_demo(*, as_json: bool, browser: bool = True) -> None:
    """Serve the demo's market, a Daily Me and a console until Ctrl-C, and open both in the browser.

    Raises `PortTakenError`, or `NotReadyError` if a server does not start or ends by itself.
    """
    start_logs(quiet=True)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    try:
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dailyme-demo-")))
            _serve(stack, home, as_json=as_json, browser=browser)
    except Ended:
        return


def _serve(stack: ExitStack, home: Path, *, as_json: bool, browser: bool) -> None:
    plan = Plan(shops=own_market(home))
    sockets = {name: stack.enter_context(bind("127.0.0.1", 0)) for name in (*plan.ports(), "person", "shop")}
    market = Server("market", sockets["market"], []).url
    servers = [Server(name, sockets[name], plan.arguments(name, market)) for name in plan.ports()]
    person = home / "person"
    write_template(places(server_environment(person)).settings, market)
    started = stack.enter_context(running(servers, server_environment(home)))
    if not as_json:
        hints().print("A marketplace and three brands start on this machine …")
    for one in started:
        one.ready()
    daily = Server("Daily Me", sockets["person"], ["twin", "open", "--no-browser"])
    desk = Server(f"{SHOP}'s console", sockets["shop"], _console(plan, Server(SHOP, sockets[SHOP], []).url))
    pages = [
        *stack.enter_context(running([daily], {"DAILYME_HOME": str(person)})),
        *stack.enter_context(running([desk], server_environment(home))),
    ]
    said = [PagesOpen.model_validate(one.ready()) for one in pages]
    _tell(market, *said, as_json=as_json, browser=browser)
    wait([*started, *pages], threading.Event().wait)


def _console(plan: Plan, serves: str) -> list[str]:
    return ["brand", "console", "--config", str(plan.config(SHOP)), "--serves", serves, "--no-browser"]


def _tell(market: str, daily: PagesOpen, desk: PagesOpen, **how: Any) -> None:
    if how["as_json"]:
        print_json(DemoOpen(ready=True, market=market, daily_me=daily, console=desk))
        return
    out = console()
    out.print("Both are open, each at an address that lets one browser in, once.\n")
    out.print(f"Daily Me, for a person:\n  {daily.enter}", soft_wrap=True)
    out.print(f"The console of {SHOP.capitalize()}, for a brand:\n  {desk.enter}", soft_wrap=True)
    out.print('\nTry the wish "wireless router for video and gaming, at most 135 USD".', soft_wrap=True)
    hints().print("Ctrl-C stops all of it; nothing is kept.")
    if how["browser"]:
        for address in (desk.enter, daily.enter):
            webbrowser.open_new_tab(address)
