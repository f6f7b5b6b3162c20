"""Taking in a body: the type first, then bytes up to the cap, and not for ever.

Spec: spec/20-wire.md (WIRE-1, WIRE-25).
"""

from __future__ import annotations

import asyncio
from collections.abc import Set
from typing import Final

from fastapi import Request

from protocol import MAX_BYTES
from protocol.byte_errors import TooLargeError
from transport.media import CARRIED, MESSAGE, media_type
from transport.parcel import Parcel, unwrap
from transport.refusals import SlowBodyError, WrongContentTypeError

BODY_S: Final = 10.0
"""How long a body may take to arrive, in seconds."""


async def read_parcel(request: Request) -> Parcel:
    """Return the message in *request* with what travels beside it.

    Raises what `read_message_body` and `unwrap` raise.
    """
    kind = media_type(request.headers.get("content-type"))
    return unwrap(await _body(request, {MESSAGE, CARRIED}), kind)


async def read_message_body(request: Request) -> bytes:
    """Return the body of *request*, at most as large as a message may be.

    Raises `WrongContentTypeError` (WIRE-25), `TooLargeError` (WIRE-1, before the rest is read) or
    `SlowBodyError` (WIRE-25).
    """
    return await _body(request, {MESSAGE})


async def _body(request: Request, kinds: Set[str]) -> bytes:
    if media_type(request.headers.get("content-type")) not in kinds:  # WIRE-25
        raise WrongContentTypeError("the body does not say that it is a signed object")
    said = request.headers.get("content-length", "")
    if said.isdecimal() and len(said) < 20 and int(said) > MAX_BYTES:  # WIRE-1
        raise TooLargeError(int(said))
    try:
        async with asyncio.timeout(BODY_S):
            return await _capped(request)
    except TimeoutError:  # WIRE-25
        raise SlowBodyError(f"the body was not there within {BODY_S:g} s") from None


async def _capped(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BYTES:  # WIRE-1
            raise TooLargeError(len(body))
    return bytes(body)
