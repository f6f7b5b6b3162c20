"""What a language model may add to a reading: words for members that the rules left empty, and nothing else.

It is shown the text with every amount blacked out, and sets no number, day or condition. A value that does
not stand in what it was shown, or stands where a rule has read another member, is dropped (WISH-20, WISH-22).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final

from pydantic import Field

from consumer_twin.wish.reading.reading import Reading
from consumer_twin.wish.reading.slip import Evidence
from language import Form, Kind, LanguageModel, ModelError, Span, Task, Where, black_out, stands

Word = Annotated[str, Field(max_length=120)]
Words = Annotated[tuple[Word, ...], Field(strict=False, max_length=12)]

INSTRUCTIONS: Final = (
    "Read the wish of a person who wants to buy something. Fill the form with words copied from the wish, "
    "letter by letter. product: the thing, with the words that say which kind it is. brands: makers that "
    "are wanted. must: what it must have. nice: what would be nice. deliver_to: the place it goes to. Leave "
    "empty what the wish does not say."
)
_PRICES: Final = ("max_total", "min_total", "max_unit")
_LOOSE: Final = frozenset(("must", "nice", "purpose"))
"""Members whose words a model may still call something better."""


class WishForm(Form):
    """What a model is asked for; an empty value says that the wish does not tell."""

    product: Word = ""
    brands: Words = ()
    must: Words = ()
    nice: Words = ()
    deliver_to: Word = ""


async def complete(reading: Reading, model: LanguageModel) -> tuple[Reading, ModelError | None]:
    """Return *reading* with what *model* adds to it, and the error that kept it from adding.

    Nobody is asked where nothing is left to read.
    """
    if model.where is Where.NOWHERE or not is_left(reading):
        return reading, None
    shown = black_out(reading.text, _amounts(reading))
    try:
        form = await model.fill(Task(Kind.WISH, INSTRUCTIONS, shown), WishForm)
    except ModelError as error:
        return reading, error
    return _merged(reading, form, shown), None


def is_left(reading: Reading) -> bool:
    """Whether there are words that the rules could give to no member of their own."""
    return reading.product is None or bool(reading.must or reading.nice)


def _amounts(reading: Reading) -> list[tuple[int, int]]:
    read = [(one.start, one.end) for name in _PRICES for one in reading.evidence.get(name, ())]
    return read + [(note.start, note.end) for note in reading.unclear]


def _merged(reading: Reading, form: WishForm, shown: str) -> Reading:
    taken = [
        Span(one.start, one.end)
        for name, spans in reading.evidence.items()
        if name not in _LOOSE
        for one in spans
    ]
    added: dict[str, tuple[str, ...]] = {}
    evidence = dict(reading.evidence)
    for name, values in _offered(form):
        if getattr(reading, name):  # WISH-22
            continue
        spans = [span for value in values if (span := stands(shown, value)) is not None]  # WISH-20
        free = [span for span in spans if not any(_overlap(span, other) for other in taken)]
        if free:
            taken.extend(free)
            added[name] = tuple(dict.fromkeys(span.of(reading.text) for span in free))
            evidence[name] = tuple(Evidence(span.start, span.end, "model") for span in sorted(free))
    return replace(
        reading,
        product=_first(added, "product") or reading.product,
        deliver_to=_first(added, "deliver_to") or reading.deliver_to,
        brands=added.get("brands", reading.brands),
        must=added.get("must", reading.must),
        nice=added.get("nice", reading.nice),
        evidence=evidence,
    )


def _first(added: dict[str, tuple[str, ...]], name: str) -> str | None:
    return next(iter(added.get(name, ())), None)


def _offered(form: WishForm) -> list[tuple[str, tuple[str, ...]]]:
    return [
        ("product", (form.product,) if form.product else ()),
        ("deliver_to", (form.deliver_to,) if form.deliver_to else ()),
        ("brands", form.brands),
        ("must", form.must),
        ("nice", form.nice),
    ]


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
