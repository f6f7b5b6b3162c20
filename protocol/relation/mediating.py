"""What a marketplace compares in mediated play: one round's marks of both sides, as each signed them.

Spec: spec/65-modes.md (MED-5, MED-11, MED-14, MED-18).
"""

from __future__ import annotations

from protocol.base64url import from_base64url
from protocol.box import unseal
from protocol.canonical import encode
from protocol.envelope import MarksMessage
from protocol.errors import ProtocolError
from protocol.mediated import compared, unpacked
from protocol.mediation import Mediate
from protocol.message import Message, WrongAudienceError, read
from protocol.relation.letter import Letter
from protocol.signature import KeyRing
from protocol.times import GRACE_MS, read_time


class ForeignMarksError(ProtocolError):
    """What the request holds as the brand's marks is not that, or was said to another key."""

    code = "foreign-marks"
    requirement = "MED-14"
    status = 409
    advice = "Send the `marks` message that the brand answered this very key with, to the byte."


class MarksExpiredError(ProtocolError):
    """The brand's marks came after their own `expires`, on the marketplace's clock."""

    code = "marks-expired"
    requirement = "MED-18"
    status = 410
    advice = "Ask the brand again in a new thread, and send its marks at once."


def brand_of(body: Mediate) -> str:
    """Return the DID that the brand's marks in *body* say they are from; nothing is verified yet."""
    found = body.said.get("from")
    if type(found) is not str:
        raise ForeignMarksError("the brand's marks say nobody's name")
    return found


def marks_in(letter: Letter, ring: KeyRing, *, at_ms: int) -> tuple[Message, MarksMessage]:
    """Return the brand's message of marks that *letter* holds, received at *at_ms*, verified with *ring*.

    Raises what `read` raises, `ForeignMarksError` (MED-14) or `MarksExpiredError` (MED-18).
    """
    body = letter.body
    assert isinstance(body, Mediate)
    try:
        message = read(encode(body.said), ring, to=letter.sender)
    except WrongAudienceError:
        raise ForeignMarksError("the brand's marks were said to another key") from None  # MED-14
    if message.envelope.type != "marks":
        raise ForeignMarksError("the brand's message is no marks")  # MED-14
    if at_ms >= read_time(message.envelope.expires) + GRACE_MS:
        raise MarksExpiredError("the marks came after their `expires`")  # MED-18
    return message, message.envelope


def overlap_of(body: Mediate, marks: MarksMessage, secret: bytes) -> str | None:
    """Return the mark that both said, the box of *marks* opened with the X25519 *secret*; None if none.

    Raises `BadBoxError` (MED-11) or `BadMarksError` (MED-4).
    """
    opened = unseal(from_base64url(marks.body.sealed, "sealed"), secret)
    return compared(body.marks, unpacked(opened))  # MED-5
