"""What the office needs of the world: the brand's books, inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from brand_agent.relation.holding import Holdings
from brand_agent.relation.mailing import Mailboxes
from brand_agent.relation.register import Register
from brand_agent.stockroom import Key
from protocol.commitment import Beside
from protocol.relation import Letter


class Letters(Protocol):
    """Every letter that came and was answered, and the values beside them."""

    def answer_to(self, hash: str) -> bytes | None:
        """The answer that the request of that hash got, if it came before."""

    def hash_of_id(self, sender: str, id: str) -> str | None:
        """The hash of the message that *sender* sent under *id*, if there is one."""

    def append(self, heard: Letter, answer: Letter, *, at_ms: int) -> None:
        """Keep the twin's request, received at *at_ms*, and the brand's answer to it."""

    def stock(self, key: Key) -> int | None:
        """How many of an article are left; None where nobody counts."""

    def values_of(self, hash: str) -> Sequence[Beside]:
        """The values beside the message of that hash which were not erased."""

    def keep_values(self, hash: str, values: Iterable[Beside]) -> None:
        """Keep *values* beside the message of that hash, apart from it."""

    def erase_values(self, hash: str) -> int:
        """Erase the values beside the message of that hash; return how many there were."""

    def erase_value(self, hash: str, field: str) -> int:
        """Erase one value beside the message of that hash; return how many there were."""

    def erase_copies(self, key: str) -> None:
        """Erase the values beside the pages of sketches that *key* fetched: they are copies."""


class Climbs(Protocol):
    """Who climbed how far: keys that introduced themselves, and the agreements that they showed."""

    def introduce(self, key: str, *, benefit: str, at_ms: int) -> None:
        """Take *key* for known from now on; who is known stays so."""

    def is_known(self, key: str) -> bool:
        """Whether *key* introduced itself and did not leave."""

    def has_signed(self, agreement: str, twin: str) -> bool:
        """Whether the brand signed the agreement of that hash with the DID *twin*."""

    def show(self, agreements: Iterable[str], key: str, *, at_ms: int) -> bool:
        """Count *agreements* for *key*, or none of them if another key has shown one. Twice counts once."""

    def shown(self, key: str) -> int:
        """How many agreements *key* has shown."""

    def forget_shown(self, key: str) -> None:
        """Drop what *key* has shown."""

    def forget(self, key: str) -> None:
        """Drop *key* itself, and what it has shown."""


class Holds(Protocol):
    """Stock that is set aside for a thread; it is taken off the stock and given back."""

    def release(self, at_ms: int) -> None:
        """Give back what was set aside until *at_ms* or earlier."""

    def of(self, thread: str) -> Mapping[Key, int]:
        """What is set aside for *thread*."""

    def place(
        self, thread: str, twin: str, wanted: Mapping[Key, int], *, until_ms: int, share: Decimal
    ) -> bool:
        """Set all of *wanted* aside for *thread* of the DID *twin*, or nothing.

        Nothing, too, if an article is not counted, if *twin* holds some of it in another thread, or if more
        than *share* of its pieces would be set aside at a time.
        """

    def extend(self, thread: str, *, until_ms: int) -> None:
        """Keep what is set aside for *thread* until *until_ms*, if that is later."""

    def give_back(self, thread: str) -> None:
        """Give back what is set aside for *thread*."""

    def use(self, thread: str) -> None:
        """What is set aside for *thread* is sold."""


class Uses(Protocol):
    """The benefits that were used, each by a mark that tells nothing without the brand's secret."""

    def use(self, marks: Iterable[tuple[str, str]], *, agreement: str, key: str, at_ms: int) -> bool:
        """Note each (benefit, mark) as used in *agreement*, or none if another agreement used one.

        Whoever let their order run out without paying before *at_ms* used nothing (REL-30). What *agreement*
        used before and is not among *marks* is free again.
        """

    def used_under(self, key: str) -> frozenset[str]:
        """The benefits that were used under *key*."""


class Books(Protocol):
    """All of the brand's books on its relationships; each topic has its own."""

    @property
    def letters(self) -> Letters:
        """The letters."""

    @property
    def register(self) -> Register:
        """The grants and the uses of what was disclosed."""

    @property
    def holdings(self) -> Holdings:
        """What is held under a key."""

    @property
    def climbs(self) -> Climbs:
        """Who climbed how far."""

    @property
    def holds(self) -> Holds:
        """What is set aside."""

    @property
    def mailboxes(self) -> Mailboxes:
        """The subscriptions and their news."""

    @property
    def uses(self) -> Uses:
        """Which benefits were used."""
