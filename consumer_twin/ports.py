"""What the twin needs of the world: brands, talks, a till and a store.

Each is a `typing.Protocol`; an edge provides it. Time, ids and nonces are in `fresh`, the person in `person`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from consumer_twin.claims import Asked, Claimed
from consumer_twin.market import Bargain
from consumer_twin.match import Find
from consumer_twin.memory import Lesson
from consumer_twin.option import Option
from consumer_twin.records import Accepted, AcceptStatus, Settled, Spent, ThreadRecord, WishRecord
from consumer_twin.relation.asking import Relied
from consumer_twin.scan import Scan, Seller
from consumer_twin.wish import Wish
from negotiation import Approval, Mandate
from protocol import Message
from protocol.commitment import Beside
from protocol.relation import Letter


class Brands(Protocol):
    """The way to brands and public pages."""

    async def scan(self, wish: Wish) -> Scan:
        """Read every shelf there is for *wish*, until the deadline; who is slow or broken is a trouble."""

    async def ask(self, seller: Seller, message: Message, values: tuple[Beside, ...] = ()) -> Message:
        """Send *message* to *seller*, with *values* beside it, and return its verified answer.

        Raises ProtocolError for an answer that breaks a rule, `ProblemAnswer` when the seller answers with
        a problem document, `Unreachable` when there was no answer.
        """


class Comparing(Protocol):
    """The way to marketplaces that compare marks."""

    async def compare(self, mediator: str, letter: Letter) -> Letter:
        """Post the `mediate` in *letter* to the DID *mediator*, and return its verified answer.

        Raises what `Brands.ask` raises.
        """


class Unreachable(Exception):  # noqa: N818  an ordinary state of the world, not a broken rule
    """No answer came; the same bytes may be sent again."""

    code = "unreachable"


class ProblemAnswer(Exception):  # noqa: N818  an ordinary answer, not a broken rule
    """The seller answered with a problem document, which is unsigned and settles nothing."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(f"the brand answered {code} ({status})")
        self.code, self.status = code, status


class Answers(Protocol):
    """The answers that brands gave to questions."""

    async def relied(self, names: Sequence[str], brand: str, article: tuple[str, str], at_ms: int) -> Relied:
        """Return what an open to *brand* about *article* (product, variant) relies on, of *names*."""


class Claims(Protocol):
    """The brands' public offers, and what the person claims of them."""

    async def claim(
        self, seller: Seller, asked: Asked, *, wish: int, line: int, message: str
    ) -> Claimed | None:
        """Return what the open of id *message* claims of *seller* for *asked* (kept when this returns)."""


class Rungs(Protocol):
    """Where the person stands with brands."""

    async def step(self, brand: str) -> int | None:
        """Return the step of the key that the DID *brand* knows the person under; None where it does not."""


class Talks(Protocol):
    """The conversations with brands, before anything binds."""

    async def negotiate(self, record: WishRecord, finds: Sequence[Sequence[Find]]) -> tuple[Bargain, ...]:
        """Haggle with every brand at once, for each wish line; the ceiling gates each thread."""

    async def close(self, wish: int, lines: frozenset[int]) -> None:
        """Close every thread of *wish* in *lines* that is still open, for no stated reason."""


class Till(Protocol):
    """Where the twin binds the person: one accept at a time for a wish line."""

    async def accept(self, record: WishRecord, option: Option, authority: Approval | Mandate) -> Settled:
        """Take *option* if *authority* covers it, and wait for the brand's signed answer.

        Raises GuardError, `TooLateError` or `OutstandingAcceptError`; then nothing was sent.
        """

    async def settle(self, accepted: Accepted) -> Settled:
        """Send the stored bytes of an accept again, and wait for the brand's signed answer."""


class Store(Protocol):
    """What must outlive a killed process. Each method is one transaction."""

    async def begin(self, wish: Wish, at_ms: int) -> WishRecord:
        """Keep *wish* and number it."""

    async def mean(self, number: int, wish: Wish) -> WishRecord:
        """Keep *wish* as what wish *number* means: its person was asked."""

    async def wish(self, number: int) -> WishRecord: ...

    async def open_thread(self, record: ThreadRecord, message: Message) -> None:
        """Keep a new thread and its open, before the open is sent."""

    async def keep(self, thread: str, message: Message) -> None:
        """Keep a message: one's own before it is sent, the brand's once it is verified."""

    async def thread(self, thread: str) -> tuple[ThreadRecord, tuple[Message, ...]]:
        """Return a thread and its messages in order; those that were not sent yet included."""

    async def threads_of(self, wish: int) -> tuple[str, ...]: ...

    async def show(self, options: Sequence[Option], lesson: Lesson) -> None:
        """Keep what the person is shown, so that an approval can name it later."""

    async def option(self, offer: str) -> Option | None: ...

    async def options_of(self, wish: int) -> tuple[Option, ...]: ...

    async def offered_again(self, option: Option) -> tuple[Option, ...]:
        """Return what was shown since for the same line of the same wish, by threads that may be open."""

    async def spent(self, wish: int, currency: str, at_ms: int) -> Spent: ...

    async def reserve(
        self, accepted: Accepted, message: Message, allow: Callable[[Spent], None], lesson: Lesson
    ) -> None:
        """Keep an accept and its bytes, before they are sent, if *allow* does not object to what is spent.

        Raises `OutstandingAcceptError` (AGREE-20), or what *allow* raises; then nothing is kept.
        """

    async def settle(
        self, accepted: Accepted, status: AcceptStatus, answer: Message | None, lesson: Lesson
    ) -> None:
        """Keep how an accept ended, with the brand's answer."""

    async def outstanding(self) -> tuple[Accepted, ...]:
        """Return the accepts without an answer, oldest first."""

    async def learn(self, lesson: Lesson) -> None:
        """Add a lesson to the log."""

    async def lessons(self) -> tuple[Lesson, ...]:
        """Return every lesson that was not erased, in the order they came."""
