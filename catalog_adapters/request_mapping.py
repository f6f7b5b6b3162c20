"""`[request]` of a mapping file: how pages are asked for, and what the server wants to know of who asks.

Spec: spec/40-scan.md (SCAN-33, SCAN-39).

A secret never stands in the file, which is passed around and kept with what was read; it says where the
secret lies:

    [request.token]
    from = "env:SHOP_TOKEN"        # or "file:/run/secrets/shop", or "keyring:shop"
    header = "X-Shopify-Storefront-Access-Token"   # without it: Authorization
    scheme = "plain"               # "bearer" (without a header of its own), "basic" for user:password
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,80}")
_VALUE: Final = re.compile(r"[ -~]{0,1000}")
_TOKEN: Final = re.compile(r"[!-~](?:[ -~]{0,4094}[!-~])?")
_OURS: Final = frozenset(
    "accept-encoding connection content-length content-type expect host if-modified-since if-none-match range"
    " te trailer transfer-encoding upgrade user-agent via".split()
)
_SECRET: Final = re.compile(r"auth|cookie|credential|key|passw|secret|session|signature|token", re.IGNORECASE)


class Strict(BaseModel):
    """A table of the mapping file: a name that isn't known is a typing mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TokenMapping(Strict):
    """Where a secret lies, and how it is sent. The secret itself is never here."""

    place: str = Field(alias="from", pattern=r"^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+|keyring:.+)$")
    header: str = Field("Authorization", pattern=r"^[A-Za-z0-9-]{1,80}$")
    scheme: Literal["bearer", "basic", "plain"] | None = None

    @field_validator("header")
    @classmethod
    def _not_ours(cls, header: str) -> str:
        if header.lower() in _OURS:
            raise ValueError(f"{header!r} is set by the sync itself")
        return header

    def sent(self, secret: str) -> dict[str, str]:
        """Return the header that says *secret*. Raises ValueError, without it, if it can't be sent.

        >>> TokenMapping.model_validate({"from": "env:T"}).sent("abc")
        {'Authorization': 'Bearer abc'}
        """
        if _TOKEN.fullmatch(secret) is None:
            raise ValueError("it is empty, too long, or no plain text on one line")
        scheme = self.scheme or ("bearer" if self.header.lower() == "authorization" else "plain")
        if scheme == "basic":
            if ":" not in secret:
                raise ValueError("for basic it must be user:password")
            secret = f"Basic {b64encode(secret.encode('ascii')).decode('ascii')}"
        elif scheme == "bearer":
            secret = f"Bearer {secret}"
        return {self.header: secret}


class RequestMapping(Strict):
    """How the pages of a source are asked for; its address is the source itself.

    query: a GraphQL text, which is posted with variables; None: a GET with parameters. variables: those that
    stay. The others are names of variables or parameters: take gets how many products a page has (`size`),
    skip how many came before, page its number from 1, cursor what the answer before has at `next`,
    updated_since the time from which changes are wanted. next, total: JMESPaths in an answer, to the cursor
    of the next page and to how many products there are. headers: sent with every question to the source's own
    host; token: a secret that is. A table with these alone leaves the paging to the kind of source.
    """

    query: str | None = None
    variables: Mapping[str, str | int | bool] = Field(default_factory=dict)
    size: int = Field(default=100, ge=1, le=1000)
    take: str | None = None
    skip: str | None = None
    page: str | None = None
    cursor: str | None = None
    updated_since: str | None = None
    next: str | None = None
    total: str | None = None
    headers: Mapping[str, str] = Field(default_factory=dict)
    token: TokenMapping | None = None

    @property
    def asks_for_pages(self) -> bool:
        """Whether it says more than who asks."""
        return bool(self.model_fields_set - {"headers", "token"})

    @field_validator("headers")
    @classmethod
    def _open_and_ours(cls, headers: Mapping[str, str]) -> Mapping[str, str]:
        for name, value in headers.items():
            if _NAME.fullmatch(name) is None or _VALUE.fullmatch(value) is None:
                raise ValueError(f"{name[:40]!r} can't be sent: a name and a line of plain text are needed")
            if name.lower() in _OURS:
                raise ValueError(f"{name!r} is set by the sync itself")
            if _SECRET.search(name):
                raise ValueError(f"{name!r} sounds like a secret: say under [request.token] where it lies")
        return headers
