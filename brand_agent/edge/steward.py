"""The steward, where people at the brand say what the agent may not do, or what it is to say next.

Each control is checked and written in one transaction, so of two who take the same negotiation over one does,
and the other is told who. Once more the same changes nothing and is not written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from brand_agent.console.four_eyes import check_alone
from brand_agent.control_rules import UnknownTalkError, is_news
from brand_agent.controls import FOR_ALL, Kind, NextOffer, Standing
from brand_agent.edge.console.people import read_people, says_alone
from brand_agent.edge.controls import read_standing, write_control
from brand_agent.edge.overviews import Line, keep_steering, line_of, named
from brand_agent.edge.tables import METADATA
from foundation.database import Database
from protocol import Terms


class Steward:
    """Controls over the store *database*. Every act has somebody's name, a reason in words, and its time.

    The acts on a thread raise `UnknownTalkError` or another `ControlError`.
    """

    def __init__(self, database: Database) -> None:
        database.create(METADATA)
        self._database = database

    async def standing(self, thread: str = FOR_ALL) -> Standing:
        """Return how *thread*, or all, is steered now."""
        return await self._database.read(lambda connection: read_standing(connection, thread))

    async def pause(self, who: str, why: str, *, at_ms: int) -> bool:
        """Let the agent open nothing and give nothing more; return whether it did before."""
        return await self._say("pause", FOR_ALL, who, why, at_ms=at_ms)

    async def resume(self, who: str, why: str, *, at_ms: int) -> bool:
        """Let it go on. Raises `FourEyesError` where that takes two people: then it is proposed."""
        return await self._say("resume", FOR_ALL, who, why, at_ms=at_ms)

    async def approve_above(self, above_minor: int | None, who: str, why: str, *, at_ms: int) -> bool:
        """Have a person approve where all is *above_minor* or more at list prices; None: nowhere."""
        return await self._say("approval", FOR_ALL, who, why, {"above": above_minor}, at_ms=at_ms)

    async def stop(self, thread: str, who: str, why: str, *, at_ms: int) -> bool:
        """Give nothing more in *thread*, and close it once nothing in it is firm."""
        return await self._say("stop", thread, who, why, at_ms=at_ms)

    async def take_over(self, thread: str, who: str, why: str, *, at_ms: int) -> bool:
        """Lead *thread* from now on. Raises `TakenOverError` if somebody else does."""
        return await self._say("take-over", thread, who, why, at_ms=at_ms)

    async def hand_back(self, thread: str, who: str, why: str, *, at_ms: int) -> bool:
        """Let the agent lead *thread* again."""
        return await self._say("hand-back", thread, who, why, at_ms=at_ms)

    async def offer(
        self, thread: str, total_minor: int, terms: Terms | None, who: str, why: str, *, at_ms: int
    ) -> bool:
        """Offer *total_minor* next in *thread*, on *terms* or on those asked for. Raises `NotLedError`.

        It is said with the brand's next answer, if the guardrails let it out then.
        """
        facts = NextOffer(total_minor, terms).members()
        return await self._say("offer", thread, who, why, facts, at_ms=at_ms)

    async def no_further(self, thread: str, who: str, why: str, *, at_ms: int) -> bool:
        """Take back what was set for *thread*: what was offered stands, and nothing more. As `offer`."""
        return await self._say("no-further", thread, who, why, at_ms=at_ms)

    async def approve(self, thread: str, who: str, why: str, *, at_ms: int) -> bool:
        """Let the agent go on in *thread*, which waits for it. Raises `NotWaitingError`."""
        return await self._say("approve", thread, who, why, at_ms=at_ms)

    async def named(self, prefix: str) -> Line:
        """Return the negotiation whose name begins with *prefix*. Raises `UnknownTalkError`."""
        found = await self._database.read(lambda connection: named(connection, prefix))
        if len(found) != 1:
            raise UnknownTalkError(f"{prefix[:64]!r} names {'several' if found else 'no'} negotiations")
        return found[0]

    async def _say(
        self,
        kind: Kind,
        thread: str,
        who: str,
        why: str,
        facts: Mapping[str, Any] = MappingProxyType({}),
        *,
        at_ms: int,
    ) -> bool:
        told = {**facts, "why": why.strip()}

        def work(connection: Connection) -> bool:
            if kind == "resume":
                check_alone(read_people(connection), ("the pause",), said=says_alone(connection))
            line = None if thread == FOR_ALL else line_of(connection, thread)
            if line is None and thread != FOR_ALL:
                raise UnknownTalkError("there is no such negotiation")
            now = read_standing(connection, thread)
            talk = None if line is None else line.overview
            phase, listed = (None, None) if talk is None else (talk.phase, talk.list_minor)
            if not is_news(kind, now, phase, who, listed):
                return False
            write_control(connection, kind, thread, who, told, at_ms=at_ms)
            if line is not None:
                after = read_standing(connection, thread)
                keep_steering(connection, thread, after.course, is_approved=after.is_approved)
            return True

        return await self._database.write(work)
