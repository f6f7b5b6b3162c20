"""A site: what one of the two is called, where it is served, who is in, and its way round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from fastapi import Request

from dailyme.clock import now_ms
from dailyme.pages.shell.sessions import InMemory, Session, Sessions

LOOPBACK: Final = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Way:
    """A link of the navigation: its address, its word, and the icon beside it.

    also: how addresses begin that stand below it, beside its own.
    """

    to: str
    word: str
    icon: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """One site of pages.

    origins: what the browser calls it, such as `http://127.0.0.1:8710`; any other Host or Origin is refused.
    entrance: what somebody who is not in is told to do. door: where they are sent, if there is such a page.
    """

    name: str
    kind: Literal["twin", "brand"]
    origins: tuple[str, ...]
    ways: tuple[Way, ...]
    entrance: str
    door: str | None = None
    sessions: Sessions = field(default_factory=InMemory)
    clock: Callable[[], int] = now_ms
    said: dict[str, list[str]] = field(default_factory=dict)
    """What the next page of a session says once, by the session's CSRF value."""

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers that are answered."""
        return frozenset(origin.partition("://")[2] for origin in self.origins)

    @property
    def secure(self) -> bool:
        """Whether all of it goes over https."""
        return all(origin.startswith("https://") for origin in self.origins)

    @property
    def cookie(self) -> str:
        """The name of the session's cookie: of its own per port, since cookies know no ports."""
        port = self.origins[0].rpartition(":")[2]
        plain = f"dailyme-{self.kind}-{port}" if port.isdigit() else f"dailyme-{self.kind}"
        return f"__Host-{plain}" if self.secure else plain


def local_origins(port: int) -> tuple[str, ...]:
    """Return what a browser on this machine calls the site on *port*."""
    return tuple(f"http://{host}:{port}" for host in LOOPBACK)


def site_of(request: Request) -> Site:
    """Return the site that *request* came to."""
    found: Site = request.app.state.site
    return found


def session_of(request: Request) -> Session | None:
    """Return the session that *request* came in by; None for somebody outside."""
    found: Session | None = getattr(request.state, "session", None)
    return found
