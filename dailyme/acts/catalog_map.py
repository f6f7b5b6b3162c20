"""`dailyme catalog map FILE`: propose what a table's columns mean, and show what would be read."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from catalog_adapters import Entry, Proposal, Reject, SourceSettings, propose, read_source
from catalog_adapters.entry import NoSourceError
from dailyme.errors import CommandError
from dailyme.outputs_catalog import CatalogMap, PreviewedProduct
from dailyme.show import console, hints, money, print_json

PREVIEW: Final = 5
"""Products that are shown, of the first hundred rows."""
_LOOKED_AT: Final = 100


class WillNotOverwriteError(CommandError):
    """The mapping file is there already."""

    code = "will-not-overwrite"


def map_table(source: str, settings: SourceSettings, out: Path | None, *, at_ms: int, as_json: bool) -> None:
    """Show the proposal for *source* with a preview; write it to *out* if that is given."""
    proposal = _proposed(source, settings)
    settled = replace(
        settings,
        kind="csv",
        delimiter=settings.delimiter or proposal.delimiter,
        currency=settings.currency or proposal.currency,
        columns={**proposal.columns, **settings.columns},
    )
    text = mapping_text(source, settled)
    missing = [name for name in proposal.missing if not {name, f"{name}_minor"} & settings.columns.keys()]
    products, rejects = ([], []) if missing else _preview(source, settled, at_ms)
    if out is not None:
        if out.exists():
            raise WillNotOverwriteError(f"{out} is there already", "Give --out another name.")
        out.write_text(text, "utf-8")
    shown = CatalogMap(
        source=source,
        mapping=text,
        columns=dict(settled.columns),
        unused=[heading for heading in proposal.unused if heading not in settings.columns.values()],
        missing=missing,
        preview=[_previewed(entry) for entry in products],
        rejects=[f"{one.line}: {one.code}: {one.reason}" for one in rejects],
        written=None if out is None else str(out),
    )
    if as_json:
        print_json(shown)
    else:
        _show(shown)


def mapping_text(source: str, settings: SourceSettings) -> str:
    """Return the mapping file that says what *settings* say."""
    lines = [f"# How to read {Path(source).name}. Left: our names; right: the table's. Mend what is wrong."]
    stated = {
        "currency": settings.currency,
        "decimal_mark": settings.decimal_mark,
        "delimiter": settings.delimiter,
        "encoding": settings.encoding,
    }
    lines += [f"{name} = {_quoted(value)}" for name, value in stated.items() if value]
    if not settings.currency and "currency" not in settings.columns:
        lines.append('# currency = "EUR"        # of prices that state none; nothing is guessed')
    lines += ["", "[columns]", *(f"{name} = {_quoted(theirs)}" for name, theirs in settings.columns.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a basic string of TOML has the same escapes


def _proposed(source: str, settings: SourceSettings) -> Proposal:
    try:
        with Path(source).open("rb") as stream:
            return propose(source, stream, settings)
    except OSError as error:
        raise NoSourceError(source, error.strerror or "it can't be opened") from None


def _preview(source: str, settings: SourceSettings, at_ms: int) -> tuple[list[Entry], list[Reject]]:
    found = list(islice(read_source(source, settings, at_ms=at_ms), _LOOKED_AT))
    entries = [one for one in found if isinstance(one, Entry)]
    return entries[:PREVIEW], [one for one in found if isinstance(one, Reject)][:PREVIEW]


def _previewed(entry: Entry) -> PreviewedProduct:
    product = entry.product
    return PreviewedProduct(id=product.id, title=product.title, price=product.price_range.min)


def _show(shown: CatalogMap) -> None:
    out = console()
    out.print(shown.mapping, end="", soft_wrap=True)
    if shown.unused:
        hints().print(f"\nNot used: {', '.join(shown.unused)}", soft_wrap=True)
    if shown.missing:
        said = " ".join(f"--column {name}=THEIRS" for name in shown.missing)
        hints().print(f"No column seems to be: {', '.join(shown.missing)}. Say it: {said}", soft_wrap=True)
    if shown.preview:
        hints().print("\nWhat would be read:")
    for one in shown.preview:
        hints().print(f"  {one.id[:16]:<16}  {one.title[:50]:<50}  {money(one.price)}", soft_wrap=True)
    for reject in shown.rejects:
        hints().print(f"  left out, line {reject}", soft_wrap=True)
    if shown.written:
        hints().print(f"\nWritten to {shown.written}. Look at it, then:", soft_wrap=True)
        hints().print(f"  dailyme catalog read {shown.source} --mapping {shown.written}", soft_wrap=True)
    else:
        hints().print("\nTo keep it, add --out mapping.toml")
