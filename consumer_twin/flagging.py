"""Flagging: options with what about their names and titles may deceive the eye; their order stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consumer_twin.flags import Flags, Names, of_text
from consumer_twin.match import Find
from consumer_twin.option import Option


def flagged(
    options: Sequence[tuple[Option, ...]], names: Names, finds: Sequence[Sequence[Find]]
) -> list[tuple[Option, ...]]:
    """Return the options of each line with their flags; *finds* are what was picked for the lines."""
    flags = names.of(find for picks in finds for find in picks)
    return [tuple(_flagged(one, flags) for one in line) for line in options]


def _flagged(option: Option, flags: Flags) -> Option:
    titles = dict.fromkeys((option.title, *(one.title for one in option.pieces)))
    told = (*flags.get(option.seller.id, ()), *(flag for title in titles for flag in of_text(title)))
    return replace(option, flags=told) if told else option
