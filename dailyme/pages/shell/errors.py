"""Why a page is refused: each with a code, a status and what to do."""

from __future__ import annotations

from typing import ClassVar

from dailyme.errors import CommandError


class PageError(CommandError):
    """A request that a page does not answer as it was asked."""

    code = "page-error"
    status: ClassVar[int] = 400


class NotEnteredError(PageError):
    """Nobody came in by the door: there is no session, or it has ended."""

    code = "not-entered"
    status = 401

    def __init__(self, advice: str) -> None:
        super().__init__("You are not signed in here.", advice)


class KeyUsedError(PageError):
    """The address that lets somebody in was used before, or is wrong."""

    code = "key-used"
    status = 401

    def __init__(self, advice: str) -> None:
        super().__init__("This address lets nobody in: it works once.", advice)


class NotAllowedError(PageError):
    """The role of whoever asks does not reach so far."""

    code = "not-allowed"
    status = 403

    def __init__(self, role: str) -> None:
        super().__init__(f"This needs the role {role}.", "Ask somebody who has it.")


class ForgedError(PageError):
    """The request does not come from a form of these pages."""

    code = "forged-request"
    status = 403

    def __init__(self, why: str) -> None:
        super().__init__(
            f"This did not come from these pages: {why}.", "Open the page again and send it anew."
        )


class WrongHostError(PageError):
    """The request names a host that is not served here (DNS rebinding looks like that)."""

    code = "wrong-host"
    status = 421

    def __init__(self) -> None:
        super().__init__(
            "No pages are served under that name.", "Use the address that was printed at the start."
        )


class TooLargeError(PageError):
    """More was sent than a form may hold."""

    code = "too-large"
    status = 413

    def __init__(self, most: int) -> None:
        super().__init__(f"More than {most:,} bytes were sent.", "Send less, or a smaller file.")


class BadFormError(PageError):
    """What was sent is no form."""

    code = "bad-form"
    status = 400

    def __init__(self) -> None:
        super().__init__("What was sent is no form.", "Open the page again and send it anew.")


class NoPageError(PageError):
    """There is nothing at that address."""

    code = "no-page"
    status = 404

    def __init__(self, what: str = "There is no such page.") -> None:
        super().__init__(what, "Go back, or begin at the first page.")
