"""Once for each person: a benefit or promotion is counted by a value of the fulfilment, never by a key.

Spec: spec/35-relate.md (REL-24, REL-26, REL-27, REL-30).

Keys are free, addresses are not. What is kept is a hash under a secret that only the brand has, so the table
tells nobody where anybody lives. The secret comes from the brand's key: with a new key the count begins anew.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, Literal

from brand_agent.relation.ports import Uses
from protocol import Offer, SigningKey, to_base64url
from protocol.canonical import spell

OnceRefusal = Literal["benefit-used", "values-missing"]
"""Why an order can't have a benefit that is given once for each person."""

_SECRET: Final = b"dailyme once for each person"


def spend(
    deal: Offer,
    values: Mapping[str, Any],
    key: SigningKey,
    uses: Uses,
    *,
    agreement: str,
    twin: str,
    at_ms: int,
) -> OnceRefusal | None:
    """Count the benefits of *deal* that are given once for each person; None if that can be, or why not.

    values: what the order discloses, by field. agreement: its hash; twin: the DID that it was made with.
    To be called in the order's transaction, before the hand-off; a second order of one deal counts nothing
    more, and no longer what only the first one named. With a reason nothing is counted.
    """
    conditions = deal.conditions or ()
    if any(one.once not in values for one in conditions):
        return "values-missing"
    marks = [(_counted(one.benefit, deal), mark(one.once, str(values[one.once]), key)) for one in conditions]
    return None if uses.use(marks, agreement=agreement, key=twin, at_ms=at_ms) else "benefit-used"


def _counted(name: str, deal: Offer) -> str:
    """Return as what uses of *name* are counted: a promotion apart from a benefit that was ever called so."""
    return name if name in (deal.benefits or ()) else f"promotion/{name}"


def mark(field: str, value: str, key: SigningKey) -> str:
    """Return the keyed hash of *value* by which a use is counted (REL-26)."""
    secret = sha256(key.sign(_SECRET)).digest()
    return to_base64url(hmac.digest(secret, spell([field, normalised(field, value)]), "sha256"))


def normalised(field: str, value: str) -> str:
    """Return *value* so that spellings of one address, mailbox or telephone are one.

    >>> normalised("phone", "+1 (555) 010-0199")
    '15550100199'
    >>> normalised("email", " Ada.L+shop@Example.org ")
    'ada.l@example.org'
    >>> normalised("delivery-address", "12, Main St.\\nSpringfield")
    '12mainstspringfield'
    """
    text = unicodedata.normalize("NFKC", value).casefold()
    if field == "phone":
        return "".join(character for character in text if character.isdigit())
    if field == "email" and "@" in text:
        box, _, host = text.strip().rpartition("@")
        return f"{box.partition('+')[0]}@{host}"
    return "".join(character for character in text if character.isalnum())
