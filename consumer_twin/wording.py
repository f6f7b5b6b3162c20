"""Events in words: what a message, a stop or a loss looks like to the person who watches.

The words come from typed values; nothing that a seller wrote is repeated, except its name and titles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consumer_twin.decide import Ask, Leave, Take
from consumer_twin.events import Event, What
from consumer_twin.match import Find
from consumer_twin.option import NEAR_ONE, Option
from consumer_twin.records import Settled
from consumer_twin.scan import Seller, Trouble
from consumer_twin.thread import Thread
from consumer_twin.wish import Wish, WishLine
from protocol import Message, Offer, Price

_SETTLED: Final[dict[str, What]] = {
    "agreed": "agreed", "refused": "refused", "void": "void", "outstanding": "in-doubt",
}  # fmt: skip

_AFTER: Final[dict[str, str]] = {
    "order": "Ordered from", "track": "Asked about the order at", "delivered": "Told of the delivery by",
    "return": "Asked for a return at", "outcome": "Told how it turned out with", "review": "Reviewed",
}  # fmt: skip

_AGREEING: Final = frozenset({"accept", "confirm", "handoff", "status", "remedy", "noted", *_AFTER})


def wished(wish: Wish) -> Event:
    """Return the event that *wish* is followed; the ceiling is not in it."""
    return Event("wish", "begun", f"Looking for: {wish.text}.")


def found(line: WishLine, number: int, picks: Sequence[Find]) -> Event:
    """Return the event of what was picked for wish line *number*."""
    if not picks:
        return Event("match", "nothing-found", f"Nobody sells anything like {line.text!r}.", line=number)
    same = [pick for pick in picks if pick.group == picks[0].group]
    text = f"{picks[0].product.title}: {len(same)} of {len(picks)} sellers found have the same product"
    doubtful = sum(pick.sureness < NEAR_ONE for pick in same)
    text += f", {doubtful} of them probably." if doubtful else "."
    return Event("match", "picked", text, line=number)


def ranked(line: int, options: Sequence[Option]) -> Event:
    """Return the event that the options of a line are in order."""
    total = options[0].total if options else None
    return Event("decide", "ranked", f"Options in order: {len(options)}.", line=line, total=total)


def decided(line: int, verdict: Take | Ask | Leave) -> Event:
    """Return the event of what a mandate or its lack says about the options of a line."""
    match verdict:
        case Take(option):
            text = f"The mandate covers {option.seller.name}'s offer of {option.total.words()}."
            return Event("decide", "approved", text, option.seller.name, line=line, total=option.total)
        case Ask(reason):
            return Event("decide", "needs-approval", reason, line=line)
        case Leave(reason):
            return Event("decide", "no-deal", reason, line=line)


def said(thread: Thread, message: Message, *, again: bool = False) -> Event:
    """Return the event of *message*, one's own or the brand's; *again* for a repeat of the same bytes."""
    own = message.sender == thread.talk.twin
    what, text, total = (
        _later(thread, message) or _mediated(thread, message) or _words(thread, message, own, again)
    )
    return Event(
        "agree" if message.type in _AGREEING else "negotiate",
        what,
        text,
        thread.record.seller.name,
        thread.record.id,
        message.envelope.seq,
        thread.record.line,
        total,
    )


def stopped(thread: Thread, *, too_dear: bool) -> Event:
    """Return the event that the twin says no more in *thread* for now."""
    name = thread.record.seller.name
    best = min((offer.total.amount for offer in thread.talk.offers.values()), default=None)
    what: What = "too-dear" if too_dear else "option-held"
    text = (
        f"{name} does not come down to what was wished." if too_dear else f"{name} has made its best offer."
    )
    first = thread.first_offer
    total = first.total.of(best) if first is not None and best is not None else None
    return Event("negotiate", what, text, name, thread.record.id, line=thread.record.line, total=total)


def lost(seller: Seller, trouble: Trouble, thread: str = "") -> Event:
    """Return the event that *seller* is left out from here on."""
    text = f"{seller.name} is left out: {trouble.reason}."
    return Event("negotiate", "thread-dropped", text, seller.name, thread)


def settled(thread: Thread, end: Settled) -> Event:
    """Return the event of how an accept ended."""
    name = thread.record.seller.name
    texts = {
        "agreed": f"{name} signed too: agreed.",
        "refused": f"{name} did not confirm: {end.reason}.",
        "void": f"The accept is void: {end.reason}.",
        "outstanding": f"In doubt: {end.reason}. Nothing else is accepted for this until it is settled.",
    }
    what = _SETTLED[end.status]
    return Event("agree", what, texts[end.status], name, thread.record.id, line=thread.record.line)


def _later(thread: Thread, message: Message) -> tuple[What, str, Price | None] | None:
    """The words for what is said after the agreement; None for what comes before."""
    name, envelope = thread.record.seller.name, message.envelope
    if envelope.type in _AFTER:
        return "sale-sent", f"{_AFTER[envelope.type]} {name}.", None
    match envelope.type:
        case "handoff":
            return "sale-heard", f"{name} hands over to its checkout: {envelope.body.checkout}", None
        case "status":
            return "sale-heard", f"{name}: {envelope.body.stage}.", None
        case "remedy":
            return "sale-heard", f"{name} makes it good: {envelope.body.kind}.", envelope.body.amount
        case "noted":
            return "sale-heard", f"{name} has noted it.", None
        case _:
            return None


def _mediated(thread: Thread, message: Message) -> tuple[What, str, Price | None] | None:
    """The words for a move of mediated play; None for any other."""
    name, envelope = thread.record.seller.name, message.envelope
    match envelope.type:
        case "grid":
            packages = len(envelope.body.packages)
            return "grid-heard", f"{name} plays by mediation: {packages} packages.", None
        case "round":
            return "round-sent", f"Asked {name} for round {envelope.body.round}.", None
        case "marks":
            return "marks-heard", f"{name} has said its marks of round {envelope.body.round}, sealed.", None
        case "package":
            return "package-sent", f"The marketplace found a package that {name} would take too.", None
        case _:
            return None


def _words(thread: Thread, message: Message, own: bool, again: bool) -> tuple[What, str, Price | None]:
    name = thread.record.seller.name
    envelope = message.envelope
    found: tuple[What, str, Price | None]
    match envelope.type:
        case "open":
            found = "open-sent", f"Asked {name} for an offer.", None
        case "offer":
            total = envelope.body.total
            found = "offer-heard", f"{name} offers {_pieces(envelope.body)}, {_terms(envelope.body)}.", total
        case "commit":
            found = "bid-heard", f"{name} has handed in a sealed bid.", None
        case "window":
            bids = len(envelope.body.commitments)
            found = "window-sent", f"Shut the window for {name}: bids in it: {bids}.", None
        case "reveal":
            offer = envelope.body.offer
            found = "offer-heard", f"{name} bid {offer.total.words()}, {_terms(offer)}.", offer.total
        case "counter":
            total = envelope.body.total
            pieces = envelope.body.quantities
            taken = "" if pieces is None else f" for {' and '.join(map(str, pieces))} pieces"
            found = "counter-sent", f"Countered {name} with {total.words()}{taken}.", total
        case "decline" if own:
            found = "decline-sent", f"Declined {name}'s offer.", None
        case "decline":
            found = "decline-heard", f"{name} stands by its last offer.", None
        case "accept":
            total = envelope.body.agreement.deal.total
            verb = "Repeated" if again else "Sent"
            what: What = "accept-retried" if again else "accept-sent"
            found = what, f"{verb} the accept to {name}: {total.words()}.", total
        case "refuse":
            found = "refuse-heard", f"{name} refused: {envelope.body.reason}.", None
        case "close" if own:
            found = "close-sent", f"Closed the thread with {name}.", None
        case _:
            found = "close-heard", f"{name} closed the thread.", None
    return found


def _pieces(offer: Offer) -> str:
    """The total, and for how many pieces where they are several of one thing."""
    first, *others = offer.lines
    plain = bool(others) or first.quantity == 1
    return offer.total.words() if plain else f"{offer.total.words()} for {first.quantity} pieces"


def _terms(offer: Offer) -> str:
    terms = offer.terms
    return f"{terms.delivery_days} days delivery, {terms.warranty_months} months warranty"
