"""The mediator: one round's marks of both sides in, the first mark that both said out.

Spec: spec/65-modes.md (MED-14 to MED-18).

It compares what it can't read. What it keeps is there so that nobody can ask twice: the rounds of a thread
are compared in order, each once, and no more after a mark was found. Any error leaves that as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, NamedTuple, Protocol

from protocol import GRACE_MS, Message, ProtocolError, SigningKey, read_time, to_base64url
from protocol.box import box_public, box_secret
from protocol.envelope import MarksMessage
from protocol.mediation import Mediate, Overlap
from protocol.relation import Letter, answer_to, check_request
from protocol.relation.mediating import overlap_of

_PURPOSE: Final = b"mediate"


class UnlistedBrandError(ProtocolError):
    """The marks of a brand that is not listed here."""

    code = "unlisted-brand"
    requirement = "MED-14"
    status = 409
    advice = "Play with a brand that the marketplace lists, or with another marketplace."

    def __init__(self, did: str) -> None:
        super().__init__(f"{did[:120]} is not listed here")


class RoundComparedError(ProtocolError):
    """Other marks for a round that was compared: asking twice would be probing."""

    code = "round-compared"
    requirement = "MED-15"
    status = 409
    advice = "Repeat the first request to the byte, or go on to the next round."


class RoundOutOfOrderError(ProtocolError):
    """A round that does not follow the last one compared."""

    code = "round-out-of-order"
    requirement = "MED-15"
    status = 409
    advice = "Have the rounds of a thread compared in order, from 1."

    def __init__(self, expected: int, round: int) -> None:
        super().__init__(f"round {round} came where {expected} must")


class MediationOverError(ProtocolError):
    """The thread has its package, and nothing more is compared."""

    code = "mediation-over"
    requirement = "MED-15"
    status = 409
    advice = "Show the brand the answer that named the mark."


class NotMediatedError(ProtocolError):
    """A request of another type than the one that is taken here."""

    code = "not-served"
    requirement = "REL-6"
    status = 501
    advice = "See the capabilities in the brand's profile."

    def __init__(self, kind: str) -> None:
        super().__init__(f"nothing is compared for a {kind}")


class Compared(NamedTuple):
    """What is kept of a round: the hash of the request, the mark found, and from when until when."""

    round: int
    letter: str
    mark: str | None
    at_ms: int
    ends_ms: int


class Rounds(Protocol):
    """The rounds that were compared, inside one transaction."""

    def at(self, name: str, round: int) -> Compared | None:
        """Return what is kept of that round of the thread *name*."""

    def last(self, name: str) -> Compared | None:
        """Return what is kept of the last round of the thread *name*."""

    def keep(self, name: str, compared: Compared) -> None:
        """Keep *compared*."""


@dataclass(frozen=True)
class Mediator:
    """What compares: the marketplace's key, and the box key that only it can work out."""

    key: SigningKey
    _secret: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_secret", box_secret(self.key, _PURPOSE))

    @property
    def box(self) -> bytes:
        """The public X25519 key that brands seal their marks to (MED-12)."""
        return box_public(self._secret)

    def attend(
        self, letter: Letter, said: Message, marks: MarksMessage, rounds: Rounds, *, at_ms: int
    ) -> bytes:
        """Return the signed answer to *letter*, received at *at_ms*, in which the brand *said* its *marks*.

        Raises `RoundComparedError`, `MediationOverError` or `RoundOutOfOrderError` (MED-15), what
        `check_request` raises (REL-5), or what `overlap_of` raises; nothing is kept then.
        """
        name, round = name_of(said), marks.body.round
        before = rounds.at(name, round)
        if before is not None:
            if before.letter != letter.hash:
                raise RoundComparedError(f"round {round} was compared")
            return self._answer(letter, said, before)
        check_request(letter, at_ms=at_ms)
        last = rounds.last(name)
        if last is not None and last.mark is not None:
            raise MediationOverError("a package was found in this thread")
        expected = 1 if last is None else last.round + 1
        if round != expected:
            raise RoundOutOfOrderError(expected, round)
        body = letter.body
        assert isinstance(body, Mediate)
        mark = overlap_of(body, marks, self._secret)
        compared = Compared(round, letter.hash, mark, at_ms, read_time(marks.expires) + GRACE_MS)
        rounds.keep(name, compared)
        return self._answer(letter, said, compared)

    def _answer(self, letter: Letter, said: Message, compared: Compared) -> bytes:
        found = {} if compared.mark is None else {"mark": compared.mark}
        body = Overlap.model_validate({"thread": said.thread, "round": compared.round, **found})  # MED-16
        seal = sha256(f"{letter.hash}/overlap/{compared.at_ms}".encode()).digest()
        return answer_to(
            letter,
            body,
            self.key,
            id=to_base64url(seal[:16]),
            created_ms=compared.at_ms,
            expires_ms=compared.ends_ms,
        ).data


def name_of(said: Message) -> str:
    """Return what a thread is kept by: a hash of both sides and its name; nobody can take another's place."""
    parts = "\x00".join((said.sender, said.envelope.to, said.thread))
    return to_base64url(sha256(b"dailyme mediation\x00" + parts.encode()).digest())
