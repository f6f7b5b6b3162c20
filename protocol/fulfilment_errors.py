"""What is refused after an agreement: each broken rule of chapter 85 with a code of its own.

Spec: spec/85-fulfil.md.
"""

from __future__ import annotations

from protocol.errors import ProtocolError


class NoDealError(ProtocolError):
    """An order, an outcome or a review in a thread without an agreement."""

    code = "no-deal"
    requirement = "FUL-1"
    status = 409
    advice = "Agree first; only what was agreed on can be ordered, told of or reviewed."

    def __init__(self, move: str) -> None:
        super().__init__(f"{move!r} needs an agreement, and this thread has none")
        self.move = move


class OtherAgreementError(ProtocolError):
    """The message names another agreement than the thread's."""

    code = "other-agreement"
    requirement = "FUL-2"
    status = 409
    advice = "Name the hash of the agreement that was confirmed in this thread."

    def __init__(self) -> None:
        super().__init__("the message names another agreement than that of its thread")


class ForeignCheckoutError(ProtocolError):
    """The checkout is not on the brand's own origin."""

    code = "foreign-checkout"
    requirement = "FUL-4"
    status = 409
    advice = "Hand off to a page of the brand's own domain."

    def __init__(self) -> None:
        super().__init__("the checkout is not on the origin of the brand's DID")


class AlreadyOrderedError(ProtocolError):
    """A second order while the first one stands."""

    code = "already-ordered"
    requirement = "FUL-6"
    status = 409
    advice = "Use the hand-off that you have, or track the order."

    def __init__(self) -> None:
        super().__init__("the deal was ordered, and its hand-off still holds or was used")


class PromiseDiffersError(ProtocolError):
    """`promised_by` is not what was agreed on."""

    code = "promise-differs"
    requirement = "FUL-10"
    status = 409
    advice = "Promise the agreement's `agreed` and as many days as its terms give."

    def __init__(self) -> None:
        super().__init__("promised_by is not the time of the agreement and its delivery_days")


class StageBackwardsError(ProtocolError):
    """An order does not become less far than it was."""

    code = "stage-backwards"
    requirement = "FUL-11"
    status = 409
    advice = "Give the stage of the last status, or a later one."

    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"an order that was {before} is not {after} again")
        self.before, self.after = before, after


class AheadOfTimeError(ProtocolError):
    """What is said to have happened lies after the message that says so."""

    code = "ahead-of-time"
    requirement = "FUL-12"
    advice = "Say when it happened; for what is to come there is `expected`."

    def __init__(self) -> None:
        super().__init__("`at` lies after the message was created")


class AlreadyDeliveredError(ProtocolError):
    """The delivery was told before."""

    code = "already-delivered"
    requirement = "FUL-20"
    status = 409
    advice = "Send a return if something is wrong with what came."

    def __init__(self) -> None:
        super().__init__("that it came was told before")


class NotDeliveredError(ProtocolError):
    """A return, an outcome or a claim of what has not come yet."""

    code = "not-delivered"
    requirement = "FUL-21"
    status = 409
    advice = "Wait until it came, or until the promised day has passed."

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} can't be said of what was not delivered")
        self.what = what


class BadRemedyError(ProtocolError):
    """A remedy or a note that does not fit what it answers."""

    code = "bad-remedy"
    requirement = "FUL-23"
    status = 409
    advice = "Regard the message that is answered, and give no more than the total, in its currency."


class OwedRemedyError(ProtocolError):
    """No remedy, where the agreement gives a right to one."""

    code = "owed-remedy"
    requirement = "FUL-24"
    status = 409
    advice = "Refund, reduce, replace or repair: the terms give a right to it."

    def __init__(self) -> None:
        super().__init__("the agreed terms give a right to a remedy here")


class ContradictsStatusError(ProtocolError):
    """An outcome that the signed messages of the thread deny."""

    code = "contradicts-status"
    requirement = "FUL-31"
    status = 409
    advice = "Dispute it first, with a return for `late` or `missing`."

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: the thread's signed messages say otherwise")


class UnknownRemedyError(ProtocolError):
    """The outcome regards what is no remedy of this thread."""

    code = "unknown-remedy"
    requirement = "FUL-32"
    status = 404
    advice = "Name the hash of a remedy of this thread, or none."

    def __init__(self, named: str) -> None:
        super().__init__("the hash names no remedy of this thread")
        self.named = named


class NoOutcomeError(ProtocolError):
    """A review before it is known how the deal turned out."""

    code = "no-outcome"
    requirement = "FUL-40"
    status = 409
    advice = "Tell the outcome first."

    def __init__(self) -> None:
        super().__init__("the deal has no outcome yet")


class SecondReviewError(ProtocolError):
    """A deal is reviewed once."""

    code = "second-review"
    requirement = "FUL-41"
    status = 409
    advice = "The review that was given stays."

    def __init__(self) -> None:
        super().__init__("this deal was reviewed before")
