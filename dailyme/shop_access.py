"""What a shop's server is told of who asks: headers of a mapping file, and a token from where it says.

The token is read at the moment of asking, goes to the scheme, host and port of the source alone, and stands
in no log, error, file or repr.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from catalog_adapters import SourceSettings
from catalog_adapters.mapping_file import read_mapping
from catalog_adapters.request_mapping import TokenMapping
from dailyme.errors import CommandError
from dailyme.passphrase import from_keyring
from foundation.fetch import origin_of


class NoTokenError(CommandError):
    """The token is not where the mapping file says, or can't be sent."""

    code = "no-token"


@dataclass(frozen=True)
class Access:
    """Headers for the host of *source* alone."""

    source: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def to(self, url: str) -> Mapping[str, str]:
        """Return what *url* is told: nothing, if it is of another scheme, host or port than the source."""
        return self.headers if self.headers and origin_of(url) == origin_of(self.source) else {}


def access_of(source: str, settings: SourceSettings) -> Access:
    """Return how *source* is asked by who uses *settings*. Raises `BadSettingsError` or `NoTokenError`."""
    request = None if settings.mapping is None else read_mapping(settings.mapping).request
    if request is None:
        return Access(source)
    token = {} if request.token is None else _token(request.token)
    return Access(source, {**request.headers, **token})


def _token(token: TokenMapping) -> dict[str, str]:
    where = f"Put the token where [request.token] says: {token.place}."
    try:
        secret = _secret(token.place)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise NoTokenError(f"the token can't be read: {reason}", where) from None
    if secret is None:
        raise NoTokenError("there is no token", where)
    try:
        return token.sent(secret)
    except ValueError as error:
        raise NoTokenError(f"the token can't be sent: {error}", where) from None


def _secret(place: str) -> str | None:
    kind, _, name = place.partition(":")
    if kind == "env":
        return os.environ.get(name)
    if kind == "keyring":
        return from_keyring(name)
    return Path(name).expanduser().read_text("utf-8").split("\n", 1)[0].strip()
