"""What can go wrong inside the twin: one class per broken rule, each with a stable code.

Spec: spec/10-wish.md, spec/40-scan.md, spec/70-decide.md, spec/80-agree.md, spec/90-learn.md.

What the other side does wrong is a `ProtocolError`; these are for the person. An ordinary "no" (nothing
found, no deal) is a value and not an error.
"""

from __future__ import annotations

from typing import ClassVar


class TwinError(Exception):
    """The twin can't do what it was asked. Nothing was sent because of it."""

    code: ClassVar[str] = "twin-error"
    requirement: ClassVar[str] = ""
    advice: ClassVar[str] = "See `dailyme --help`."


class BadWishError(TwinError):
    """The wish can't be followed: no words, or a number out of range."""

    code = "bad-wish"
    requirement = "WISH-1"
    advice = "Say what you look for in a few words; give numbers as options."


class BrokenCatalogError(TwinError):
    """The pages of a catalog don't belong together."""

    code = "broken-catalog"
    requirement = "SCAN-7"
    advice = "Scan again later; the brand must serve one version from the first page to the last."


class BrokenSliceError(TwinError):
    """A slice of a marketplace's index that can't be used."""

    code = "broken-slice"
    requirement = "DIR-22"
    advice = "Nothing is lost: the brands are read themselves. Tell the marketplace if it stays so."


class UnknownOptionError(TwinError):
    """No option has that hash."""

    code = "unknown-option"
    requirement = "DEC-3"
    advice = "Give the whole hash of an option that `wish now` printed."


class NotNegotiableError(TwinError):
    """A public page can't be accepted by message."""

    code = "not-negotiable"
    requirement = "DEC-4"
    advice = "Buy on the page itself; its address stands with the option."


class NotCoveredError(TwinError):
    """Neither an approval nor a mandate covers the accept."""

    code = "not-covered"
    requirement = "DEC-5"
    advice = "Approve the option by its hash, or raise the ceiling or the cap that it is above."


class OutstandingAcceptError(TwinError):
    """Another accept for the same wish line is still without an answer."""

    code = "outstanding-accept"
    requirement = "AGREE-20"
    advice = "Run `dailyme twin resume`; it settles the accept that is in doubt."


class TooLateError(TwinError):
    """The offer ends too soon for an accept to arrive in time."""

    code = "too-late"
    requirement = "AGREE-21"
    advice = "Wish again; the brand will make a fresh offer."


class BadLessonError(TwinError):
    """A fact can't be remembered as it is."""

    code = "bad-lesson"
    requirement = "LEARN-4"
    advice = "This is a fault of whoever recorded it; nothing was kept."


class BrokenMemoryError(TwinError):
    """An entry of the log can't be read."""

    code = "broken-memory"
    requirement = "LEARN-4"
    advice = (
        "See `dailyme memory verify`; `dailyme memory forget` with its number drops that entry alone, or put "
        "back a copy of the store."
    )

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"entry {number} of the memory is broken: {why}")
        self.number, self.why = number, why


class UnknownEntryError(TwinError):
    """The log has no entry of that number."""

    code = "unknown-entry"
    requirement = "LEARN-6"
    advice = "See `dailyme memory log`."


class UnknownBeliefError(TwinError):
    """There is no such belief."""

    code = "unknown-belief"
    requirement = "LEARN-8"
    advice = "See `dailyme memory`."


class BadBeliefError(TwinError):
    """A belief can't be set like that."""

    code = "bad-belief"
    requirement = "LEARN-8"
    advice = "Give a belief of `dailyme memory` and yes, no, unsure or a number from -1 to 1."


class UnknownDealError(TwinError):
    """There is no such deal, or more than one."""

    code = "unknown-deal"
    requirement = "FUL-2"
    advice = "See `dailyme deal list`; the beginning of a deal's hash is enough."


class RefusedMessageError(TwinError):
    """The brand did not take a message."""

    code = "message-refused"
    requirement = "FUL-1"
    advice = "Nothing was changed; look at the deal again with `dailyme deal list`."

    def __init__(self, seller: str, why: str) -> None:
        super().__init__(f"{seller} did not take it: {why}")
        self.seller, self.why = seller, why


class UnansweredError(TwinError):
    """No answer came. The message is kept, and the same bytes are sent next time."""

    code = "unanswered"
    requirement = "AGREE-22"
    advice = "Try again later: the same bytes are sent, and nothing happens twice."

    def __init__(self, seller: str, why: str) -> None:
        super().__init__(f"{seller} did not answer: {why}")
        self.seller, self.why = seller, why


class BrokenAnswerError(TwinError):
    """The brand's answer breaks a rule. It is kept as proof, and the thread stays where it was."""

    code = "broken-answer"
    requirement = "FUL-33"
    advice = (
        "The answer is kept as proof. Try again, and the brand is asked once more with the same bytes; or "
        "tell your twin alone how it turned out: `dailyme deal outcome DEAL --how HOW`."
    )

    def __init__(self, seller: str, why: str) -> None:
        super().__init__(f"{seller} broke a rule: {why}")
        self.seller, self.why = seller, why
