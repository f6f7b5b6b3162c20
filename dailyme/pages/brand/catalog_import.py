"""A new catalog, looked at before it is sold: what is new, changed or gone, and what could not be read.

The file that was sent waits beside the brand's store under a name that says its bytes; only when somebody
takes it does it come in the place of the one that is sold, all at once, and the old one is kept beside it. A
serving process reads it then by itself.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from brand_agent import sources
from brand_agent.edge.console.record import record
from catalog_adapters import Entry, Reject, read_source
from catalog_adapters.entry import CatalogError
from catalog_adapters.sync.reading import SCHEME as SYNCED
from dailyme.errors import CommandError
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.shell import Form, needs, posted, render, see
from dailyme.sources import is_address
from dailyme.wiring.shop import Shop
from foundation.query import is_database

router: Final = APIRouter()
_SHOWN: Final = 25
_MARK: Final = re.compile(r"[0-9a-f]{64}")


class NoImportError(CommandError):
    """The catalog is not a file that can be replaced, or what was looked at is there no more."""

    code = "no-import"


@dataclass(frozen=True)
class Preview:
    """What would be sold. new, changed and gone: titles of products."""

    mark: str
    name: str
    entries: tuple[Entry, ...]
    rejects: tuple[Reject, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    foreign: int
    """Products in another currency than the brand's: they would not be sold."""


@router.get("/catalog/import")
async def ask(request: Request, office: OfficeDep) -> Response:
    """Ask for a file."""
    return _asked(request, await office.shop(), Form())


def _asked(request: Request, shop: Shop, form: Form, status: int = 200) -> Response:
    why = why_not(shop)
    return render(request, "brand/import.html", status=status, shop=shop, why=why, form=form)


@router.post("/catalog/import", dependencies=[Depends(needs("marketer"))])
async def look(request: Request, office: OfficeDep) -> Response:
    """Show what the file that was sent would change."""
    form, shop = await posted(request), await office.shop()
    sent = form.file("catalog")
    if sent is None or why_not(shop):
        return _asked(request, shop, form, 422)
    want = Path(shop.source).suffix.lower()
    if Path(sent.name).suffix.lower() != want:
        form.blame("catalog", f"The catalog that is sold is a {want} file; this is none.")
        return _asked(request, shop, form, 422)
    try:
        found = await asyncio.to_thread(preview, shop, sent.name, sent.data, office.now_ms())
    except CatalogError as error:
        form.blame("catalog", f"{error.reason}. {error.advice}")
        return _asked(request, shop, form, 422)
    await asyncio.to_thread(_keep, office, found.mark, sent.data)
    return render(request, "brand/import_look.html", found=found, shown=_SHOWN)


@router.post("/catalog/import/take", dependencies=[Depends(needs("marketer"))])
async def take(request: Request, office: OfficeDep) -> Response:
    """Sell what was looked at."""
    form, shop = await posted(request), await office.shop()
    mark = form.text("mark", most=64)
    if not _MARK.fullmatch(mark) or why_not(shop):
        raise NoImportError("That file was not looked at.", "Send it again.")
    who, at_ms = office.who(request).name, office.now_ms()
    await asyncio.to_thread(_take, office, Path(shop.source), mark)
    facts = {"source": shop.source, "sha256": mark}
    await office.database.write(
        lambda connection: record(connection, "catalog-replaced", who, facts, at_ms=at_ms)
    )
    return see(
        request, "/catalog", said="The new catalog is sold from now on. The old one is kept beside it."
    )


def why_not(shop: Shop) -> str:
    """Return why the catalog of *shop* can't be replaced by a file; "" if it can."""
    source = shop.source
    if is_address(source):
        return "Your catalog is read from a web address. Change it there."
    if is_database(source):
        return "Your catalog is read from a database. Change it there."
    if source.startswith(SYNCED):
        return "Your catalog is kept in step with your shop. Change it there."
    if not Path(source).is_file():
        return "Your catalog is a folder of pages. Change them there."
    return ""


def preview(shop: Shop, name: str, data: bytes, at_ms: int) -> Preview:
    """Return what selling *data*, a file called *name*, would change. Raises a `CatalogError`."""
    settings = sources(shop.policy)
    entries: list[Entry] = []
    rejects: list[Reject] = []
    for one in read_source(name, settings, at_ms=at_ms, data=data):
        if isinstance(one, Entry):
            entries.append(one)
        else:
            rejects.append(one)
    sold = [one for one in entries if one.product.price_range.min.currency == shop.policy.currency]
    before = {one.product.id: one for one in shop.entries}
    after = {one.product.id: one for one in sold}
    kept = before.keys() & after.keys()
    return Preview(
        mark=sha256(data).hexdigest(),
        name=name,
        entries=tuple(sold),
        rejects=tuple(rejects),
        new=_titles(after[id] for id in after.keys() - before.keys()),
        changed=_titles(after[id] for id in kept if after[id] != before[id]),
        gone=_titles(before[id] for id in before.keys() - after.keys()),
        foreign=len(entries) - len(sold),
    )


def _titles(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(sorted(one.product.title for one in entries))


def _waiting(office: Office, mark: str) -> Path:
    return office.places.brand(office.origin) / "imports" / mark


def _keep(office: Office, mark: str, data: bytes) -> None:
    """Keep what was looked at, and nothing that was looked at before it."""
    file = _waiting(office, mark)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in file.parent.iterdir():
        old.unlink(missing_ok=True)
    file.write_bytes(data)


def _take(office: Office, source: Path, mark: str) -> None:
    """Put what waits in the place of *source*, which is kept beside it. Raises `NoImportError`."""
    try:
        data = _waiting(office, mark).read_bytes()
    except FileNotFoundError:
        raise NoImportError("That file waits no more.", "Send it again.") from None
    if sha256(data).hexdigest() != mark:
        raise NoImportError("That file is another one by now.", "Send it again.")
    fresh = source.with_name(f".{source.name}.new")
    fresh.write_bytes(data)
    fresh.chmod(source.stat().st_mode & 0o777)
    source.with_name(f"{source.name}.before").write_bytes(source.read_bytes())
    fresh.replace(source)
    _waiting(office, mark).unlink(missing_ok=True)
