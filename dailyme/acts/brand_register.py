"""What `dailyme brand register` and `brand use` do."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dailyme import outputs_relation as outputs
from dailyme.acts.relating import read_purposes
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.outputs_memory import date_of
from dailyme.places import places
from dailyme.show import console, print_json
from dailyme.wiring.brand import brand_store
from foundation.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")


def show_register(origin: str, key: str | None, *, database: str | None, as_json: bool) -> int:
    """Show the grants, the uses, and the requests that were refused."""
    result = _with_store(
        origin, database, lambda store: store.read(lambda connection: shown_register(connection, key))
    )
    if as_json:
        print_json(result)
        return 0
    out = console()
    if not result.grants:
        out.print("Nobody granted you anything.")
    for grant in result.grants:
        state = f"held: {', '.join(grant.held)}" if grant.held else "nothing is held"
        out.print(f"{', '.join(grant.fields)}  for {', '.join(grant.purposes)}", soft_wrap=True)
        out.print(f"    {grant.since[:10]} to {(grant.ended or grant.until)[:10]}, {grant.basis}, {state}")
        out.print(f"    of {grant.key}", soft_wrap=True)
    for use in result.uses:
        said = f"refused, {use.refused}" if use.refused else "used"
        out.print(f"{use.at}  {said}: {use.field} for {use.purpose}", soft_wrap=True)
    for refused in result.refusals:
        out.print(f"{refused.at}  refused a request: {refused.type}, {refused.code}", soft_wrap=True)
    return 0


def shown_register(connection: Connection, key: str | None) -> outputs.BrandRegister:
    """Return the register of *key*, or of everybody, as it is printed."""
    from brand_agent.edge.relation.register import grants, refusals, uses_of

    return outputs.BrandRegister(
        grants=[
            outputs.ShownGrant(
                grant=one.grant.hash,
                key=one.grant.key,
                basis=one.basis,
                fields=list(one.grant.fields),
                held=sorted(one.holders),
                purposes=list(one.grant.purposes),
                since=date_of(one.grant.since_ms),
                until=date_of(one.grant.until_ms),
                ended=None if one.grant.ended_ms is None else date_of(one.grant.ended_ms),
            )
            for one in grants(connection, key)
        ],
        uses=[
            outputs.ShownUse(
                at=date_of(one.at_ms),
                key=one.key,
                grant=one.grant or None,
                field=one.field,
                purpose=one.purpose,
                refused=one.refused or None,
            )
            for one in uses_of(connection, key)
        ],
        refusals=[
            outputs.ShownRefusal(at=date_of(one.at_ms), key=one.key, type=one.type, code=one.code)
            for one in refusals(connection, key)
        ],
    )


def use_one(origin: str, key: str, field: str, purpose: str, *, database: str | None, as_json: bool) -> int:
    """Show a value that is to be used now, and write the use down."""
    from brand_agent.edge.relation.using import use_value

    (named,) = read_purposes([purpose])
    value = _with_store(origin, database, lambda store: use_value(store, key, field, named, at_ms=now_ms()))
    if as_json:
        print_json(outputs.BrandUse(key=key, field=field, purpose=named, value=value))
    else:
        console().print(str(value), soft_wrap=True)
    return 0


def _with_store(origin: str, database: str | None, act: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    """Run *act* on the store of the brand at *origin*. Raises `UsageError` if there is none."""
    from brand_agent.edge.relation import SqlBooks  # noqa: F401  the tables of all its books
    from brand_agent.edge.tables import METADATA

    url = database or brand_store(places(os.environ), origin)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise UsageError(
            f"no brand was served at {origin}", "Give --port, --url or --database as to `serve`."
        )

    async def run() -> T:
        store = Database(url)
        try:
            store.create(METADATA)
            return await act(store)
        finally:
            store.close()

    return asyncio.run(run())
