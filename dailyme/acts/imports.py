"""What `dailyme twin import` does: read a file, show what is in it, then keep it whole, or nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from consumer_twin.edge import About, Counts, Spool, SqlImports
from consumer_twin.history import History, HistorySettings, NoPurchaseError, day_of, open_history
from dailyme.acts.stored import with_database
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.import_lines import Tally, shown_purchase
from dailyme.outputs_sense import Imported, ImportLine, ImportList, ImportUndone
from dailyme.show import console, count, hints, print_json
from dailyme.sources import column_pair
from foundation.reading import DayOrder
from protocol import write_time

T = TypeVar("T")

_LAYOUTS: Final = {
    "table": "a table",
    "amazon": "an order history as Amazon exports it",
    "mail": "order mails",
}


@dataclass(frozen=True)
class ImportFlags:
    """What the command line says of an import."""

    columns: tuple[str, ...] = ()
    currency: str | None = None
    day_order: str | None = None
    decimal_mark: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    preview: bool = False
    yes: bool = False


def import_file(file: Path, flags: ImportFlags, *, as_json: bool) -> None:
    """Read *file*, show what it holds, and keep it unless a preview was asked for or the person says no.

    Raises OSError, `UsageError`, a `CatalogError` or a `TwinError`; then nothing is kept.
    """
    with open_history(file, settings_of(flags)) as history, Spool() as spool:
        tally = Tally(as_json=as_json)
        with tally:
            spool.add(tally.purchases(history.rows))
        if not tally.preview:
            raise NoPurchaseError(f"{history.name} holds no purchase that can be read{tally.first_reason()}")
        counts = _with_imports(lambda imports: imports.preview(spool))
        if not as_json:
            _show(history, counts, tally)
        number = None
        if counts.new and not flags.preview and (flags.yes or as_json or _agreed()):
            about = About(history.name, history.layout, tally.rejects)
            kept = _with_imports(lambda imports: imports.keep(spool, about, now_ms()))
            number, counts = kept.number, kept.counts
    if as_json:
        print_json(_imported(history, counts, tally, number))
    else:
        _tell_end(number, counts, flags)


def undo_import(number: int, *, as_json: bool) -> None:
    """Take the import of that *number* back. Raises `UnknownImportError`."""
    gone = _with_imports(lambda imports: imports.undo(number, now_ms()))
    if as_json:
        print_json(ImportUndone(number=number, purchases=gone))
        return
    console().print(f"Import {number} is undone: {count(gone, 'purchase')} forgotten.")


def list_imports(*, as_json: bool) -> None:
    """List the imports, oldest first."""
    lines = []
    for lesson in _with_imports(lambda imports: imports.all()):
        facts = lesson.facts or {}
        name, layout = str(facts.get("name", "")), str(facts.get("layout", ""))
        numbers = {part: int(facts.get(part, 0)) for part in ("new", "duplicates", "rejects")}
        at = write_time(lesson.at_ms)
        lines.append(ImportLine(number=lesson.number, at=at, file=name, layout=layout, **numbers))
    if as_json:
        print_json(ImportList(imports=lines))
        return
    for line in lines:
        said = f"{line.number:>6}  {line.at}  {line.file}: {count(line.new, 'purchase')}"
        console().print(said, soft_wrap=True)
    if not lines:
        console().print("No imports yet.")


def settings_of(flags: ImportFlags) -> HistorySettings:
    """Return the settings that *flags* say. Raises `UsageError`."""
    return HistorySettings(
        today=day_of(now_ms()),
        columns=dict(column_pair(column, "--map") for column in flags.columns),
        currency=flags.currency,
        delimiter={"tab": "\t", "\\t": "\t"}.get(flags.delimiter or "", flags.delimiter),
        encoding=flags.encoding,
        decimal_mark=_mark(flags.decimal_mark),
        day_order=_order(flags.day_order),
    )


def _mark(text: str | None) -> Literal[".", ","] | None:
    if text not in (None, ".", ","):
        raise UsageError(f"--decimal-mark can't be {text!r}", "Give . or ,")
    return text  # type: ignore[return-value]


def _order(text: str | None) -> DayOrder | None:
    if text not in (None, "dmy", "mdy"):
        raise UsageError(f"--day-order can't be {text!r}", "Give dmy or mdy.")
    return text  # type: ignore[return-value]


def _agreed() -> bool:
    """Ask at a terminal; elsewhere running the command was the yes."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    sys.stdout.write("Keep them? [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _show(history: History, counts: Counts, tally: Tally) -> None:
    """Show what was found, before anything is kept."""
    out = console()
    out.print(f"{history.name}: {_LAYOUTS[history.layout]}", soft_wrap=True)
    if history.columns:
        pairs = ", ".join(f"{ours} = {theirs}" for ours, theirs in history.columns.items())
        out.print(f"Columns: {pairs}", soft_wrap=True)
    for row in tally.rows():
        out.print(row, soft_wrap=True)
    known = counts.known + counts.repeated
    out.print(
        f"{count(counts.read, 'purchase')} from {counts.first} to {counts.last}: {counts.new:,} new, "
        f"{known:,} known already or twice.",
        soft_wrap=True,
    )
    tally.tell_rejects()


def _tell_end(number: int | None, counts: Counts, flags: ImportFlags) -> None:
    if number is not None:
        console().print(f"Kept as import {number}. Take it back: dailyme twin import --undo {number}")
    elif not counts.new:
        console().print("Nothing is new: nothing was kept.")
    else:
        hints().print("A preview: nothing was kept." if flags.preview else "Nothing was kept.")


def _imported(history: History, counts: Counts, tally: Tally, number: int | None) -> Imported:
    return Imported(
        kept=number is not None,
        number=number,
        file=history.name,
        layout=history.layout,
        columns=dict(history.columns),
        read=counts.read,
        new=counts.new,
        duplicates=counts.known + counts.repeated,
        rejects=tally.rejects,
        reasons=dict(tally.reasons),
        first=counts.first and counts.first.isoformat(),
        last=counts.last and counts.last.isoformat(),
        preview=[shown_purchase(one) for one in tally.preview],
    )


def _with_imports(act: Callable[[SqlImports], Coroutine[Any, Any, T]]) -> T:
    return with_database(lambda database: act(SqlImports(database)))
