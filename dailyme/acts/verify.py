"""What `dailyme twin verify` does: an agreement, checked by somebody who was not there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dailyme.errors import CommandError, Exit
from dailyme.keys import fetched_ring, listed_ring
from dailyme.outputs_demo import ShownVerdict
from dailyme.outputs_wish import Verified
from dailyme.show import console, money, print_json
from dailyme.show_options import show_verdicts
from protocol import Verdict, deal_of, read_time, verdicts
from protocol.offers import title_of


class NoAgreementError(CommandError):
    """The file holds no agreement."""

    code = "no-agreement"


def verify_file(file: Path, *, offline: bool, local: bool, as_json: bool) -> int:
    """Show whether the agreement in *file* holds; the exit code says it too."""
    document, keys = _read(file)
    if offline:
        ring = listed_ring(keys)
    else:
        agreed_ms = _agreed_ms(document, file)  # AGREE-11: a key revoked later signed all the same
        ring = asyncio.run(fetched_ring(str(document.get("brand")), at_ms=agreed_ms, local=local))
    found = shown_verdicts(verdicts(document, ring))
    holds = len(found) == 2 and all(verdict.holds for verdict in found)
    if as_json:
        print_json(Verified(verified=holds, verdicts=found))
        return Exit.DONE if holds else Exit.ERROR
    if holds:
        deal = deal_of(document)
        console().print(f"{title_of(deal)}: {money(deal.total)}", soft_wrap=True)
    show_verdicts(found)
    console().print("The agreement is verified." if holds else "The agreement does not hold.")
    return Exit.DONE if holds else Exit.ERROR


def shown_verdicts(found: Sequence[Verdict]) -> list[ShownVerdict]:
    """Return *found* as it is printed: the twin signs first, then the brand."""
    return [
        ShownVerdict(
            party="twin" if place == 0 else "brand",
            kid=verdict.kid,
            holds=verdict.holds,
            reason=verdict.reason,
        )
        for place, verdict in enumerate(found)
    ]


def _read(file: Path) -> tuple[dict[str, Any], Mapping[str, Any]]:
    try:
        value = json.loads(file.read_bytes())
        for document in _candidates(value):
            if document["type"] == "agreement":
                return document, value.get("keys", {})
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        pass
    raise NoAgreementError(f"{file} holds no agreement", "Give what `dailyme twin agreements --json` prints.")


def _agreed_ms(document: Mapping[str, Any], file: Path) -> int:
    try:
        return read_time(document["agreed"])
    except (KeyError, TypeError, ValueError):
        raise NoAgreementError(
            f"{file} does not say when it was agreed", "Give the whole document."
        ) from None


def _candidates(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Where an agreement stands in what our commands print."""
    if value.get("type") == "agreement":
        yield value
    if "agreement" in value:
        yield value["agreement"]
    yield from value.get("agreements", ())
    yield from (deal["agreement"] for deal in value.get("deals", ()))
