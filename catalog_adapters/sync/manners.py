"""Asking politely: one request at a time, with a gap between them, robots.txt obeyed, patience when busy.

When a host may be asked again is kept with the catalog, so that a program which was killed and started anew
leaves the server alone for as long as the one before would have.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urljoin, urlsplit

from catalog_adapters.sync.asking import (
    USER_AGENT,
    Answer,
    Ask,
    AskedToWaitError,
    BusyError,
    Request,
    RobotsError,
    RobotsUnreadError,
)
from catalog_adapters.sync.hosts import Hosts
from catalog_adapters.sync.politeness import (
    GAP_MS,
    MAX_HELD_OFF_MS,
    PATIENCE_MS,
    ROBOTS_BYTES,
    ROBOTS_KEPT_MS,
    TRIES,
    NoRobots,
    Robots,
    RobotsFile,
    backoff_ms,
    is_busy,
)
from foundation.pinned import FetchError
from protocol import write_time

_TRANSIENT: Final = frozenset({"unreachable", "too-slow"})

Clock = Callable[[], int]
Wait = Callable[[int], None]
"""Waits for so many milliseconds."""


class Manners:
    """Asks for one source, over *ask*."""

    def __init__(self, ask: Ask, hosts: Hosts, *, clock: Clock, wait: Wait, own_shop: bool = False) -> None:
        """own_shop: who runs the sync runs the shop, so its robots.txt speaks to others."""
        self._ask, self._hosts, self._clock, self._wait, self._own = ask, hosts, clock, wait, own_shop
        self._robots: dict[str, Robots] = {}
        self.requests = 0

    def ask(self, request: Request) -> Answer:
        """Return the server's answer to *request*, which is not "busy".

        Raises `RobotsError`, `RobotsUnreadError`, `AskedToWaitError`, `BusyError` or a `FetchError`.
        """
        robots = self._robots_of(request.url)
        if not robots.may(request.url):
            raise RobotsError(request.url, "robots.txt asks programs not to read it")
        return self._patiently(request, robots.gap_ms)

    def _patiently(self, request: Request, gap_ms: int) -> Answer:
        host, trouble = host_of(request.url), ""
        for failures in range(1, TRIES + 1):
            self._let_pass(request.url, self._hosts.ready_ms(host))
            self.requests += 1
            said = None
            try:
                answer = self._ask(_signed(request))
                if not is_busy(answer.status):
                    self._hosts.hold(host, self._clock() + gap_ms)
                    return answer
                trouble, said = f"it answers {answer.status}", answer.headers.get("retry-after")
                answer.body.close()
            except FetchError as error:
                self._hosts.hold(host, self._clock() + gap_ms)
                if error.code not in _TRANSIENT:
                    raise
                trouble = str(error)
            now = self._clock()
            self._hosts.hold(host, now + max(gap_ms, backoff_ms(failures, said, at_ms=now)))
        raise BusyError(request.url, f"after {TRIES} tries: {trouble}")

    def _let_pass(self, url: str, ready_ms: int) -> None:
        left_ms = ready_ms - self._clock()
        if left_ms > MAX_HELD_OFF_MS:  # so long is nobody held off: this clock was set back
            return
        if left_ms > PATIENCE_MS:
            raise AskedToWaitError(url, f"it is not to be asked before {write_time(ready_ms)}")
        if left_ms > 0:
            self._wait(left_ms)

    def _robots_of(self, url: str) -> Robots:
        host = host_of(url)
        if host not in self._robots:
            self._robots[host] = NoRobots() if self._own else self._read_robots(url, host)
        return self._robots[host]

    def _read_robots(self, url: str, host: str) -> Robots:
        kept = self._hosts.robots(host, since_ms=self._clock() - ROBOTS_KEPT_MS)
        if kept is None:
            answer = self._patiently(Request(urljoin(url, "/robots.txt"), most_bytes=ROBOTS_BYTES), GAP_MS)
            with answer.body as body:
                kept = body.read() if answer.status == 200 else b""
            self._hosts.keep_robots(host, kept, self._clock())
        try:
            return RobotsFile(kept)
        except ImportError:
            raise RobotsUnreadError(url, "what robots.txt asks for can't be read") from None


def host_of(url: str) -> str:
    """Return what is asked at one pace: scheme, host and port of *url*."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _signed(request: Request) -> Request:
    headers = {"user-agent": USER_AGENT, **request.headers}
    return Request(request.url, headers, request.content, request.most_bytes)
