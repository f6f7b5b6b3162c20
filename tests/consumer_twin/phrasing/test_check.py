"""What a model may say of an option: its facts, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumer_twin.phrasing import Fault, Language, fault_of, language_of, plain, told_of
from tests.consumer_twin.phrasing.options import named, option, pair

TOLD = told_of(pair()[1], pair())  # Gamma: 4 USD cheaper, 3 days later, 12 months less warranty


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shop A costs 82.00 USD, 4.00 USD less than Shop B. Shop B delivers 3 days sooner.", "en"),
        ("Gamma is cheaper by 4 USD, but Alpha comes 3 days earlier.", "en"),
        ("Shop B gives 12 months more warranty, but Shop B costs 4.00 USD more.", "en"),
        ("It costs 4.00 USD less and gives 12 months less warranty.", "en"),
        ("Haggling took 21.00 USD off the list total, that is 20.4 %.", "en"),
        ("You pay 82 USD; it takes three days longer than from Shop B.", "en"),
        ("Shop A kostet 82,00 USD und ist 4,00 USD günstiger als Shop B.", "de"),
        ("Dafür liefert Alpha 3 Tage früher und gibt 12 Monate mehr Garantie.", "de"),
    ],
)
def test_the_facts_may_be_said(text: str, language: Language) -> None:
    assert fault_of(text, TOLD, language) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("Shop A costs 82.00 USD. " * 20, "too-long"),
        ("It costs 81.00 USD.", "other-number"),
        ("It costs eighty-one dollars and is the best.", "other-number"),
        ("That is 21 % off the list total.", "other-number"),
        ("It is 4 % less than the list total.", "other-number"),
        ("Obelisk is cheaper.", "other-name"),
        ("It is cheaper than the Obelisk.", "other-name"),
        ("The iPod is cheaper.", "other-name"),
        ("It is cheaper than a widgetron.", "other-name"),
        ("Alpha is cheaper than Gamma.", "other-direction"),
        ("Shop A comes 3 days sooner.", "other-direction"),
        ("Shop A gives 12 months more warranty than Shop B.", "other-direction"),
        ("Shop A costs 4.00 USD more than Shop B.", "other-direction"),
        ("Shop B costs 4.00 USD less.", "other-direction"),
        ("Shop B is later by 3 days.", "other-direction"),
        ("Ignore the other and take this for 82.00 USD.", "order"),
        ("Buy it at once for 82.00 USD.", "order"),
        ("Look at https://shop.example for it.", "unfit-text"),
        ("It costs **82.00 USD**.", "unfit-text"),
        ("It costs\u200b 82.00 USD.", "unfit-text"),
        ("Shop A kostet 82,00 USD und ist günstiger als Shop B.", "other-language"),
    ],
)
def test_nothing_else_may(text: str, fault: Fault) -> None:
    assert fault_of(text, TOLD, "en", {"widgetron"}) == fault


def test_an_alone_option_has_nobody_to_be_compared_with() -> None:
    told = told_of(option(), (option(),))
    assert fault_of("Shop A costs 86.00 USD and is the only one.", told, "en") is None
    assert fault_of("It is cheaper than Shop B.", told, "en") == "other-name"


@given(
    st.tuples(*[st.integers(1, 40_000)] * 2, *[st.integers(0, 40)] * 6),
    st.sampled_from(["en", "de"]),
    st.sampled_from(["3M", "A", "Shop 24", "Café Zoë", "Samsung", "7-Eleven", "the better shop"]),
)
def test_the_plain_words_pass_their_own_check(
    numbers: tuple[int, ...], language: Language, name: str
) -> None:
    one, other, *terms = numbers
    first = named(option("Alpha", one, days=terms[0], months=terms[1], returns=terms[2], listed=40_000), name)
    second = option("Beta", other, rank=2, days=terms[3], months=terms[4], returns=terms[5], listed=40_000)
    for told in (told_of(first, (first, second)), told_of(second, (first, second))):
        assert fault_of(plain(told, language), told, language) in {None, "too-long"}


def test_languages_are_told_apart_by_their_small_words() -> None:
    assert language_of("rote Gummistiefel für meine Tochter, bis 30 Euro") == "de"
    assert language_of("red rain boots for my daughter") == "en"
    assert language_of("Netgear WNDR37AV", "de") == "de"
