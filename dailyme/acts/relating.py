"""What the acts on a relationship share: which brand, which twin, whose yes, and where a value comes from."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from consumer_twin.edge import Places
from consumer_twin.edge.relate import Relate
from dailyme.acts.here import here, no_seed
from dailyme.clock import World, now_ms
from dailyme.errors import UsageError
from dailyme.logs import start_logs
from dailyme.passphrase import SERVICE
from dailyme.sources import is_address, is_loopback
from dailyme.wiring.relation import opened_relate
from dailyme.wiring.twin import TwinPlan
from foundation.database import Database
from protocol import did_web
from protocol.relation import FIELDS, PURPOSES, Purpose

T = TypeVar("T")
_DAYS: Final = re.compile(r"([1-9][0-9]{0,3})d")


def brand_did(brand: str) -> str:
    """Return the DID of *brand*, a web address or a DID. Raises `UsageError`."""
    if brand.startswith("did:web:"):
        return brand
    if not is_address(brand):
        raise UsageError(f"{brand!r} is no web address", "Give one such as https://shop.example.")
    return did_web(brand)


def relating(
    act: Callable[[Relate, Database], Coroutine[Any, Any, T]],
    *,
    brand: str | None,
    local: bool,
    as_json: bool,
) -> T:
    """Run *act* with the way to the office of *brand*; without a brand, with the twin's own store alone."""
    start_logs(quiet=True)
    at = here()
    local = local or (brand is not None and (is_loopback(brand) or "did:web:localhost" in brand))
    plan = TwinPlan(
        store=at.store,
        seed=no_seed() if brand is None else at.seed(local=local, as_json=as_json),
        world=World.real(),
        local=local,
        places=Places(),
    )

    async def run() -> T:
        async with opened_relate(plan) as (relate, database):
            return await act(relate, database)

    return asyncio.run(run())


def read_until(text: str) -> int:
    """Return the moment that *text* names: `90d`, or the last second (UTC) of `2027-03-01`.

    Raises `UsageError`.
    """
    days = _DAYS.fullmatch(text)
    if days:
        return now_ms() // 1000 * 1000 + int(days[1]) * 86_400_000
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(
            f"{text!r} is no end", "Give days, such as 90d, or a day, such as 2027-03-01."
        ) from None
    return int((day + timedelta(days=1, seconds=-1)).timestamp()) * 1000


def read_purposes(named: Sequence[str]) -> tuple[Purpose, ...]:
    """Return the purposes *named*. Raises `UsageError`."""
    unknown = [one for one in named if one not in PURPOSES]
    if unknown or not named:
        raise UsageError(
            f"{unknown[0]!r} is no purpose" if unknown else "for what is it?",
            f"Give --purpose: {', '.join(PURPOSES)}.",
        )
    return tuple(one for one in PURPOSES if one in named)


def read_values(fields: Sequence[str], files: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the value of each of *fields*: from its file, the keyring, or the person, in that order.

    files: `FIELD=PATH`, or a path alone where there is one field. Never from the command line itself, which
    others on this machine can read. Raises `UsageError`.
    """
    unknown = [one for one in fields if one not in FIELDS]
    if unknown or not fields:
        what = f"{unknown[0]!r} is no field" if unknown else "nothing is named"
        raise UsageError(what, f"Give --field: {', '.join(FIELDS)}.")
    named = dict(_file_of(one, fields) for one in files)
    return tuple((field, _value(field, named.get(field))) for field in fields)


def _file_of(text: str, fields: Sequence[str]) -> tuple[str, Path]:
    field, found, path = text.partition("=")
    if found and field in FIELDS:
        return field, Path(path)
    if len(fields) != 1:
        raise UsageError("which field is in that file?", "Write --value-file FIELD=PATH.")
    return fields[0], Path(text)


def _value(field: str, file: Path | None) -> str:
    if file is not None:
        return file.read_text("utf-8").strip()
    kept = _kept(field)
    if kept is not None:
        return kept
    if not sys.stdin.isatty():
        raise UsageError(
            f"there is no terminal to ask for {field}", f"Give --value-file {field}=PATH, or see --help."
        )
    import typer

    return str(typer.prompt(f"Your {field}", err=True)).strip()


def _kept(field: str) -> str | None:
    """Return what the person put into the keyring as `value/FIELD` of the service `dailyme`."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, f"value/{field}")
    except KeyringError:
        return None
