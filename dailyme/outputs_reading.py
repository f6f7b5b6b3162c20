"""What `wish parse` prints with `--json`: what a text says that is wished for, and where it stands."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output
from protocol import Price


class ReadSpan(Output):
    """Where a value stands: code points of the text, the end excluded."""

    start: int
    end: int
    by: Literal["rule", "model"]


class ReadWay(Output):
    """One thing that words may mean: what a member then is."""

    member: Literal["quantity", "max_total", "max_unit", "condition", "colours", "brands", "sizes"]
    value: int | str | list[str] | Price


class ReadNote(Output):
    """Words of the text that were taken to mean something, or that have no one meaning."""

    text: str = Field(description="The words, and what was assumed or is unclear about them.")
    start: int
    end: int
    alternatives: list[ReadWay] | None = Field(
        None, description="What the words may mean, where a twin can follow more than one of it."
    )


class ReadingModel(Output):
    """What the language model was good for, where one is set."""

    name: str
    read: list[str] = Field(description="The members that it read; each value stands in the text.")
    problem: str | None = Field(None, description="The code of the error that kept it from reading.")


class WishParsed(Output):
    """`dailyme wish parse TEXT --json`. What the text does not say is absent."""

    product: str | None = Field(None, description="The head noun with the words that say which kind it is.")
    quantity: int | None = None
    quantity_at_most: int | None = Field(None, description="The upper end of a range of pieces.")
    max_total: Price | None = Field(None, description="For all of it. Private: it never leaves the machine.")
    min_total: Price | None = None
    max_unit: Price | None = Field(None, description="For one piece.")
    needed_by: str | None = Field(None, description="ISO date.")
    condition: Literal["new", "used", "refurbished"] | None = None
    brands: list[str] | None = Field(None, description="As written.")
    not_brands: list[str] | None = None
    colours: list[str] | None = Field(None, description="In their base form, lower case.")
    not_colours: list[str] | None = None
    sizes: list[str] | None = Field(None, description="As written, with their units.")
    must: list[str] | None = Field(None, description="Other attributes, in the person's words.")
    nice: list[str] | None = None
    deliver_to: str | None = Field(None, description="As written.")
    evidence: dict[str, list[ReadSpan]] = Field(description="Member -> where it stands in the text.")
    assumed: list[ReadNote] | None = None
    unclear: list[ReadNote] | None = None
    model: ReadingModel | None = None
