"""What may not be in a prompt is not sent, and all that is sent is written down first."""

# ruff: noqa: RUF001 - digits and letters that look like others are what is tested
from __future__ import annotations

from contextlib import aclosing
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import (
    NOTHING_PRIVATE,
    Form,
    Guarded,
    Kind,
    ModelLateError,
    ModelLeakError,
    ModelUnwrittenError,
    NoModel,
    NoModelError,
    Noted,
    Private,
    Scripted,
    Source,
    Task,
    Where,
    black_out,
)  # fmt: skip
from protocol.money import Price

CEILING = Price(amount=9850, currency="USD")
SECRETS = Private.of(
    prices=[CEILING], values=["Ada Lovelace", "12 Mill Lane", "Ann"], keys=["sk-test-0123456789abcdef"]
)


class Mug(Form):
    """What the tests have filled."""

    colour: str


SPELLINGS = [
    "98.50", "98,50", "9850", "98.5", "98.500", "$98.50", "98 50", "98'50", "98_50", "9.850", "9 850",
    "98,50€", "98.50\u00a0USD", "٩٨.٥٠", "９８．５０", "𝟗𝟖.𝟓𝟎", "1 98.50 2", "below 98.50.",
    "x98.50y",
    "98 dollars and 50 cents", "98 Euro 50", "ninety-eight dollars fifty", "9\u200b8.5\u200b0", "98\u066b50",
    "9-8-5-0", "9/8/5", "98 . 50", "98:50", "98 point 5", "ninety-eight point five",
    "nine thousand eight hundred and fifty", "neuntausendachthundertfünfzig",
    "Ada Lovelace", "for Ann.", "ADA  LOVELACE", "ada-lovelace", "AdaLovelace", "A\u200bda Lovelace",
    "12 Mill-Lane",
    "sk-test-0123456789abcdef", "test 0123 4567 89ab", "key: 0123456789abcdef",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_no_spelling_of_a_secret_reaches_a_hosted_model(spelling: str) -> None:
    model, ledger = Scripted(['{"colour": "red"}'], where=Where.ELSEWHERE), Noted()
    guarded = Guarded(model, SECRETS, ledger, lambda: 5)
    with pytest.raises(ModelLeakError) as caught:
        await guarded.fill(Task(Kind.WISH, "Read it.", f"a mug {spelling} please"), Mug)
    assert model.asked == []
    assert spelling not in str(caught.value)
    assert SECRETS.held_by(ledger.prompts[0].text) is None  # the ledger is redacted
    assert (ledger.prompts[0].sent, ledger.ended[0].outcome) == (False, "model-leak")


@pytest.mark.parametrize(
    "text",
    [
        "a mug for 89.50",
        "985 pieces",
        "98 or 49",
        "two mugs, 98 cm",
        "Ada",
        "mill",
        "at 50 Lane",
        "sk-other",
        "planned",
    ],
)
async def test_what_is_no_secret_passes(text: str) -> None:
    model = Scripted(['{"colour": "red"}'], where=Where.ELSEWHERE)
    filled = await Guarded(model, SECRETS, Noted(), lambda: 5).fill(Task(Kind.WISH, "Read it.", text), Mug)
    assert filled.colour == "red"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("where", [Where.HERE, Where.ELSEWHERE])
async def test_only_ones_own_words_may_hold_secrets_and_only_here(kind: Kind, where: Where) -> None:
    model = Scripted(['{"colour": "red"}'], where=where)
    guarded = Guarded(model, SECRETS, Noted(), lambda: 5)
    task = Task(kind, "Read it.", "below 98.50 for Ada Lovelace")
    own = kind.source in {Source.PERSON, Source.MARKETER}
    if own and where is Where.HERE:
        assert (await guarded.fill(task, Mug)).colour == "red"
    else:
        with pytest.raises(ModelLeakError):
            await guarded.fill(task, Mug)
        assert model.asked == []


@pytest.mark.parametrize("where", [Where.HERE, Where.ELSEWHERE])
async def test_a_key_is_in_no_prompt_at_all(where: Where) -> None:
    guarded = Guarded(Scripted(["{}"], where=where), SECRETS, Noted(), lambda: 5)
    for text in ("sk-test-0123456789abcdef", "-----BEGIN PRIVATE KEY-----", "sk-AAAAAAAAAAAAAAAAAAAAAAAA"):
        with pytest.raises(ModelLeakError, match="a key"):
            await guarded.fill(Task(Kind.WISH, "Read it.", text), Mug)


async def test_a_mail_address_does_not_leave_even_if_nobody_named_it() -> None:
    guarded = Guarded(Scripted(["{}"], where=Where.ELSEWHERE), NOTHING_PRIVATE, Noted(), lambda: 5)
    with pytest.raises(ModelLeakError, match="mail"):
        await guarded.fill(Task(Kind.WISH, "Read it.", "send it to ada@mill.example"), Mug)


async def test_phrasing_is_guarded_and_written_down_too() -> None:
    model, ledger = Scripted(["It is cheap.", ModelLateError("late")]), Noted()
    guarded = Guarded(model, SECRETS, ledger, lambda: 7)
    with pytest.raises(ModelLeakError):
        [piece async for piece in guarded.phrase(Task(Kind.WHY, "Say why.", '{"ceiling": "98.50"}'))]
    facts = Task(Kind.WHY, "Say why.", '{"price": "9.90"}')
    assert "".join([piece async for piece in guarded.phrase(facts)]).strip() == "It is cheap."
    with pytest.raises(ModelLateError):
        [piece async for piece in guarded.phrase(facts)]
    assert [ledger.ended[number].outcome for number in range(3)] == ["model-leak", "answered", "model-late"]
    assert [prompt.at_ms for prompt in ledger.prompts] == [7, 7, 7]


async def test_who_stops_listening_is_written_down() -> None:
    ledger = Noted()
    guarded = Guarded(Scripted(["one two three"]), NOTHING_PRIVATE, ledger, lambda: 7)
    async with aclosing(guarded.phrase(Task(Kind.WHY, "Say why.", "{}"))) as pieces:
        async for _ in pieces:
            break
    assert ledger.ended[0].outcome == "stopped"


async def test_without_a_model_nothing_is_written() -> None:
    ledger = Noted()
    with pytest.raises(NoModelError):
        await Guarded(NoModel(), SECRETS, ledger, lambda: 7).fill(Task(Kind.WISH, "Read it.", "mug"), Mug)
    assert ledger.prompts == []


class _Full:
    """A ledger on a full disk."""

    def write(self, prompt: object) -> int:
        raise OSError(28, "no space left")

    def end(self, number: int, ended: object) -> None:
        raise AssertionError


async def test_what_cannot_be_written_down_is_not_sent() -> None:
    model = Scripted(['{"colour": "red"}'])
    with pytest.raises(ModelUnwrittenError, match="no space"):
        await Guarded(model, SECRETS, _Full(), lambda: 7).fill(Task(Kind.WISH, "Read it.", "mug"), Mug)
    assert model.asked == []


@given(
    st.integers(100, 10**7),
    st.sampled_from(["{}.{:02}", "{},{:02}", "{} {:02}", "{}{:02}", "EUR{}.{:02}x", "{}'{:02}"]),
)
def test_a_private_price_is_found_however_it_is_written(amount: int, shape: str) -> None:
    private = Private.of(prices=[Price(amount=amount, currency="EUR")])
    text = f"for 3 people, {shape.format(*divmod(amount, 100))}, by May"
    assert private.held_by(text) == "a private number"
    assert private.held_by(private.redacted(text)) is None
    assert len(private.redacted(text)) == len(text)


@given(st.text(max_size=80), st.integers(1, 10**6))
def test_what_is_redacted_holds_nothing_private(text: str, amount: int) -> None:
    private = Private.of(
        prices=[Price(amount=amount, currency="EUR")], numbers=[Decimal(7)], values=[text[:5]]
    )
    shown = private.redacted(text)
    assert (private.held_by(shown), len(shown)) == (None, len(text))


def test_what_is_blacked_out_moves_nothing() -> None:
    assert black_out("under 98.50 USD", [(6, 11)]) == "under ▮▮▮▮▮ USD"
