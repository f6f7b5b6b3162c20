"""What can go wrong in a brand's console: each with a code, none of it on the wire."""

from __future__ import annotations

from typing import ClassVar

from brand_agent.errors import BrandError


class ConsoleError(BrandError):
    """Something that a person of the brand asked for can't be done. `advice` says what to do."""

    code = "console-error"
    status: ClassVar[int] = 400
    """What a page answers with."""
    advice = "Look at the page again."

    def __init__(self, words: str, advice: str | None = None) -> None:
        super().__init__(words)
        self.advice = advice or type(self).advice


class NotAllowedError(ConsoleError):
    """The person's role does not go so far."""

    code = "not-allowed"
    status = 403
    advice = "Ask an admin of your shop to do it, or for a wider role."


class UnknownPersonError(ConsoleError):
    """Nobody of that name has an account."""

    code = "unknown-person"
    status = 404
    advice = "Look at `dailyme brand people`."


class NameTakenError(ConsoleError):
    """Somebody has that name already."""

    code = "name-taken"
    advice = "Choose another, such as one with your family name."


class BadNameError(ConsoleError):
    """A name that can't be shown in one line."""

    code = "bad-name"
    advice = "Write a name of 1 to 60 visible characters in one line."


class OwnerStaysError(ConsoleError):
    """Whoever starts the console on its machine can do everything there: no role says otherwise."""

    code = "owner-stays"
    status = 403
    advice = "The owner is whoever starts the console on this machine: that account stays as it is."


class WeakPasswordError(ConsoleError):
    """A password that is guessed soon."""

    code = "weak-password"
    advice = "Take four words that don't belong together, or let a password manager make one."


class WrongPasswordError(ConsoleError):
    """Name or password is wrong; which of the two is not said."""

    code = "wrong-password"
    status = 401
    advice = "Try again, or ask an admin for a new invitation."

    def __init__(self) -> None:
        super().__init__("that name and password don't belong together")


class TooManyTriesError(ConsoleError):
    """Too many wrong passwords in a row. wait_ms: how long to wait."""

    code = "too-many-tries"
    status = 429

    def __init__(self, wait_ms: int) -> None:
        seconds = -(-wait_ms // 1000)
        super().__init__("too many tries for this name", f"Wait {seconds} seconds, then try again.")
        self.wait_ms = wait_ms


class BadInvitationError(ConsoleError):
    """An invitation that is unknown, used, over or taken back; which of them is not said."""

    code = "bad-invitation"
    status = 410
    advice = "Ask whoever invited you for a new link: each works once, and for two days."

    def __init__(self) -> None:
        super().__init__("this invitation can't be used any more")


class UnknownSessionError(ConsoleError):
    """There is no such session, or it has ended."""

    code = "unknown-session"
    status = 404


class FourEyesError(ConsoleError):
    """A change of the limits needs a second person."""

    code = "four-eyes"
    status = 403
    advice = "Another person with the role approver or admin decides it, under Guardrails."


class UnknownChangeError(ConsoleError):
    """There is no proposed change of that number, or it is decided."""

    code = "unknown-change"
    status = 409
    advice = "Somebody decided it meanwhile: look at the list."


class StaleChangeError(ConsoleError):
    """What a change was proposed for is not as it was any more."""

    code = "stale-change"
    status = 409
    advice = "Decline it, and propose the change anew from what holds now."
