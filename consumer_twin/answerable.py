"""Answerable: how an option stands that was shown, and what a yes to it would take now.

Spec: spec/70-decide.md (DEC-40, DEC-43), spec/80-agree.md (AGREE-20, AGREE-21).

A form that lay open for an hour, was sent twice or was kept from yesterday meets an option that is bought,
in doubt, ended or bettered by now. This says which, from what the store holds; nothing is signed for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from consumer_twin.approval import best_by_word
from consumer_twin.option import Option
from consumer_twin.records import Accepted, AcceptStatus, WishRecord
from consumer_twin.thread import STOP_MS

OptionState = Literal[
    "open", "page", "bought", "in-doubt", "bought-other", "doubt-other", "ruled-out", "ended", "expired"
]
"""`open`: a yes can be said. `page`: a public page, bought there. `-other`: the line is bound by another."""
CAN_ANSWER: Final[frozenset[OptionState]] = frozenset({"open", "page"})


@dataclass(frozen=True)
class Answerable:
    """An option that was *shown*, and how it stands.

    takes: what a yes would take: the option itself, or a later offer that is as good. accepted: the accept
    that binds the line, with how it stands, if one does. refused: why the brand refused this very offer.
    """

    record: WishRecord
    shown: Option
    takes: Option
    state: OptionState
    accepted: Accepted | None = None
    refused: str = ""

    @property
    def better(self) -> bool:
        """Whether a later offer that is as good stands in for it."""
        return self.takes.hash != self.shown.hash


@dataclass(frozen=True)
class Found:
    """What the store holds about an option.

    accepts: of its line, in any round of a standing wish, that bind it, and the offers that were refused.
    live: hashes of those of *option* and *again* whose threads can still take an accept.
    """

    record: WishRecord
    option: Option
    again: tuple[Option, ...]
    accepts: tuple[tuple[Accepted, AcceptStatus], ...]
    live: frozenset[str]
    ruled_out: frozenset[str]


def how_it_stands(found: Found, at_ms: int) -> Answerable:
    """Return how the option of *found* stands at *at_ms*."""
    option, record = found.option, found.record
    bound = next((pair for pair in found.accepts if pair[1] in {"agreed", "outstanding"}), None)
    if bound is not None:
        accepted, status = bound
        mine = accepted.offer in {option.hash, *(one.hash for one in found.again)}
        taken = next((one for one in (option, *found.again) if one.hash == accepted.offer), option)
        return Answerable(record, option, taken, _bound(status, mine=mine), accepted)
    if not option.negotiable:
        return Answerable(record, option, option, "page")
    if option.seller.id in found.ruled_out:
        return Answerable(record, option, option, "ruled-out")
    open_now = [one for one in found.again if _is_open(one, found, at_ms)]
    takes = best_by_word(option, open_now)
    if takes is option and not _is_open(option, found, at_ms):
        over = (option.valid_until_ms or 0) - STOP_MS <= at_ms
        return Answerable(record, option, option, "expired" if over else "ended", refused=_refusal(found))
    return Answerable(record, option, takes, "open")


def _bound(status: AcceptStatus, *, mine: bool) -> OptionState:
    if status == "agreed":
        return "bought" if mine else "bought-other"
    return "in-doubt" if mine else "doubt-other"


def _is_open(option: Option, found: Found, at_ms: int) -> bool:
    return option.hash in found.live and (option.valid_until_ms or 0) - STOP_MS > at_ms


def _refusal(found: Found) -> str:
    refused: Sequence[Accepted] = [one for one, status in found.accepts if status in {"refused", "void"}]
    return "refused" if any(one.offer == found.option.hash for one in refused) else ""
