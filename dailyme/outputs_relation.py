"""What `dailyme relation disclose|consents|revoke|sketch|correct|erase` and `brand register|use` print."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from dailyme.outputs import Output


class Disclosed(Output):
    """`dailyme relation disclose BRAND --json`. The values are not repeated."""

    brand: str
    grant: str | None = Field(None, description="The hash that the grant is revoked by; absent after a no.")
    fields: list[str]
    purposes: list[str]
    until: str
    receipt: str | None = Field(None, description="Hash of the brand's signed receipt.")
    reason: str | None = Field(None, description="Why the brand did not take it.")


class ShownConsent(Output):
    """A grant in the ledger."""

    brand: str
    grant: str = Field(description="Hash of the signed grant.")
    receipt: str | None = Field(None, description="Hash of the brand's signed receipt.")
    key: str = Field(description="The did:key that granted.")
    fields: list[str]
    purposes: list[str]
    since: str
    until: str
    state: str = Field(description="live, revoked, expired, erased, refused, or in-doubt.")
    gone: list[str] = Field(description="Fields whose values the brand said it erased.")
    kept: list[str] = Field(description="Fields that the brand says the law makes it keep.")
    used: list[str] = Field(description="Purposes that the brand said it used them for.")
    last_used: str | None = Field(None, description="When, as it said in its latest sketch.")


class ShownClaim(Output):
    """Facts that were told once, for a promotion."""

    brand: str
    promotion: str
    facts: list[str]
    at: str


class ShownOrderValues(Output):
    """What travelled with an order, for its fulfilment; how long it is held, the brand's sketch says."""

    brand: str
    order: str = Field(description="Hash of the signed order, which is the grant.")
    receipt: str | None = Field(None, description="Hash of the brand's signed hand-off.")
    fields: list[str]
    at: str
    state: str = Field(description="live, refused, or in-doubt.")


class Consents(Output):
    """`dailyme relation consents --json`."""

    consents: list[ShownConsent]
    claims: list[ShownClaim]
    orders: list[ShownOrderValues] = Field(default_factory=list)


class RevokedGrant(Output):
    """`dailyme relation revoke GRANT --json`."""

    brand: str
    grant: str
    kept: list[str] = Field(description="Fields that the law makes the brand keep.")


class ShownEntry(Output):
    """One thing that a brand holds."""

    id: str
    key: str = Field(description="The did:key that it is held under.")
    source: str
    basis: str
    field: str | None = None
    value: Any = Field(None, description="What it holds, of an entry with a field.")
    says: str | None = None
    since: str
    until: str | None = None
    grant: str | None = None
    used: list[str] = Field(default_factory=list)
    last_used: str | None = None


class Sketch(Output):
    """`dailyme relation sketch BRAND --json`."""

    brand: str
    keys: int = Field(description="How many keys were asked about, one request each.")
    entries: list[ShownEntry]


class CorrectedEntry(Output):
    """`dailyme relation correct BRAND ENTRY --json`."""

    brand: str
    entry: str = Field(description="The entry's id as it is now.")
    corrected: bool


class KeptEntry(Output):
    """What a brand may not erase yet."""

    id: str
    why: str
    until: str


class ErasedEntries(Output):
    """`dailyme relation erase BRAND --json`."""

    brand: str
    keys: int
    erased: int
    kept: list[KeptEntry]


class ShownGrant(Output):
    """A grant in a brand's register."""

    grant: str
    key: str
    basis: str = Field(description="consent, or contract for what came with an order.")
    fields: list[str]
    held: list[str] = Field(description="Fields whose values are still there.")
    purposes: list[str]
    since: str
    until: str
    ended: str | None = Field(None, description="When its revocation was received.")


class ShownUse(Output):
    """A use of a value, or one that was refused."""

    at: str
    key: str
    grant: str | None = None
    field: str
    purpose: str
    refused: str | None = Field(None, description="The code, if the use was refused.")


class ShownRefusal(Output):
    """A signed request that broke a rule."""

    at: str
    key: str
    type: str
    code: str


class BrandRegister(Output):
    """`dailyme brand register --json`."""

    grants: list[ShownGrant]
    uses: list[ShownUse]
    refusals: list[ShownRefusal]


class BrandUse(Output):
    """`dailyme brand use KEY --json`."""

    key: str
    field: str
    purpose: str
    value: Any
