"""The marketplaces that compare for a brand: their keys, from their own did documents.

Spec: spec/65-modes.md (MED-12).

Only those that the policy names are ever asked, at most once in five minutes, and only when a message needs
one. What was known last serves while one can't be reached.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import structlog

from brand_agent.ports import Mediator
from foundation.fetch import FetchError
from protocol import Message, ProtocolError
from transport import Resolver, TransportError

_log = structlog.get_logger("brand")

WAIT_S: Final = 3.0
"""How long a marketplace may take to say its keys: a twin waits for the answer."""


class ResolvedMediators:
    """`Mediators`: the marketplaces *dids*, found by *resolver*."""

    def __init__(self, resolver: Resolver, dids: Sequence[str], clock: Callable[[], int]) -> None:
        self._resolver, self._dids, self._clock = resolver, tuple(dids), clock
        self._known: dict[str, Mediator] = {}

    async def __call__(self) -> Mapping[str, Mediator]:
        """See `ports.Mediators`."""
        await asyncio.gather(*map(self._look_up, self._dids))
        return dict(self._known)

    async def _look_up(self, did: str) -> None:
        try:
            async with asyncio.timeout(WAIT_S):
                document = await self._resolver.document(did)
            box, ring = document.box_key(), document.ring(self._clock())
        except (FetchError, TransportError, ProtocolError, TimeoutError) as error:
            _log.warning("negotiate", mediator=did, problem=getattr(error, "code", "too-slow"))
            return
        if box is not None:
            self._known[did] = Mediator(did, box, ring)


async def nobody() -> Mapping[str, Mediator]:
    """Find no marketplace: mediated play is not offered."""
    return {}


def needs_mediator(message: Message) -> bool:
    """Whether the answer to *message* depends on a marketplace's keys."""
    if message.envelope.type == "open":
        return message.envelope.body.mode == "mediated"
    return message.type in {"round", "package"}
