"""What `dailyme twin open` and `dailyme brand console` do: serve pages on this machine, and open them."""

from __future__ import annotations

import os
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dailyme.clock import World, now_ms
from dailyme.errors import CommandError
from dailyme.outputs_pages import PagesOpen
from dailyme.places import places
from dailyme.serve import Place, bind, port_of, serve
from dailyme.show import console, hints, print_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from dailyme.wiring.shop import ShopFlags

HOST = "127.0.0.1"


class NoPagesError(CommandError):
    """The packages that draw pages are not installed."""

    code = "no-pages"


@dataclass(frozen=True)
class PageFlags:
    """What the command line says of pages.

    port: 0 takes any free one. url: the public address, where a proxy with https stands in front; None is
    this machine alone.
    """

    port: int
    browser: bool = True
    host: str = HOST
    url: str | None = None
    listen_fd: int | None = None
    with_parent: bool = False


def _check_extra() -> None:
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("babel", "jinja2", "python_multipart")):
        raise NoPagesError("the pages need a few more packages", "Run: pip install 'dailyme[pages]'.")


def open_twin(flags: PageFlags, *, local: bool, as_json: bool) -> None:
    """Serve Daily Me until Ctrl-C."""
    _check_extra()
    from dailyme.acts.here import here
    from dailyme.logs import start_logs
    from dailyme.pages.shell import Entrance, Who, local_origins
    from dailyme.pages.twin.app import twin_app, twin_site
    from dailyme.pages.twin.home import opened_home
    from dailyme.sources import is_loopback

    start_logs()
    at, place = here(), _place(flags)
    local = local or is_loopback(at.settings.market or "")
    entrance = Entrance()
    key = entrance.key(Who("you", "person"))

    @asynccontextmanager
    async def app() -> AsyncIterator[FastAPI]:
        async with opened_home(at, world=World.real(), local=local) as home:
            if at.places.seed.exists():
                home.seed()  # asks for the passphrase now, at the terminal, and not in the midst of a page
            yield twin_app(twin_site(local_origins(port_of(place.listening))), home, entrance)

    told = _opener(place, key, "Your Daily Me", flags, as_json=as_json)
    serve(app(), place, ready=told, with_parent=flags.with_parent)


def open_console(
    shop_flags: ShopFlags,
    flags: PageFlags,
    *,
    origin: str,
    database: str | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Serve the console of the brand at *origin* until Ctrl-C."""
    _check_extra()
    from dailyme.logs import start_logs
    from dailyme.pages.brand.app import brand_site, console_app
    from dailyme.pages.brand.office import opened_office
    from dailyme.pages.shell import Entrance, Who, local_origins
    from dailyme.sources import is_loopback
    from dailyme.wiring.brand import brand_store, identity_at
    from dailyme.wiring.shop import read_shop

    start_logs()
    where, place, local = places(os.environ), _place(flags), is_loopback(origin)
    folder = where.brand(origin)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    who = identity_at(origin, folder, role="brand", seed=seed, local=local)
    name = read_shop(shop_flags, at_ms=now_ms(), local=local).policy.brand.name
    entrance = Entrance()
    key = entrance.key(Who("owner", "admin"))

    @asynccontextmanager
    async def app() -> AsyncIterator[FastAPI]:
        async with opened_office(
            database or brand_store(where, origin),
            shop_flags,
            origin=origin,
            key=who.key,
            places=where,
            world=who.world,
            local=local,
        ) as office:
            origins = local_origins(port_of(place.listening)) if flags.url is None else (place.origin,)
            yield console_app(brand_site(name, origins), office, entrance)

    told = _opener(place, key, f"The console of {name}", flags, as_json=as_json)
    serve(app(), place, ready=told, with_parent=flags.with_parent)


def _place(flags: PageFlags) -> Place:
    """Return the socket to serve at, and what the browser calls it."""
    if flags.listen_fd is not None:
        import socket

        listening = socket.socket(fileno=flags.listen_fd)
    else:
        listening = bind(flags.host, flags.port)
    if flags.url is not None:
        return Place(listening, flags.url.rstrip("/"), local=False)
    return Place(listening, f"http://{HOST}:{port_of(listening)}", local=True)


def _opener(
    place: Place, key: str, what: str, flags: PageFlags, *, as_json: bool
) -> Callable[[], Awaitable[None]]:
    address = f"{place.origin}/enter?key={key}"

    async def told() -> None:
        if as_json:
            print_json(PagesOpen(ready=True, url=place.origin, enter=address))
        else:
            console().print(f"{what} is open at {place.origin}", soft_wrap=True)
            console().print(f"This address lets you in, once:\n  {address}", soft_wrap=True)
            hints().print("Ctrl-C closes it.")
        if flags.browser and not as_json:
            webbrowser.open(address)

    return told
