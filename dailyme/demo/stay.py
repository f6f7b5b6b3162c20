"""The demo's market as a place to try things at: a directory and three brands, open until Ctrl-C.

Their keys, prices and stock are kept from one start to the next, under a folder of their own.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any, Final

from dailyme.demo.plan import BRANDS, Plan, server_environment
from dailyme.demo.processes import NotReadyError, Running, Server, running
from dailyme.outputs import DemoMarket, Ready
from dailyme.places import places
from dailyme.serve import bind
from dailyme.show import console, count, hints, print_json

_ADVICE: Final = "Choose another with --port: the brands take the three ports after it."
_LOOK_SECONDS: Final = 1.0


class Ended(Exception):  # noqa: N818  a wish, no error
    """Ctrl-C or SIGTERM."""


def stay_open(port: int, *, as_json: bool) -> None:
    """Serve the demo's market on *port* and its brands on the three after it (0: any), until Ctrl-C.

    Raises `PortTakenError`, or `NotReadyError` if a server does not start or ends by itself.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    home = places(os.environ).data / "demo-market"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    plan, names = Plan(), ("market", *BRANDS)
    try:
        with ExitStack() as stack:
            ports = {name: port and port + place for place, name in enumerate(names)}
            sockets = {
                name: stack.enter_context(bind("127.0.0.1", one, _ADVICE)) for name, one in ports.items()
            }
            market = Server("market", sockets["market"], []).url
            servers = [Server(name, each, plan.arguments(name, market)) for name, each in sockets.items()]
            started = stack.enter_context(running(servers, server_environment(home)))
            said = [Ready(**one.ready()) for one in started]
            _tell(said[0], said[1:], as_json=as_json)
            wait(started, threading.Event().wait)
    except Ended:
        return


def end(number: int, frame: object) -> None:
    """End on a signal. Raises `Ended`."""
    raise Ended


def _tell(market: Ready, brands: Sequence[Ready], *, as_json: bool) -> None:
    if as_json:
        print_json(DemoMarket(ready=True, url=market.url, brands=list(brands)))
        return
    out = console()
    out.print(f"{'Marketplace':<13}{market.url}")
    for brand in brands:
        out.print(f"{brand.name:<13}{brand.url}   {count(brand.products or 0, 'product')}")
    out.print("\nInvented brands, at prices of about 2011. In another terminal:")
    out.print(f'  dailyme wish now "wireless router" --market {market.url}', soft_wrap=True)
    hints().print("Ctrl-C stops it.")


def wait(started: Sequence[Running], pause: Callable[[float], Any]) -> None:
    """Wait for Ctrl-C. Raises `NotReadyError` once one of *started* has ended by itself."""
    while True:
        pause(_LOOK_SECONDS)
        for one in started:
            if one.process.poll() is not None:
                raise NotReadyError(f"{one.name} ended by itself", "Start it again.")
