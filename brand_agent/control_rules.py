"""The rules on controls: who may say what of a thread, and when there is nothing to say."""

from __future__ import annotations

from typing import Final

from brand_agent.controls import Kind, Standing
from brand_agent.errors import BrandError
from brand_agent.overview import Phase

NOBODY: Final = "a control is somebody's, who has a name"


class ControlError(BrandError):
    """A control that can't be had now."""

    code = "bad-control"
    advice = "Look at the negotiation again: somebody else may have been quicker."


class UnknownTalkError(ControlError):
    """There is no negotiation of that name, or more than one."""

    code = "unknown-negotiation"
    advice = "Take its name, or enough of its beginning, from the list of negotiations."


class TalkOverError(ControlError):
    """The negotiation is over: nothing more is said in it."""

    code = "negotiation-over"
    advice = "What was agreed stands among the deals; anything else is settled there."


class TakenOverError(ControlError):
    """Somebody else leads the negotiation."""

    code = "taken-over"
    advice = "Ask them to hand it back, or hand it back for them, and take it over then."


class NotLedError(ControlError):
    """Only who leads a negotiation says what is offered next."""

    code = "not-led"
    advice = "Take the negotiation over first."


class StoppedError(ControlError):
    """The negotiation was stopped, and is not taken up again."""

    code = "stopped"
    advice = "What was offered stays firm until its end; after that the customer can ask anew."


class NotWaitingError(ControlError):
    """Nothing waits for an approval."""

    code = "not-waiting"
    advice = "Only a negotiation above the amount that was set waits for one."


def is_news(kind: Kind, now: Standing, phase: Phase | None, who: str, list_total_minor: int | None) -> bool:
    """Return whether *kind*, said by *who*, changes anything; once more the same is not written down.

    phase: of the thread that it is about, None where it is about all. Raises a `ControlError`.
    """
    if not who.strip():
        raise ControlError(NOBODY)
    if phase is None:
        return kind == "approval" or (kind == "pause") != now.is_paused
    if phase != "talking":
        raise TalkOverError("the negotiation is over")
    match kind:
        case "stop":
            return now.course != "stopped"
        case "take-over":
            return _takes_over(now, who)
        case "hand-back":
            _check_not_stopped(now)
            return now.course == "person"
        case "approve":
            return _approves(now, list_total_minor)
        case _:
            _check_not_stopped(now)
            if now.course != "person" or now.holder != who:
                raise NotLedError("somebody else, or nobody, leads the negotiation")
            return kind == "offer" or now.next is not None


def _takes_over(now: Standing, who: str) -> bool:
    _check_not_stopped(now)
    if now.course == "person" and now.holder != who:
        raise TakenOverError(f"{now.holder} leads the negotiation")
    return now.course != "person"


def _approves(now: Standing, list_total_minor: int | None) -> bool:
    above = now.approve_above_minor
    if above is None or list_total_minor is None or list_total_minor < above:
        raise NotWaitingError("the negotiation waits for nobody")
    return not now.is_approved


def _check_not_stopped(now: Standing) -> None:
    if now.course == "stopped":
        raise StoppedError(f"{now.holder} stopped the negotiation")
