"""What `dailyme twin export` and `dailyme twin erase` do: take all with you, leave nothing behind."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from sqlalchemy import make_url

from consumer_twin import TwinError
from consumer_twin.edge import SqlMemory, SqlStore
from consumer_twin.edge.export import export_tables
from dailyme.acts.here import Here, here
from dailyme.acts.memory import Talk, talks
from dailyme.acts.stored import with_database
from dailyme.clock import now_ms
from dailyme.confirm import confirm
from dailyme.errors import CommandError
from dailyme.model_ledger import prompt_files
from dailyme.outputs_memory import EXPORT_FORMAT, EXPORT_NOTES, BrandHolds, Erased, Exported, ShownBelief
from dailyme.passphrase import forget_in_keyring
from dailyme.show import console, count, print_json
from dailyme.shred import CAVEAT, database_files, shred
from foundation.database import Database
from protocol import write_time


class FileExistsAlreadyError(CommandError):
    """An export is never written over another file."""

    code = "file-exists"


def export_twin(path: Path, *, as_json: bool) -> None:
    """Write all that the twin holds into the new file *path*, which only its owner can read."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FileExistsAlreadyError(f"{path} is there already", "Name a new file.") from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            tables = with_database(lambda database: write_export(database, file, here()))
    except BaseException:
        path.unlink()
        raise
    if as_json:
        print_json(Exported(file=str(path), tables=tables))
        return
    console().print(
        f"{count(sum(tables.values()), 'row')} of {count(len(tables), 'table')} in {path}", soft_wrap=True
    )
    console().print("It holds your ceilings and all you did: keep it to yourself. Your seed is not in it.")


async def write_export(database: Database, file: TextIO, at: Here) -> dict[str, int]:
    """Write all that the twin of *at* holds into *file*; return the rows of each table."""
    memory = SqlMemory(database)
    try:
        beliefs = [ShownBelief.of(one).model_dump(mode="json") for one in (await memory.believed()).all]
    except TwinError:
        beliefs = []  # a broken log is exported as it lies there
    settings = at.places.settings
    head = {
        "format": EXPORT_FORMAT,
        "exported": write_time(now_ms()),
        "notes": list(EXPORT_NOTES),
        "settings": settings.read_text("utf-8") if settings.exists() else "",
        "beliefs": beliefs,
        "prompts": _prompts(at),
    }
    file.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "tables": ')
    tables = await database.read(lambda connection: export_tables(connection, file.write))
    file.write("\n}\n")
    return tables


def erase_twin(*, yes: bool, as_json: bool) -> None:
    """Overwrite and remove the store and the keys, and say what is left elsewhere."""
    at = here()
    brands, in_doubt = _elsewhere(at)
    confirm("erase", _warning(own_files(at), brands, in_doubt), yes=yes)
    done = erased(at, brands)
    if as_json:
        print_json(done)
        return
    for name in done.removed:
        console().print(f"Removed {name}", soft_wrap=True)
    for name in done.left:
        console().print(f"Left: {name}", soft_wrap=True)
    if yes:
        _print_all(_held(brands))


def own_files(at: Here) -> list[Path]:
    """Return the files of the twin of *at* that are there: its store, its prompts, its seeds."""
    seed = at.places.seed
    seeds = [seed, seed.with_name(f"test-{seed.name}")]
    return [path for path in (*_store_files(at), *prompt_files(at.places.data), *seeds) if path.exists()]


def erased(at: Here, brands: list[BrandHolds]) -> Erased:
    """Overwrite and remove the twin of *at*; nobody may have its store open any more."""
    removed = [str(path) for path in shred(own_files(at))]
    if forget_in_keyring("twin"):
        removed.append("the passphrase in the keyring")
    return Erased(removed=removed, left=_left(at), brands=brands)


def _prompts(at: Here) -> list[str]:
    """Return the lines of the ledger of prompts, oldest first, read by nobody."""
    files = [file for file in prompt_files(at.places.data) if file.exists()]
    return [line for file in files for line in file.read_text("utf-8", "replace").splitlines()]


def _store_files(at: Here) -> list[Path]:
    name = make_url(at.store).database
    return database_files(Path(name)) if name else []


def _elsewhere(at: Here) -> tuple[list[BrandHolds], int]:
    """Return what brands have of their own, and how many accepts are in doubt."""
    if not any(path.exists() for path in _store_files(at)):
        return [], 0

    try:
        return with_database(held_elsewhere)
    except Exception:  # whatever is broken in a store, it can be erased
        return [], 0


async def held_elsewhere(database: Database) -> tuple[list[BrandHolds], int]:
    """Return what brands have of their own, and how many accepts are in doubt."""
    store = SqlStore(database)
    found = await talks(store)
    held = {talk.record.seller.id: talk.record.seller.name for talk in found}
    brands = [_of_brand(brand, name, found) for brand, name in held.items()]
    return brands, len(await store.outstanding())


def _of_brand(brand: str, name: str, found: Sequence[Talk]) -> BrandHolds:
    mine = [talk for talk in found if talk.record.seller.id == brand]
    agreed = sum(any(one.type == "confirm" for one in talk.messages) for talk in mine)
    return BrandHolds(brand=brand, seller=name, threads=len(mine), agreements=agreed)


def _warning(files: Sequence[Path], brands: Sequence[BrandHolds], in_doubt: int) -> list[str]:
    lines = ["This overwrites and removes, for good:", *(f"  {path}" for path in files)]
    lines.append(
        "With the seed go the keys: nobody can sign as this twin again. First: dailyme twin export FILE"
    )
    if in_doubt:
        lines.append(
            f"{count(in_doubt, 'accept')} in doubt can't be settled then. First: dailyme twin resume"
        )
    return [*lines, *_held(brands), CAVEAT]


def _held(brands: Iterable[BrandHolds]) -> list[str]:
    """Say what can't be taken back."""
    lines = [
        f"  {one.seller}: {count(one.threads, 'thread')}, {count(one.agreements, 'agreement')}"
        for one in brands
    ]
    return ["What can't be taken back: the signed messages that brands hold.", *lines] if lines else []


def _left(at: Here) -> list[str]:
    files = [str(at.places.settings)] if at.places.settings.exists() else []
    return [*(f"{name} (your settings: no key, no history)" for name in files), CAVEAT]


def _print_all(lines: Iterable[str]) -> None:
    for line in lines:
        console().print(line, soft_wrap=True)
