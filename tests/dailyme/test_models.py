"""Which model the settings name, and what goes with it: address, key, prices, guard and ledger."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from dailyme.mail_rule import MailRule
from dailyme.model_ledger import ledger_at
from dailyme.models import choose, key_of, open_model, rates_of
from dailyme.settings import BadSettingsError, MandateRule, Settings
from language import Form, Kind, ModelLeakError, NoModelError, Private, Task, Where
from protocol.money import Price
from tests.language.servers import saying, serving


class Mug(Form):
    """What the tests have filled."""

    colour: str


@pytest.mark.parametrize(
    ("text", "ollama_host", "url", "name"),
    [
        ("none", "", None, ""),
        ("ollama:qwen3:4b", "", "http://127.0.0.1:11434", "qwen3:4b"),
        ("ollama:m", "0.0.0.0", "http://127.0.0.1:11434", "m"),
        ("ollama:m", "0.0.0.0:99", "http://127.0.0.1:99", "m"),
        ("ollama:m", "localhost:99", "http://localhost:99", "m"),
        ("ollama:m", "https://models.example/", "https://models.example", "m"),
        ("openai:https://api.example/v1/#gpt-x", "", "https://api.example/v1", "gpt-x"),
        ("openai:http://127.0.0.1:8080/v1#org/name:7b", "", "http://127.0.0.1:8080/v1", "org/name:7b"),
    ],
)
def test_a_model_is_named_in_one_line(text: str, ollama_host: str, url: str | None, name: str) -> None:
    chosen = choose(text, {"OLLAMA_HOST": ollama_host})
    assert (chosen.url, chosen.name) == (url, name)


@pytest.mark.parametrize(
    "text",
    ["", "gpt-x", "ollama:", "openai:https://api.example/v1", "openai:#m", "openai:ftp://a.example#m",
     "openai:https://me:secret@a.example/v1#m", "openai:https://a.example/v1?key=secret#m"],
)  # fmt: skip
def test_what_names_no_model_is_told(text: str) -> None:
    with pytest.raises(BadSettingsError) as told:
        choose(text, {})
    assert "ollama:NAME" in told.value.advice


def test_prices_come_from_the_settings_or_are_unknown() -> None:
    assert rates_of(Settings()) is None
    assert rates_of(Settings(model_price_in="0.15 USD")) is None
    rates = rates_of(Settings(model_price_in="0.075 USD", model_price_out="0.30 USD"))
    assert rates is not None
    assert rates.cost(2_000_000, 1_000_000) == Decimal("0.45")
    for prices in [("0.15 USD", "0.60 EUR"), ("cheap", "0.60 USD"), ("1 XXQ", "1 XXQ")]:
        with pytest.raises(BadSettingsError):
            rates_of(Settings(model_price_in=prices[0], model_price_out=prices[1]))


class _Ring(KeyringBackend):
    """A keyring with one entry."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return "from-the-ring" if (service, username) == ("dailyme", "model:api.example") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


def test_a_key_is_the_environments_or_the_keyrings_for_that_host() -> None:
    hosted, other = choose("openai:https://api.example/v1#m", {}), choose("openai:https://b.example/v1#m", {})
    here = choose("ollama:m", {})
    kept = keyring.get_keyring()
    keyring.set_keyring(_Ring())  # type: ignore[no-untyped-call]
    try:
        found = [key_of(one, {}) for one in (hosted, other, here)]
        given = key_of(here, {"DAILYME_MODEL_KEY": " abc\n"})
    finally:
        keyring.set_keyring(kept)
    assert [key and key.secret for key in found] == ["from-the-ring", None, None]
    assert given is not None and given.secret == "abc"
    with pytest.raises(BadSettingsError) as told:
        key_of(hosted, {"DAILYME_MODEL_KEY": "two words"})
    assert "two words" not in str(told.value)


async def test_a_model_from_the_settings_is_guarded_and_written_down(tmp_path: Path) -> None:
    private = Private.of(prices=[Price(amount=9850, currency="USD")])
    ledger = ledger_at(tmp_path)
    answer = json.dumps({"colour": "red"})
    async with serving(saying("openai", [answer])) as server:
        settings = Settings(model=f"openai:http://127.0.0.1:{server.port}/v1#m")
        environment = {"DAILYME_MODEL_KEY": "sk-0123456789abcdef"}
        async with open_model(settings, private, ledger, environment) as model:
            assert (model.where, model.name) == (Where.HERE, settings.model)
            wish = Task(Kind.WISH, "Read it.", "a red mug below 98.50")
            assert (await model.fill(wish, Mug)).colour == "red"
            with pytest.raises(ModelLeakError):
                await model.fill(Task(Kind.LISTING, "Read it.", "a mug for 98.50"), Mug)
            with pytest.raises(ModelLeakError, match="a key"):
                await model.fill(Task(Kind.WISH, "Read it.", "sk-0123456789abcdef"), Mug)
    assert len(server.asked) == 1
    lines = ledger.read()
    assert [line.ended and line.ended.outcome for line in lines] == ["answered", "model-leak", "model-leak"]
    assert "98.50" not in ledger.path.read_text()
    assert "0123456789abcdef" not in ledger.path.read_text()


async def test_none_is_a_model_that_refuses_at_once(tmp_path: Path) -> None:
    async with open_model(Settings(), Private(), ledger_at(tmp_path), {}) as model:
        with pytest.raises(NoModelError):
            await model.fill(Task(Kind.WISH, "Read it.", "a mug"), Mug)
    assert not ledger_at(tmp_path).path.exists()


PRIVATE = Settings(
    model="openai:http://127.0.0.1:9/v1#m",
    point_value="0.07 USD",
    question_cost="0.35 USD",
    mandate=MandateRule("41.50 USD", "830 USD"),
    mail=MailRule("smtp.example", "ada@mill.example", user="adalove"),
)


@pytest.mark.parametrize(
    "text", ["0.07", "0,35", "41.50", "4150", "830", "eight hundred and thirty", "AdaLove"]
)
async def test_what_is_private_in_the_settings_is_in_no_prompt_about_offers(
    text: str, tmp_path: Path
) -> None:
    async with open_model(PRIVATE, Private(), ledger_at(tmp_path), {}) as model:
        with pytest.raises(ModelLeakError):
            await model.fill(Task(Kind.LISTING, "Read it.", f"a mug {text}"), Mug)
    assert text not in ledger_at(tmp_path).path.read_text()
