"""A person's settings: the flag over the environment over the file.

The file is TOML, written once by `dailyme init` with a comment on each line. A key that isn't known is an
error, for it is a typing mistake.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal, get_args

from dailyme.errors import CommandError
from dailyme.mail_rule import MailRule, read_mail_rule

TEMPLATE: Final = """\
# Daily Me: one person's settings.
# A flag wins over the environment (DAILYME_MARKET, ...), and that over this file.

# Where twins look brands up. Without it, name brands with --brand or pages with --source.
# market = "https://market.example"

# Coarse, two letters: a price needs it. Nothing finer is ever sent.
region = "US"

# The currency that your wishes are counted in.
currency = "USD"

# The terms that your twin brings along: "sd-base" (what you send serves this deal only), "sd-erase" (and is
# erased when the law allows) or "sd-care" (and may serve to answer your questions about what you bought).
personal_terms = "sd-base"

# When your twin takes a slice of a marketplace's index (a whole category, searched at home) in place of every
# brand's catalog: "categories" (where a wish names some), "always" (else all of your region) or "never". The
# marketplace learns the category, never your words.
slices = "categories"

# Seconds until the search and all haggling must be over.
deadline_s = 30

# Milliseconds between the moments at which a message in a thread may leave, so that the time your twin takes
# tells no brand what it weighed. 0: at once, which may tell.
tick_ms = 200

# What one point of a brand's loyalty programme is worth to you. Without it: nothing.
# point_value = "0.01 USD"

# What a piece beyond those you need is worth to you, for `--at-most`: a share of the cheapest public price of
# one. Without it: 0.80.
# spare_worth = "0.80"

# What it costs you to answer a question about what you would rather have. `dailyme wish now` asks three at
# most, after all haggling, where an answer is worth more. Without it: ten of the smallest unit of money.
# question_cost = "0.10 USD"

# The language model that reads your words and phrases answers: "none", "ollama:NAME" (Ollama on this machine)
# or "openai:URL#NAME" (any server with OpenAI's chat/completions). It decides nothing; all works without one.
# A key comes from DAILYME_MODEL_KEY or the keyring, never from here. `dailyme model check` tries it.
model = "none"

# Seconds that it may take for an answer.
model_deadline_s = 45

# What a million tokens cost, read and written. Without both, what it costs is "unknown".
# model_price_in = "0.15 USD"
# model_price_out = "0.60 USD"

# Where your twin keeps its threads. Without it: a file beside your seed.
# database = "sqlite:////home/me/twin.db"

# What `dailyme today` may do by itself.
[today]
# For which standing wishes brands are asked for offers: "always", "mandated" (those that a mandate covers) or
# "never" (public prices only). Nothing is ever bought without a mandate.
haggle = "always"

# Your own mailbox, for `dailyme today --to-mail`. The password is in password_file, or in the keyring
# (`keyring set dailyme mail`). security: "starttls", "tls", or "none" for a server on this machine.
# [mail]
# host = "smtp.example"
# address = "me@mail.example"
# user = "me"
# password_file = "~/.mail-password"
# security = "starttls"

# What your twin may accept without asking you. Without both amounts it always asks. What you say with
# `dailyme twin autonomy` or on the page Autonomy holds beside it: the stricter wins.
[mandate]
# per_deal = "50.00 USD"
# per_month = "200.00 USD"
# categories = ["Electronics"]
"""


_NO_MARKET: Final = '# market = "https://market.example"'
_SECTIONS: Final = frozenset({"mandate", "today", "mail"})
_COUNTS: Final = (("deadline_s", 1, 600), ("tick_ms", 0, 5_000), ("model_deadline_s", 1, 600))
"""Settings that are whole numbers, the least and the most."""


class BadSettingsError(CommandError):
    """The settings hold a key or a value that can't be used."""

    code = "bad-settings"


@dataclass(frozen=True)
class MandateRule:
    """What the twin may accept without asking: amounts such as `50.00 USD`, names of categories."""

    per_deal: str | None = None
    per_month: str | None = None
    categories: tuple[str, ...] = ()


Haggle = Literal["always", "mandated", "never"]
SliceUse = Literal["never", "categories", "always"]


@dataclass(frozen=True)
class TodayRule:
    """What `dailyme today` may do by itself: for which wishes it asks brands for offers."""

    haggle: Haggle = "always"


