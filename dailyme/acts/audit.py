"""What `dailyme twin audit` does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from consumer_twin.edge.audit import Audit, Audited, Equivocation, spelled
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.pages import SqlPages
from dailyme.acts.here import here
from dailyme.acts.stored import with_database
from dailyme.clock import now_ms
from dailyme.errors import CommandError, Exit
from dailyme.outputs_audit import (
    AuditedBrand,
    AuditTrouble,
    CheckedEvidence,
    FlaggedName,
    FoundEquivocation,
    TwinAudit,
)
from dailyme.show import console, count, print_json
from foundation.database import Database
from foundation.fetch import Guard, open_client
from protocol import DidDocument, ProtocolError, did_web, message_hash, read_document
from protocol.equivocation import check_equivocation
from transport import Courier

_MOST_BYTES: Final = 256 * 1024 * 1024


class BadPagesError(CommandError):
    """A file of pages or of evidence can't be read."""

    code = "bad-pages"


def run_audit(
    brands: Sequence[str], against: Sequence[Path], write_pages: Path | None, *, local: bool, as_json: bool
) -> int:
    """Audit the kept brands and those at the addresses *brands*; return 1 if one told two stories."""
    told = [page for path in against for page in _pages(path)]
    dids = [did_web(url) for url in brands]

    async def act(database: Database) -> Audited:
        leave = SqlAutonomy(database).leave
        await leave()

        @asynccontextmanager
        async def looking() -> AsyncIterator[Courier]:
            guard = Guard(local=local)
            async with open_client(guard, leave) as client:
                yield Courier(client, guard, clock=now_ms)

        return await Audit(looking, SqlPages(database)).run(dids, told)

    audited = with_database(act)
    if write_pages is not None:
        write_pages.write_text("".join(json.dumps(page) + "\n" for page in audited.seen), encoding="utf-8")
    found = [_kept(one) for one in audited.found]
    lost = [AuditTrouble(brand=one.seller, code=one.code, reason=one.reason) for one in audited.troubles]
    shown = TwinAudit(
        brands=[AuditedBrand(brand=did, pages=pages) for did, pages in audited.pages.items()],
        found=found,
        troubles=lost,
        flags=[
            FlaggedName(brand=did, code=flag.code, words=flag.words)
            for did, flags in audited.names.sellers.items()
            for flag in flags
        ],
    )
    if as_json:
        print_json(shown)
    else:
        _show(shown)
    return Exit.ERROR if found else Exit.DONE


def check_evidence(file: Path, *, offline: bool, local: bool, as_json: bool) -> int:
    """Show whether *file* proves that a brand told two stories; return 1 if it doesn't."""
    told = _read(file)
    pages, brand = told.get("pages"), str(told.get("brand"))
    if not isinstance(pages, list) or len(pages) != 2:
        raise BadPagesError(f"{file} holds no two pages", "Give a file that `dailyme twin audit` wrote.")
    code = reason = ""
    try:
        document = read_document(told.get("document"), brand) if offline else _fetched(brand, local=local)
        check_equivocation(pages[0], pages[1], document)
    except (ProtocolError, ValueError) as error:
        code, reason = str(getattr(error, "code", "bad-message")), str(error)
    if as_json:
        print_json(CheckedEvidence(brand=brand, proves=not code, code=code, reason=reason))
    elif code:
        console().print(f"It proves nothing: {reason}.", soft_wrap=True)
    else:
        console().print(f"It is proven: {brand} signed two pages of one version that differ.", soft_wrap=True)
    return Exit.ERROR if code else Exit.DONE


def _fetched(did: str, *, local: bool) -> DidDocument:
    async def fetch() -> DidDocument:
        guard = Guard(local=local)
        async with open_client(guard) as client:
            return await Courier(client, guard, clock=now_ms).document(did)

    return asyncio.run(fetch())


def _kept(one: Equivocation) -> FoundEquivocation:
    """Write the evidence of *one* and return what is shown of it."""
    page = one.pages[0]
    name = message_hash({"pages": sorted(message_hash(page) for page in one.pages)})[:16]
    path = here().places.data / "evidence" / f"{name}.json"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(spelled(one), encoding="utf-8")
    return FoundEquivocation(
        brand=one.brand,
        page=str(page["type"]),
        version=str(page["version"]),
        cursor=str(page["cursor"]),
        evidence=str(path),
    )


def _show(shown: TwinAudit) -> None:
    out = console()
    for one in shown.found:
        where = f"page {one.cursor!r}" if one.cursor else "the first page"
        out.print(f"{one.brand} told two stories: {one.page} {one.version[:12]}…, {where}", soft_wrap=True)
        out.print(f"  The proof: {one.evidence}", soft_wrap=True)
    for flag in shown.flags:
        out.print(f"{flag.brand}: look twice: {flag.words}", soft_wrap=True)
    for trouble in shown.troubles:
        out.print(f"{trouble.brand} could not be audited: {trouble.reason}", soft_wrap=True)
    pages = sum(one.pages for one in shown.brands)
    verdict = f"{count(len(shown.found), 'contradiction')}" if shown.found else "no contradiction"
    out.print(f"{count(len(shown.brands), 'brand')}, {count(pages, 'signed page')}: {verdict}.")
    if not shown.brands and not shown.troubles:
        out.print("No catalog is kept yet: give --brand URL, or let `dailyme today` look around.")


def _pages(path: Path) -> list[dict[str, Any]]:
    """Return the pages in *path*, one JSON object a line."""
    if path.is_file() and path.stat().st_size > _MOST_BYTES:
        raise BadPagesError(f"{path} is too long", "Give pages of fewer brands.")
    try:
        found = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError, RecursionError) as error:
        raise BadPagesError(f"{path} can't be read: {error}", "Give what --write-pages wrote.") from None
    if not all(isinstance(one, dict) for one in found):
        raise BadPagesError(f"{path} holds more than pages", "Give what --write-pages wrote.")
    return found


def _read(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadPagesError(f"{file} can't be read: {error}", "Give a file of evidence.") from None
    if not isinstance(told, dict):
        raise BadPagesError(f"{file} holds no evidence", "Give a file that `dailyme twin audit` wrote.")
    return told
