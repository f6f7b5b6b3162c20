"""The mandate: what the twin may accept without asking, checked in code before a key signs.

Spec: spec/70-decide.md (DEC-1, DEC-2, DEC-5, DEC-22, DEC-30 to DEC-36).

Every accept passes here, an approved one too: an approval covers exactly the offer of its hash, and the
ceiling of the wish and the person's caps hold for both.
"""

from __future__ import annotations

from datetime import UTC, datetime

from consumer_twin.autonomy import guard_autonomy
from consumer_twin.option import Option
from consumer_twin.records import Spent, WishRecord
from negotiation import Approval, Deal, Mandate, guard_accept


def allow(
    option: Option, record: WishRecord, authority: Approval | Mandate, spent: Spent, *, at_ms: int
) -> None:
    """Return if *authority* covers an accept of *option* under the wish.

    spent: what is bound already on this wish, and by mandate in this calendar month (UTC).

    Raises the `GuardError` of the first limit that it breaks, or `PausedError`.
    """
    ceiling = record.wish.ceiling
    left = None if ceiling is None else ceiling.of(max(0, ceiling.amount - spent.wish.amount))
    given, wished = _pieces(option, record)
    at_most = None if option.pieces else record.wish.lines[option.line].at_most
    deal = Deal(total=option.total, quantity=given, categories=option.categories, terms=option.hash)
    guard_accept(
        deal,
        ceiling=left,
        quantity=wished,
        at_most=at_most,
        authority=authority,
        spent=spent.month,
        at_ms=at_ms,
    )
    guard_autonomy(deal, spent.allowed, unasked=isinstance(authority, Mandate))


def _pieces(option: Option, record: WishRecord) -> tuple[int, int]:
    """How many pieces it gives and how many were wished for: of the first line where they differ (DEC-11)."""
    lines = record.wish.lines
    counts = [(one.quantity, lines[one.line].quantity) for one in option.pieces]
    counts = counts or [(option.quantity, lines[option.line].quantity)]
    return next((pair for pair in counts if pair[0] != pair[1]), counts[0])


def month_start_ms(at_ms: int) -> int:
    """Return when the calendar month of *at_ms* began, in UTC.

    >>> month_start_ms(1796117400000) == 1796083200000  # 2026-12-01
    True
    """
    when = datetime.fromtimestamp(at_ms / 1000, UTC)
    return int(datetime(when.year, when.month, 1, tzinfo=UTC).timestamp()) * 1000
