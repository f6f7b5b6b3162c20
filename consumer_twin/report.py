"""What each brand learnt of the person: read from the bytes that were really sent.

Spec: spec/90-learn.md.

Nothing here is remembered apart: the list is made from the stored messages, so that it can't say less than
what left the machine. The network address and the time are not in the bytes, and said beside them.
"""

from __future__ import annotations

from collections.abc import Iterable

from protocol import Message

BESIDE = "Beside the messages: your network address, the time, and that the catalog was read."


def disclosed(thread: Iterable[Message], brand: str) -> tuple[str, ...]:
    """Return, in sentences, what the messages of *thread* that went to the DID *brand* told it."""
    said: list[str] = []
    for message in thread:
        envelope = message.envelope
        if envelope.to != brand:
            continue
        match envelope.type:
            case "open":
                line = envelope.body.lines[0]
                said.append(f"The key {message.sender}, made for this thread alone.")
                said.append(f"That somebody asks for {line.quantity} of variant {line.variant}.")
                said.append(f"The region {envelope.body.region} and the currency {envelope.body.currency}.")
                said.append(f"That your terms are {envelope.body.personal_terms}.")
            case "counter":
                said.append(f"That you would like it for {envelope.body.total.words()}.")
            case "decline":
                said.append(f"That an offer was declined: {envelope.body.reason}.")
            case "withdraw":
                said.append("That a counter was taken back.")
            case "accept":
                said.append(f"That you accept {envelope.body.agreement.deal.total.words()}, signed.")
            case "close":
                said.append("That the thread is closed, without a reason.")
            case _:
                pass
    return (*said, BESIDE)
