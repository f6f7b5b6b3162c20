"""What a brand refuses to hear: rules that need its memory.

Spec: spec/30-envelope.md.
"""

from __future__ import annotations

from protocol import ProtocolError


class UnknownThreadError(ProtocolError):
    """A message of a thread that was never opened here."""

    code = "unknown-thread"
    requirement = "ENV-2"
    status = 404
    advice = "Open a thread first; its name is the hash of the open."

    def __init__(self) -> None:
        super().__init__("no such thread was opened here")


class ConflictError(ProtocolError):
    """Another message stands already under the same id, or at the same place of the thread."""

    code = "conflict"
    requirement = "ENV-8"
    status = 409
    advice = "Retry the same bytes; never make another message for the same seq or id."

    def __init__(self, what: str) -> None:
        super().__init__(f"another message with this {what} was received before")
        self.what = what


class ThreadFullError(ProtocolError):
    """The message would make its thread hold more than the brand keeps for one; an accept still may."""

    code = "thread-full"
    requirement = "ENV-13"
    status = 413
    advice = "Accept an offer or close, and open another thread."

    def __init__(self) -> None:
        super().__init__("the thread would hold more than one thread may")


class ErasedThreadError(ProtocolError):
    """The thread was erased, as who opened it asked."""

    code = "erased-thread"
    requirement = "SKETCH-9"
    status = 410
    advice = "Open another thread."

    def __init__(self) -> None:
        super().__init__("the thread was erased as its twin asked")
