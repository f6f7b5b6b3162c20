"""The language model of the settings, joined: back end, key, limits, guard and ledger.

`open_model` gives a model that every prompt reaches through the guard and the ledger; with `none` it gives
one that refuses at once. Nobody is asked before the first prompt.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import httpx

from dailyme.amounts import read_amount
from dailyme.clock import now_ms
from dailyme.errors import CommandError
from dailyme.passphrase import from_keyring
from dailyme.settings import BadSettingsError, Settings
from foundation.addresses import LOOPBACK_HOSTS
from foundation.currencies import active
from foundation.fetch import Guard, open_client
from language import Guarded, LanguageModel, NoModel, Private
from language.backend import Backend
from language.edge.key import Key
from language.edge.ledger_file import FileLedger
from language.edge.openai import OpenAi
from language.speaker import Limits, Rates, Retry, Speaker

KEY: Final = "DAILYME_MODEL_KEY"
OLLAMA: Final = "http://127.0.0.1:11434"
_RATE: Final = re.compile(r"(\d{1,6}(?:\.\d{1,9})?) ([A-Z]{3})")
_HOW: Final = 'Give "none", "ollama:NAME" or "openai:URL#NAME", such as "ollama:qwen3:4b".'


class MissingExtraError(CommandError):
    """A package that is not part of the core is not installed."""

    code = "missing-extra"


@dataclass(frozen=True)
class Chosen:
    """A model as the settings name it. url: the server's; None for none. name: the model's there."""

    kind: str
    url: str | None
    name: str

    @property
    def host(self) -> str:
        """The host that is asked, `-` for none."""
        return httpx.URL(self.url).host if self.url else "-"


def choose(text: str, environment: Mapping[str, str]) -> Chosen:
    """Return the model that *text* names. Ollama's address is OLLAMA_HOST's. Raises `BadSettingsError`."""
    kind, _, rest = text.strip().partition(":")
    if text.strip() == "none":
        return Chosen("none", None, "")
    if kind == "ollama" and rest:
        return Chosen(kind, _ollama_url(environment.get("OLLAMA_HOST", "")), rest)
    url, _, name = rest.partition("#")
    if kind == "openai" and name and _is_base(url):
        return Chosen(kind, url.rstrip("/"), name)
    raise BadSettingsError(f"model can't be {text!r}", _HOW)


def rates_of(settings: Settings) -> Rates | None:
    """Return what tokens cost; None unless both prices are set. Raises `BadSettingsError`."""
    texts = settings.model_price_in, settings.model_price_out
    if None in texts:
        return None
    found = [_RATE.fullmatch(text or "") for text in texts]
    prices = [(Decimal(one[1]), one[2]) for one in found if one is not None]
    if len(prices) != 2 or prices[0][1] != prices[1][1] or not active(prices[0][1]):
        raise BadSettingsError(
            f"model_price_in and model_price_out can't be {texts[0]!r} and {texts[1]!r}",
            'Give both for a million tokens in one currency, such as "0.15 USD".',
        )
    return Rates(prices[0][0], prices[1][0], prices[0][1])


@asynccontextmanager
async def open_model(
    settings: Settings, private: Private, ledger: FileLedger, environment: Mapping[str, str] = os.environ
) -> AsyncIterator[LanguageModel]:
    """Give the model of *settings*, guarded for *private*, its prompts written into *ledger*.

    Raises `BadSettingsError` or `MissingExtraError`.
    """
    chosen = choose(settings.model, environment)
    if chosen.kind == "none":
        yield NoModel()
        return
    rates = rates_of(settings)
    limits = Limits(first_s=min(30.0, settings.model_deadline_s), whole_s=settings.model_deadline_s)
    async with AsyncExitStack() as stack:
        backend, key = await _backend(chosen, environment, stack)
        speaker = Speaker(backend, Retry(random.random), limits, rates)
        yield Guarded(speaker, _kept(settings, private, key), ledger, now_ms)


def _kept(settings: Settings, private: Private, key: Key | None) -> Private:
    """Return *private* with what is private in the settings themselves, and the key."""
    mandate, mail = settings.mandate, settings.mail
    worth = [_RATE.fullmatch(text) for text in (settings.point_value, settings.question_cost) if text]
    own = Private.of(
        prices=[read_amount(text, "[mandate]") for text in (mandate.per_deal, mandate.per_month) if text],
        numbers=[Decimal(found[1]) for found in worth if found is not None],
        values=[] if mail is None else [text for text in (mail.address, mail.user) if text],
        keys=[] if key is None else [key.secret],
    )
    return Private(private.numbers | own.numbers, private.values | own.values, private.keys | own.keys)


async def _backend(
    chosen: Chosen, environment: Mapping[str, str], stack: AsyncExitStack
) -> tuple[Backend, Key | None]:
    assert chosen.url is not None
    key = key_of(chosen, environment)
    if chosen.kind == "ollama":
        try:
            from language.edge.ollama import Ollama
        except ImportError:
            raise MissingExtraError(
                "Ollama's client is not installed",
                "Run pip install 'dailyme[models]', or use openai:URL#NAME.",
            ) from None
        made = Ollama(chosen.name, chosen.url, key)
        stack.push_async_callback(made.aclose)
        return made, key
    client = open_client(Guard(local=chosen.host in LOOPBACK_HOSTS))
    stack.push_async_callback(client.aclose)
    return OpenAi(chosen.url, chosen.name, client, key), key


def key_of(chosen: Chosen, environment: Mapping[str, str]) -> Key | None:
    """Return the key for the host: the environment's, else (for a host elsewhere) the keyring's."""
    found = environment.get(KEY) or None
    if found is None and chosen.host not in LOOPBACK_HOSTS:
        found = from_keyring(f"model:{chosen.host}")
    try:
        return None if found is None else Key(found.strip())
    except ValueError as error:
        raise BadSettingsError(f"the model's key can't be used: {error}", f"Look at {KEY}.") from None


def _ollama_url(said: str) -> str:
    """Return Ollama's address from OLLAMA_HOST: without scheme or port, or where the server listens."""
    text = said.strip().rstrip("/")
    if not text:
        return OLLAMA
    url = httpx.URL(text if "://" in text else f"http://{text}")
    host = "127.0.0.1" if url.host in {"0.0.0.0", "::", ""} else url.host  # noqa: S104 - not bound here
    return str(url.copy_with(host=host, port=url.port or (11434 if "://" not in text else None))).rstrip("/")


def _is_base(text: str) -> bool:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return False
    return url.scheme in {"http", "https"} and bool(url.host) and not url.query and not url.userinfo