@dataclass(frozen=True)
class Settings:
    """One person's settings; see `TEMPLATE` for what each means."""

    market: str | None = None
    region: str = "US"
    currency: str = "USD"
    personal_terms: str = "sd-base"
    slices: SliceUse = "categories"
    deadline_s: int = 30
    tick_ms: int = 200
    database: str | None = None
    point_value: str | None = None
    question_cost: str | None = None
    spare_worth: str | None = None
    model: str = "none"
    model_deadline_s: int = 45
    model_price_in: str | None = None
    model_price_out: str | None = None
    mandate: MandateRule = MandateRule()
    today: TodayRule = TodayRule()
    mail: MailRule | None = None


def load_settings(
    path: Path, environment: Mapping[str, str], flags: Mapping[str, Any] | None = None
) -> Settings:
    """Return the settings in *path* (no file: the defaults), under *environment*, under *flags* given.

    Raises `BadSettingsError`.
    """
    kept = _read(path)
    values = {field.name: kept.pop(field.name) for field in fields(Settings) if field.name in kept}
    if kept:
        known = ", ".join(field.name for field in fields(Settings))
        raise BadSettingsError(f"{path}: there is no setting {min(kept)!r}", f"The settings are {known}.")
    for field in fields(Settings):
        given = environment.get(f"DAILYME_{field.name.upper()}")
        if given is not None and field.name not in _SECTIONS:
            values[field.name] = given
    values |= {name: value for name, value in (flags or {}).items() if value is not None}
    return _typed(path, values)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettingsError(
            f"{path}: this is no TOML: {error}", "Mend the line, or move the file away."
        ) from None


def _typed(path: Path, values: dict[str, Any]) -> Settings:
    rule = _mandate(path, values.pop("mandate", {}))
    today = _today(path, values.pop("today", {}))
    mail = _mail(path, values.pop("mail")) if "mail" in values else None
    for name, least, most in _COUNTS:
        values[name] = _count(path, name, values.get(name, getattr(Settings, name)), least, most)
    if values.get("slices", Settings.slices) not in get_args(SliceUse):
        known = ", ".join(get_args(SliceUse))
        raise BadSettingsError(f"{path}: slices can't be {values['slices']!r}", f"Give one of {known}.")
    for name in (
        "market",
        "region",
        "currency",
        "personal_terms",
        "database",
        "point_value",
        "question_cost",
        "spare_worth",
        "model",
        "model_price_in",
        "model_price_out",
    ):
        _must_be_text(path, name, values.get(name))
    return Settings(**values, mandate=rule, today=today, mail=mail)


def _mandate(path: Path, given: object) -> MandateRule:
    known = [field.name for field in fields(MandateRule)]
    if not isinstance(given, Mapping) or set(given) - set(known):
        raise BadSettingsError(f"{path}: [mandate] has an unknown key", f"It knows {', '.join(known)}.")
    _must_be_text(path, "per_deal", given.get("per_deal"))
    _must_be_text(path, "per_month", given.get("per_month"))
    return MandateRule(
        per_deal=given.get("per_deal"),
        per_month=given.get("per_month"),
        categories=tuple(str(name) for name in given.get("categories", ())),
    )


def _today(path: Path, given: object) -> TodayRule:
    if not isinstance(given, Mapping) or set(given) - {"haggle"}:
        raise BadSettingsError(f"{path}: [today] has an unknown key", "It knows haggle.")
    asked = given.get("haggle", TodayRule.haggle)
    for known in get_args(Haggle):
        if asked == known:
            return TodayRule(known)
    raise BadSettingsError(
        f"{path}: haggle can't be {asked!r}", f"Give one of {', '.join(get_args(Haggle))}."
    )


def _mail(path: Path, given: object) -> MailRule:
    try:
        return read_mail_rule(given)
    except ValueError as error:
        raise BadSettingsError(
            f"{path}: [mail]: {error}", "See the comments that `dailyme init` writes."
        ) from None


def _must_be_text(path: Path, name: str, value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise BadSettingsError(f"{path}: {name} must be text", "Put the value in quotes.")


def _count(path: Path, name: str, value: object, least: int, most: int) -> int:
    try:
        count = int(str(value))
    except ValueError:
        count = least - 1
    if not least <= count <= most:
        raise BadSettingsError(f"{path}: {name} is {value!r}", f"Give a whole number from {least} to {most}.")
    return count


def write_template(path: Path, market: str | None = None) -> bool:
    """Write the commented settings to *path*; return False, changing nothing, if it is there already.

    market: the address to write into them.
    """
    if path.exists():
        return False
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = TEMPLATE if market is None else TEMPLATE.replace(_NO_MARKET, f"market = {json.dumps(market)}")
    path.write_text(text, "utf-8")
    return True
