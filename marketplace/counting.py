"""The counter: one contribution in, one signed answer out, inside one transaction.

Spec: spec/48-demand.md (DEMAND-1 to DEMAND-7, DEMAND-11 to DEMAND-14), spec/35-relate.md.

An answer depends on nothing but its letter and when that came, so no answer and no letter need be kept. Any
error leaves the counts as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple, Protocol

from marketplace.demand import Cell, Rule
from protocol import ProtocolError, SigningKey, to_base64url, write_time
from protocol.relation import (
    Contribute,
    Counted,
    Letter,
    Sorry,
    answer_to,
    check_contribution,
    check_request,
)

LIFE_MS: Final = 86_400_000
"""How long an answer says that it holds."""


class KeyUsedError(ProtocolError):
    """That key contributed something else."""

    code = "key-used"
    requirement = "DEMAND-12"
    status = 409
    advice = "Contribute each wish under a key of its own."

    def __init__(self) -> None:
        super().__init__("another contribution was counted under that key")


class NotCountedError(ProtocolError):
    """A request of another type than the one that is taken here."""

    code = "not-served"
    requirement = "REL-6"
    status = 501
    advice = "See the capabilities in the brand's profile."

    def __init__(self, kind: str) -> None:
        super().__init__(f"a marketplace takes no {kind}")


class Kept(NamedTuple):
    """Of a counted letter: its hash, and when it came."""

    letter: str
    at_ms: int


class Sums(NamedTuple):
    """Of a week and category: how many letters are remembered, and how many cells there are."""

    letters: int
    cells: int


class Tallies(Protocol):
    """The counts, inside one transaction."""

    def kept(self, mark: str) -> Kept | None:
        """Return what is kept of the letter under the key of *mark*."""

    def keep(self, mark: str, kept: Kept, cell: Cell) -> None:
        """Remember the letter of *mark*, and that the week and category of *cell* have one more."""

    def is_listed(self, category: str) -> bool:
        """Whether a listed brand names the category of that token."""

    def sums(self, cell: Cell) -> Sums:
        """Return what there is of the week and category of *cell*."""

    def count_in(self, cell: Cell) -> bool:
        """Count one more in *cell* if it is there; False if it is not."""

    def begin(self, cell: Cell) -> None:
        """Make *cell*, with one in it."""


@dataclass(frozen=True)
class Counter:
    """What counts: the marketplace's key and its rule."""

    key: SigningKey
    rule: Rule

    def attend(self, letter: Letter, tallies: Tallies, *, at_ms: int) -> bytes:
        """Return the signed answer to *letter*, received at *at_ms*, and count it.

        Raises `KeyUsedError` (DEMAND-12), `NotCountedError` (REL-6), what `check_request` raises (REL-5), or
        what `check_contribution` raises; nothing is counted then.
        """
        mark = mark_of(letter.sender)
        before = tallies.kept(mark)
        if before is not None:
            if before.letter != letter.hash:  # DEMAND-12
                raise KeyUsedError
            return self._counted(letter, before.at_ms)  # DEMAND-11
        body = letter.body
        if not isinstance(body, Contribute):  # REL-6
            raise NotCountedError(letter.type)
        check_request(letter, at_ms=at_ms)
        check_contribution(body, tallies.is_listed, at_ms=at_ms)
        cell = Cell.of(body)
        sums = tallies.sums(cell)
        if not tallies.count_in(cell):
            if sums.cells >= self.rule.cells:  # DEMAND-14
                return self._answer(letter, Sorry(reason="limit", received=write_time(at_ms)), at_ms)
            tallies.begin(cell)
        if sums.letters < self.rule.letters:  # DEMAND-14
            tallies.keep(mark, Kept(letter.hash, at_ms), cell)
        return self._counted(letter, at_ms)

    def _counted(self, letter: Letter, at_ms: int) -> bytes:
        return self._answer(letter, Counted(received=write_time(at_ms)), at_ms)

    def _answer(self, letter: Letter, body: Counted | Sorry, at_ms: int) -> bytes:
        seal = sha256(f"{letter.hash}/{type(body).__name__}/{at_ms}".encode()).digest()
        answer = answer_to(
            letter,
            body,
            self.key,
            id=to_base64url(seal[:16]),
            created_ms=at_ms,
            expires_ms=at_ms + LIFE_MS,
        )
        return answer.data


def mark_of(sender: str) -> str:
    """Return the hash by which a key is known again while its week is open (DEMAND-13)."""
    return to_base64url(sha256(b"dailyme demand\x00" + sender.encode()).digest())
