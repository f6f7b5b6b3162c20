"""The base of everything that travels: frozen, strict, and keeping what it does not know.

Spec: spec/20-wire.md (WIRE-14, WIRE-15).

Dropping an unknown member would break the signature over it, so models keep it. Strict means that no
value is converted on the way in: a number in quotes is not a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")

if TYPE_CHECKING:
    Maybe: TypeAlias = T | None
else:

    class Maybe:
        """A member that may be left out, and is None then; a null on the wire is no way to leave it out."""

        def __class_getitem__(cls, kind: Any) -> Any:
            return kind


Many = Annotated[tuple[T, ...], Field(strict=False)]
"""A JSON array, held as a tuple."""

Text = Annotated[str, Field(min_length=1, max_length=500)]
"""A short text for people: never steers, never ranks."""

Token = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
"""A registered name: lower case, digits and hyphens."""

Hash = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$")]
"""SHA-256 in base64url without padding; the last character carries no unused bits."""

Did = Annotated[str, Field(pattern=r"^did:(key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}|web:[a-z0-9.%:A-F-]{1,253})$")]
"""A decentralised identifier: did:key (Ed25519) or did:web."""


class Wire(BaseModel):
    """A JSON object of the protocol."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="allow", allow_inf_nan=False, hide_input_in_errors=True
    )

    def members(self) -> dict[str, Any]:
        """The JSON members as they were given, unknown ones included; what was left out stays out."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)
