"""How the story is set on the page: headings and paragraphs at the console's width, at most 100 columns."""

from __future__ import annotations

import textwrap

from dailyme.show import console


def opening() -> None:
    """Say what the demo is, while its servers start."""
    say("Daily Me: one wish, three brands, one agreement that anybody can check.", style="bold")
    say(
        "A marketplace and the brands start on this machine, each a process of its own. Titles and prices "
        "are real (about 2011); stock, costs, terms and all of Paperlane's prices are assumed. Keys are test "
        "keys, made for this run."
    )


def heading(part: str, words: str = "") -> None:
    """Print the heading of a part."""
    from rich.text import Text

    console().print()
    console().print(Text(part, style="bold cyan").append(f"  {words}" if words else "", style="default"))
    console().print()


def say(words: str, *, indent: int = 0, hanging: int = 0, style: str = "") -> None:
    """Print *words* as a paragraph, *indent* deep, its further lines *hanging* deeper."""
    lines = textwrap.wrap(
        words,
        console().width - 1,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        console().print(line, style=style or None, soft_wrap=True)
