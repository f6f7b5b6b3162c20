"""What came of a wish, as it is printed: for programs and for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from consumer_twin import Outcome, Status, WishLine
from dailyme.acts.verify import shown_verdicts
from dailyme.claims import claims_of
from dailyme.errors import Exit
from dailyme.outputs_demo import Jwk, ShownBrand, ShownOption, ShownWords, Wished, WishedLine
from dailyme.outputs_wish import ShownDeal, WishLineResult, WishResult
from dailyme.show import console, hints, money
from dailyme.show_options import show_options, show_verdicts

_EXITS: Final[Mapping[Status, Exit]] = {
    "agreed": Exit.DONE,
    "public-page": Exit.DONE,
    "needs-approval": Exit.NEEDS_APPROVAL,
    "in-doubt": Exit.ERROR,
    "declined": Exit.NO_DEAL,
    "no-deal": Exit.NO_DEAL,
}


def exit_code(outcome: Outcome) -> Exit:
    """Return the exit code that says what came of the wish; an error if nobody could even be read."""
    if outcome.status == "no-deal" and outcome.troubles and not outcome.sellers:
        return Exit.ERROR
    return max((_EXITS[status_of(outcome, line)] for line in range(len(outcome.lines))), key=_GRAVITY.index)


_GRAVITY: Final = (Exit.DONE, Exit.NO_DEAL, Exit.NEEDS_APPROVAL, Exit.ERROR)


def status_of(outcome: Outcome, place: int) -> Status:
    """Return the status of the line at *place*; where only public pages wait, there is nothing to approve."""
    line = outcome.lines[place]
    waits = any(option.negotiable and option.fits for option in line.options)
    return "public-page" if line.status == "needs-approval" and not waits else line.status


def wished_line(line: WishLine) -> WishedLine:
    """Return *line* as it is printed."""
    return WishedLine(text=line.text, quantity=line.quantity, at_most=line.at_most)


def wished(outcome: Outcome) -> Wished:
    """Return the wish as it is printed, without its ceiling."""
    lines = [wished_line(line) for line in outcome.wish.lines]
    return Wished(text=outcome.wish.text, lines=lines)


def shown_options(outcome: Outcome) -> list[ShownOption]:
    """Return the options as they are printed, line by line, best first."""
    return [ShownOption.model_validate(option.members()) for option in outcome.options]


def shown_brands(outcome: Outcome) -> list[ShownBrand]:
    """Return the brands that were read; public pages are none."""
    return [
        ShownBrand(did=seller.id, name=seller.name, url=seller.url)
        for seller in outcome.sellers
        if seller.endpoint is not None
    ]


def wish_result(outcome: Outcome, missed: Sequence[str] = (), words: Sequence[ShownWords] = ()) -> WishResult:
    """Return *outcome* as it is printed; *missed*: what could have been claimed, in sentences.

    words: of the best options.
    """
    return WishResult(
        status=outcome.status if len(outcome.lines) > 1 else status_of(outcome, 0),
        wish=wished(outcome),
        brands=shown_brands(outcome),
        lines=[
            WishLineResult(line=line.line, status=status_of(outcome, place), reason=line.reason)
            for place, line in enumerate(outcome.lines)
        ],
        options=shown_options(outcome),
        deals=[
            ShownDeal(
                option=deal.option.hash,
                agreement=dict(deal.document),
                verdicts=shown_verdicts(deal.verdicts),
                saved=deal.saved,
            )
            for deal in outcome.deals
        ],
        claims=claims_of(outcome.transcripts),
        missed=list(missed),
        words=list(words),
        troubles=[f"{trouble.seller}: {trouble.code}: {trouble.reason}" for trouble in outcome.troubles],
        transcripts={thread: [dict(one) for one in said] for thread, said in outcome.transcripts.items()},
        keys={kid: Jwk.model_validate(dict(jwk)) for kid, jwk in outcome.keys.items()},
    )


def show_outcome(outcome: Outcome) -> None:
    """Print *outcome* for people."""
    for trouble in outcome.troubles:
        hints().print(f"left out: {trouble.seller}: {trouble.reason}", soft_wrap=True)
    for place, line in enumerate(outcome.lines):
        wanted = outcome.wish.lines[line.line]
        more = "" if wanted.at_most is None else f" to {wanted.at_most}"
        console().print(f"\n{wanted.quantity}{more} x {wanted.text}", style="bold")
        status = status_of(outcome, place)
        show_options(
            [ShownOption.model_validate(option.members()) for option in line.options],
            hashes=status == "needs-approval",
        )
        if line.deal is not None:
            deal = line.deal
            taken = f" for {deal.option.quantity} pieces" if deal.option.spares else ""
            console().print(f"\nAgreed with {deal.option.seller.name}: {money(deal.option.total)}{taken}")
            show_verdicts(shown_verdicts(deal.verdicts))
            console().print(f"Saved {money(deal.saved)} against the cheapest public price.")
        else:
            console().print()
            console().print(
                _next_step(status, line.reason, line.options[0].seller.url if line.options else "")
            )


def _next_step(status: Status, reason: str, url: str) -> str:
    match status:
        case "needs-approval":
            return f"{reason} To buy one: dailyme approve HASH. To decline: dailyme decline HASH."
        case "public-page":
            return f"The best stands on a public page; buy it there: {url}"
        case "in-doubt":
            return f"In doubt: {reason} Run `dailyme twin resume`; it settles this with the same bytes."
        case _:
            return reason
