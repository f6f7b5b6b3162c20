"""The form of the page Limits: what was typed of modes and caps is an autonomy, or blamed at its field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from consumer_twin.autonomy import MOST_CATEGORIES, Autonomy, BadAutonomyError, Caps, CategoryCap, Mode
from dailyme.pages.shell import Form
from protocol import Price

AMOUNTS: Final = ("above", "per_deal", "per_day", "per_month")
BLANK: Final = 2
"""Lines for further categories that an untouched form has."""


def autonomy_of(form: Form, currency: str) -> Autonomy | None:
    """Return what *form* says, amounts alone in *currency*; None, with faults, if it can't be."""
    mode = _mode(form)
    amounts = {name: form.price(name, currency=currency, required=False) for name in AMOUNTS}
    categories = _categories(form, currency)
    _one_currency(form, amounts, categories)
    if mode == "ask-above" and amounts["above"] is None:
        form.blame("above", "Say above which amount your twin asks you.")
    if mode == "mandate" and not any(amounts[name] for name in AMOUNTS[1:]):
        form.blame("mode", "To buy without asking it needs a limit for one deal, a day or a month.")
    if form.faults or mode is None:
        return None
    caps = Caps(amounts["per_deal"], amounts["per_day"], amounts["per_month"], tuple(categories))
    try:
        return Autonomy(mode, amounts["above"], caps)
    except BadAutonomyError as error:
        form.blame("mode", f"This does not go together: {error}.")
        return None


def lines_of(form: Form, kept: Sequence[CategoryCap]) -> list[tuple[int, str, str]]:
    """Return the lines for categories: number, name and amount, and blank ones after those that are kept."""
    given = sum(f"category-{place}" in form.given for place in range(MOST_CATEGORIES))
    count = max(given, min(len(kept) + BLANK, MOST_CATEGORIES))
    held = [(one.category, one.per_month.words()) for one in kept] + [("", "")] * count
    return [(place, *held[place]) for place in range(count)]


def _mode(form: Form) -> Mode | None:
    typed = form.choice("mode", get_args(Mode))
    return next((known for known in get_args(Mode) if known == typed), None)


def _categories(form: Form, currency: str) -> list[CategoryCap]:
    """Return the caps of the lines that are filled in; a line with half of it is at fault."""
    found: list[CategoryCap] = []
    for place in range(MOST_CATEGORIES):
        field = f"category-{place}"
        name = form.text(field, most=120, required=False)
        cap = form.price(f"{field}-cap", currency=currency, required=False)
        if name and cap is None and f"{field}-cap" not in form.faults:
            form.blame(f"{field}-cap", "How much of it, in a month?")
        elif cap is not None and not name and field not in form.faults:
            form.blame(field, "Of what? Write a category.")
        elif name in {one.category for one in found}:
            form.blame(field, "This category stands here twice.")
        elif name and cap is not None:
            found.append(CategoryCap(name, cap))
    return found


def _one_currency(form: Form, amounts: dict[str, Price | None], categories: list[CategoryCap]) -> None:
    """Blame the amounts that are in another currency than the first."""
    places = {one.category: f"category-{place}-cap" for place, one in enumerate(categories)}
    every = [(name, price) for name, price in amounts.items() if price is not None]
    every += [(places[one.category], one.per_month) for one in categories]
    for name, price in every:
        if price.currency != every[0][1].currency:
            form.blame(name, f"Give all amounts in one currency; the first is in {every[0][1].currency}.")
