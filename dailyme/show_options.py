"""Options and verdicts for people: short, at 80 columns, every amount with its currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dailyme.outputs_demo import ShownOption, ShownVerdict
from dailyme.show import console, money

INDENT: Final = 5


def show_options(options: Sequence[ShownOption], *, hashes: bool = False) -> None:
    """Print *options*, best first, with the reasons of each; *hashes* for people who answer later."""
    for option in options:
        _headline(option)
        _text(_what(option), style="dim")
        for flag in option.flags or ():
            _text(f"! Look twice: {flag.words}", hanging=2, style="red")
        for sentence in option.why:
            _text(f"- {sentence}", hanging=2)
        if hashes and option.negotiable:
            _text(f"hash {option.hash}", style="dim")


def show_verdicts(verdicts: Iterable[ShownVerdict]) -> None:
    """Print a line for each signature: whose it is, and whether it holds."""
    from rich.text import Text

    for verdict in verdicts:
        mark = ("verified", "green bold") if verdict.holds else ("DOES NOT HOLD", "red bold")
        line = Text("     ").append(f"{verdict.party:<7}").append(*mark).append(f"  {_short(verdict.kid)}")
        console().print(line, no_wrap=True, overflow="ellipsis")
        if verdict.reason:
            _text(f"- {verdict.reason}", hanging=2)


def _headline(option: ShownOption) -> None:
    from rich.text import Text

    left = f"{option.rank:>3}  {option.seller}"
    if not option.negotiable:
        left += "  (public page)"
    right = money(option.total)
    room = console().width - len(left) - len(right) - 1
    console().print(
        Text(left, style="bold").append(" " * max(1, room)).append(right, style="bold"),
        no_wrap=True,
        overflow="ellipsis",
    )


def _what(option: ShownOption) -> str:
    """The title; of several pieces of one thing, how many and what one costs, rounded up."""
    if option.quantity == 1 or option.pieces is not None:
        return option.title
    each = money(option.total.of(-(-option.total.amount // option.quantity)))
    return f"{option.quantity} x {option.title}, {each} each"


def _text(words: str, *, hanging: int = 0, style: str = "") -> None:
    """Print *words* in the column of the options, further lines *hanging* deeper."""
    import textwrap

    lines = textwrap.wrap(
        words,
        console().width - 1,
        initial_indent=" " * INDENT,
        subsequent_indent=" " * (INDENT + hanging),
        break_on_hyphens=False,
    )
    for line in lines:
        console().print(line, style=style or None, soft_wrap=True)


def _short(kid: str) -> str:
    """The key's name for people: a did:key says itself twice."""
    did, _, fragment = kid.partition("#")
    return did if did.endswith(fragment) else f"{did} key {fragment[:8]}…"
