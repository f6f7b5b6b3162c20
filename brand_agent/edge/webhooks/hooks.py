"""Webhooks on disk. Each change is in the record of the console, in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from brand_agent.edge.console.record import record
from brand_agent.edge.webhooks.tables import DELIVERIES, HOOKS
from brand_agent.webhooks import Hook, check_events
from brand_agent.webhooks.hook import MOST_HOOKS, TooManyHooksError, UnknownHookError
from brand_agent.webhooks.signing import OVERLAP_MS
from foundation.fetch import checked_url

OFF_BY_PERSON = "switched off"


class SqlHooks:
    """The webhooks, over *connection*, whose transaction is the caller's. *who* changes them."""

    def __init__(self, connection: Connection, who: str = "") -> None:
        self._connection, self._who = connection, who

    def all(self) -> tuple[Hook, ...]:
        """Return all that were not removed, oldest first."""
        query = select(HOOKS).where(HOOKS.c.gone_ms.is_(None)).order_by(HOOKS.c.number)
        return tuple(_hook(row) for row in self._connection.execute(query))

    def get(self, number: int) -> Hook:
        """Return webhook *number*. Raises `UnknownHookError`."""
        query = select(HOOKS).where(HOOKS.c.number == number, HOOKS.c.gone_ms.is_(None))
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise UnknownHookError(f"there is no webhook {number}")
        return _hook(row)

    def add(self, url: str, events: Iterable[str], salt: bytes, *, local: bool, at_ms: int) -> Hook:
        """Add a webhook to *url* for *events*, whose secret *salt* makes (16 random bytes).

        Raises `BadUrlError`, `NoEventsError`, `UnknownEventError` or `TooManyHooksError`.
        """
        address, chosen = str(checked_url(url, local=local)), check_events(events)
        if self._count() >= MOST_HOOKS:
            raise TooManyHooksError
        row = {"url": address, "events": json.dumps(chosen), "salt": salt, "before_until_ms": 0, "off": ""}
        made = {"made_ms": at_ms, "made_by": self._who}
        number = self._connection.execute(
            insert(HOOKS).values(row | made).returning(HOOKS.c.number)
        ).scalar_one()
        self._note("webhook-added", at_ms, webhook=number, url=address, events=list(chosen))
        return self.get(number)

    def change(self, number: int, url: str, events: Iterable[str], *, local: bool, at_ms: int) -> None:
        """Let webhook *number* go to *url* for *events*. Raises as `add` does, or `UnknownHookError`."""
        address, chosen = str(checked_url(url, local=local)), check_events(events)
        self.get(number)
        self._set(number, url=address, events=json.dumps(chosen))
        self._note("webhook-changed", at_ms, webhook=number, url=address, events=list(chosen))

    def rotate(self, number: int, salt: bytes, *, at_ms: int) -> Hook:
        """Give webhook *number* a new secret; the one before signs beside it for a day.

        Raises `UnknownHookError`.
        """
        before = self.get(number)
        self._set(number, salt=salt, salt_before=before.salt, before_until_ms=at_ms + OVERLAP_MS)
        self._note("webhook-secret-changed", at_ms, webhook=number)
        return self.get(number)

    def switch(self, number: int, off: str, *, at_ms: int) -> None:
        """Switch webhook *number* off, for the reason *off*, or on (""). Raises `UnknownHookError`."""
        self.get(number)
        self._set(number, off=off)
        self._note("webhook-off" if off else "webhook-on", at_ms, webhook=number, why=off)

    def remove(self, number: int, *, at_ms: int) -> None:
        """Remove webhook *number* and what still waits for it. Raises `UnknownHookError`."""
        self.get(number)
        self._set(number, gone_ms=at_ms)
        waits = (DELIVERIES.c.hook == number) & (DELIVERIES.c.state == "waiting")
        self._connection.execute(delete(DELIVERIES).where(waits))
        self._note("webhook-removed", at_ms, webhook=number)

    def _count(self) -> int:
        query = select(func.count()).select_from(HOOKS).where(HOOKS.c.gone_ms.is_(None))
        return self._connection.execute(query).scalar_one()

    def _set(self, number: int, **values: Any) -> None:
        self._connection.execute(update(HOOKS).where(HOOKS.c.number == number).values(**values))

    def _note(self, kind: str, at_ms: int, **facts: Any) -> None:
        record(self._connection, kind, self._who, facts, at_ms=at_ms)


def _hook(row: Any) -> Hook:
    return Hook(
        number=row.number,
        url=row.url,
        events=tuple(json.loads(row.events)),
        salt=row.salt,
        salt_before=row.salt_before,
        before_until_ms=row.before_until_ms,
        off=row.off,
        made_ms=row.made_ms,
        made_by=row.made_by,
    )
