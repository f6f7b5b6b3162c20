"""Mail: the messages of a mailbox, one at a time, and the pages of HTML in each.

Spec: spec/90-learn.md (LEARN-20).

A mailbox is read line by line and never held whole; what is no message of a sane size is a reject. Parsing
is the standard library's; nothing of a message is fetched, opened or run.

Source: RFC 5322, RFC 2045 to 2047, RFC 4155 (mbox).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import BinaryIO, Final

from catalog_adapters.basics import Place, Reject, known_encoding, page_text

MAX_MAIL: Final = 32 * 1024 * 1024
"""Bytes of one message."""
_MOST_LINE: Final = 1024 * 1024
_FROM: Final = b"From "
_WIDE: Final = frozenset(("utf-16", "utf-16le", "utf-16be"))
_PARSED_BADLY: Final = (LookupError, ValueError, TypeError, AttributeError, RecursionError)
"""What the standard library's parser is known to raise for mail that is none."""


def read_mailbox(source: str, stream: BinaryIO) -> Iterator[tuple[Place, bytes] | Reject]:
    """Yield the messages of an mbox, each with the line that it begins in."""
    message, size, begins, number = bytearray(), 0, 1, 0
    blank = ended = True
    while line := stream.readline(_MOST_LINE):
        number += ended
        if blank and ended and line.startswith(_FROM):
            if size:
                yield _whole(Place(source, begins), message, size)
            message, size, begins = bytearray(), 0, number
        else:
            size += len(line)
            if size <= MAX_MAIL:
                message += line[1:] if line[:1] == b">" and line.lstrip(b">").startswith(_FROM) else line
        blank, ended = not line.strip(), line.endswith(b"\n")
    if size:
        yield _whole(Place(source, begins), message, size)


def _whole(place: Place, message: bytearray, size: int) -> tuple[Place, bytes] | Reject:
    if size > MAX_MAIL:
        return place.reject("mail-too-large", f"the message has more than {MAX_MAIL} bytes")
    return place, bytes(message)


def parsed(data: bytes) -> Message | None:
    """Return the message that *data* spells; None if it is beyond parsing."""
    try:
        return message_from_bytes(data, policy=compat32)
    except _PARSED_BADLY:
        return None


def sent_on(message: Message) -> date | None:
    """Return the day that the sender wrote on *message*, if it can be read."""
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date()
    except _PARSED_BADLY:
        return None


def pages_of(message: Message) -> Iterator[str]:
    """Yield the HTML of *message*; bytes that are not of the stated encoding become U+FFFD."""
    for part in message.walk():
        if part.get_content_type() == "text/html":
            try:
                data = part.get_payload(decode=True)
                stated = part.get_content_charset()
            except _PARSED_BADLY:
                continue
            if isinstance(data, bytes):
                yield page_text(data, _known(stated))


def _known(encoding: str | None) -> str | None:
    """The *encoding* to decode by; None leaves it to the page."""
    if encoding is not None and encoding.lower() in _WIDE:
        return encoding
    return known_encoding(encoding or "")
