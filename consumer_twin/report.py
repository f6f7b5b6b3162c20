"""What each brand learnt of the person: read from the bytes that were really sent.

Spec: spec/90-learn.md.

Nothing here is remembered apart: the list is made from the stored messages, so that it can't say less than
what left the machine. The network address and the time are not in the bytes, and said beside them.
"""

from __future__ import annotations

from collections.abc import Iterable

from protocol import Line, Message, Open
from protocol.claim import Claim
from protocol.counter import Wanted

BESIDE = "Beside the messages: your network address, the time, and that the catalog was read."


def disclosed(thread: Iterable[Message], brand: str, step: int | None = None) -> tuple[str, ...]:
    """Return, in sentences, what the messages of *thread* that went to the DID *brand* told it.

    step: of the key that the brand knows the person under, if the thread has that.
    """
    key = "made for this thread alone" if step is None else "under which you are known to it, and to it alone"
    said: list[str] = []
    last_round = 0
    for message in thread:
        envelope = message.envelope
        if envelope.to != brand:
            continue
        match envelope.type:
            case "open":
                said.append(f"The key {message.sender}, {key}.")
                said += [_asked(line) for line in envelope.body.lines]
                said.append(f"The region {envelope.body.region} and the currency {envelope.body.currency}.")
                said.append(f"That your terms are {envelope.body.personal_terms}.")
                said += ["That you asked for a sealed bid."] if envelope.body.mode == "sealed" else []
                said += _mediated(envelope.body)
                said += [_claimed(claim) for claim in envelope.body.claims or ()]
            case "counter":
                totals = " or ".join(map(_wanted, envelope.body.packages))
                said.append(f"That you would like it for {totals}.")
            case "decline":
                said.append(f"That an offer was declined: {envelope.body.reason}.")
            case "window":
                bids = len(envelope.body.commitments)
                said.append(f"How many bids were made in all, {bids}, and their hashes.")
            case "round":
                last_round = envelope.body.round
            case "package":
                said.append(
                    f"Which package you would take too, found in round {envelope.body.overlap.body.round}."
                )
            case "withdraw":
                said.append("That a counter was taken back.")
            case "accept":
                said.append(f"That you accept {envelope.body.agreement.deal.total.words()}, signed.")
            case "close":
                said.append("That the thread is closed, without a reason.")
            case _:
                said += _after(message)
    played = [f"That {last_round} rounds were played by then."] if last_round else []
    return (*said, *played, BESIDE)


def _asked(line: Line) -> str:
    more = "" if line.at_most is None else f", and would take up to {line.at_most}"
    return f"That somebody asks for {line.quantity} of variant {line.variant}{more}."


def _wanted(package: Wanted) -> str:
    if package.quantities is None:
        return package.total.words()
    return f"{package.total.words()} for {' and '.join(map(str, package.quantities))}"


def _after(message: Message) -> list[str]:
    """Return what a message after the agreement told."""
    envelope, told = message.envelope, ""
    match envelope.type:
        case "order":
            fields = [one.field for one in envelope.body.disclosed or ()]
            told = "That you order it" + (f", with {', '.join(fields)} beside it." if fields else ".")
        case "track":
            told = "That you asked where it is."
        case "delivered":
            told = f"That it came on {envelope.body.at[:10]}, {envelope.body.condition}."
        case "return":
            told = f"That you want to give it back: {envelope.body.reason}."
        case "outcome":
            told = f"How it turned out: {envelope.body.how}."
        case "review":
            words = " and words of yours" if envelope.body.words else ""
            told = f"A review: {envelope.body.stars} of 5 stars{words}."
        case _:
            pass
    return [told] if told else []


def _mediated(asked: Open) -> list[str]:
    """What an open tells of mediated play, to the brand and to the marketplace."""
    if asked.mediator is None:
        return []
    who = f"That the marketplace {asked.mediator} compares for you"
    return [f"{who}; it was shown this key, and in each round as many hashes as the grid has packages."]


def _claimed(claim: Claim) -> str:
    """What a claim tells; the values of its facts stood beside the message."""
    said = ", ".join(one.field for one in claim.disclosed) or "nothing about you"
    return f"That you claim its offer {claim.promotion}, and for that say: {said}."
