"""One exchange: a request goes out, an answer comes back, both are logged, and a problem is raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import httpx

from foundation.fetch import Fetched, Guard, fetch
from protocol import MAX_BYTES, ProtocolError
from protocol.commitment import Beside
from transport.errors import BadAnswerError, ProblemError
from transport.media import CARRIED, JSON, MESSAGE, PROBLEM, media_type
from transport.parcel import Parcel, unwrap, wrap
from transport.wire_line import WireLine, WireLog, place


@dataclass(frozen=True)
class Ask:
    """A request to the party *brand* (a DID): a GET, or a POST of signed bytes."""

    url: str
    brand: str
    data: bytes | None = None
    values: tuple[Beside, ...] = ()
    """What travels beside *data*; it is never logged."""
    etag: str | None = None

    @property
    def method(self) -> str:
        """GET, or POST if there is something to send."""
        return "GET" if self.data is None else "POST"

    def headers(self) -> dict[str, str]:
        """The headers that say what is sent and what is understood."""
        found = {"accept": f"{MESSAGE}, {CARRIED}, {JSON}, {PROBLEM}"}
        if self.data is not None:
            found["content-type"] = CARRIED if self.values else MESSAGE
        if self.etag is not None:
            found["if-none-match"] = f'"{self.etag}"'
        return found


class Exchanges:
    """Asks over one shared client. Every line goes to *wire_log*."""

    def __init__(self, client: httpx.AsyncClient, guard: Guard, wire_log: WireLog | None) -> None:
        self._client, self._log = client, wire_log
        self._guard = replace(guard, max_bytes=min(guard.max_bytes, MAX_BYTES))

    async def __call__(self, ask: Ask) -> Fetched:
        """Return the answer to *ask*: 200, 201 or 304.

        Raises `ProblemError` if the other side refuses, `BadAnswerError` for any other status or type, and
        what `fetch` raises.
        """
        thread, seq = (None, None) if ask.data is None else place(ask.data)
        self._report(WireLine("sent", ask.brand, ask.method, ask.url, thread, seq, _text(ask.data or b"")))
        got = await fetch(
            ask.url,
            guard=self._guard,
            client=self._client,
            method=ask.method,
            headers=ask.headers(),
            content=None if ask.data is None else wrap(Parcel(ask.data, ask.values))[0],
        )
        said = _signed_part(got)
        answered = place(said)[1] if thread is not None else None
        seq = seq if answered is None else answered
        self._report(WireLine("received", ask.brand, ask.method, ask.url, thread, seq, _text(said)))
        return checked(got.status, got.headers, got)

    def _report(self, line: WireLine) -> None:
        if self._log is not None:
            self._log(line)


def checked(status: int, headers: Mapping[str, str], got: Fetched) -> Fetched:
    """Return *got* if its status says that there is an answer. Raises `ProblemError` or `BadAnswerError`."""
    kind = media_type(headers.get("content-type"))
    if kind == PROBLEM:
        raise ProblemError.of(status, got.body)
    if status == 304:
        return got
    if status not in {200, 201}:
        raise BadAnswerError(f"the server answered with status {status} and no problem document")
    return got


def expect(got: Fetched, kind: str) -> bytes:
    """Return the body of *got* if it is of the media type *kind*. Raises `BadAnswerError`."""
    found = media_type(got.headers.get("content-type"))
    if found != kind:
        raise BadAnswerError(f"the answer is {found[:60]!r} and not {kind}")
    return got.body


def parcel_of(got: Fetched) -> Parcel:
    """Return the message in *got* with what travels beside it. Raises `BadAnswerError` or `ProtocolError`."""
    kind = media_type(got.headers.get("content-type"))
    if kind not in {MESSAGE, CARRIED}:
        raise BadAnswerError(f"the answer is {kind[:60]!r} and not {MESSAGE}")
    return unwrap(got.body, kind)


def _signed_part(got: Fetched) -> bytes:
    """The body without the values beside it; what is no carried object is given as it came."""
    if media_type(got.headers.get("content-type")) != CARRIED:
        return got.body
    try:
        return unwrap(got.body, CARRIED).data
    except ProtocolError:
        return b""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
