"""Consent: a signed grant for named purposes and a time, a receipt for it, and the way back.

Spec: spec/36-consent.md.

A grant is the `disclose` message itself: signed by the twin, it names fields, purposes and an end. The
brand's `receipt` names the grant. `revoke` ends it with the next message.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from protocol.commitment import MAX_VALUES, Committed
from protocol.terms import PersonalTerms
from protocol.times import Time
from protocol.wire import Hash, Many, Token, Wire

FieldName = Literal[
    "name", "email", "phone", "delivery-address", "billing-address", "birth-date", "loyalty-number"
]
"""Fields that identify a person: they travel beside messages only."""
FIELDS: Final[tuple[FieldName, ...]] = get_args(FieldName)

Purpose = Literal[
    "fulfilment", "service", "registration", "preferences", "analytics", "marketing", "sale_of_data"
]

DPV: Final[Mapping[Purpose, str]] = MappingProxyType(
    {
        "fulfilment": "dpv:FulfilmentOfContractualObligation",
        "service": "dpv:CustomerCare",
        "registration": "dpv:CustomerRelationshipManagement",
        "preferences": "dpv:Personalisation",
        "analytics": "dpv:ServiceUsageAnalytics",
        "marketing": "dpv:Marketing",
        "sale_of_data": "dpv:SellDataToThirdParties",
    }
)
"""Each purpose in the W3C Data Privacy Vocabulary; the last four keys are UCP's."""


class Disclose(Wire):
    """The twin grants the use of these values for these purposes, until then. They travel beside."""

    disclosed: Annotated[Many[Committed], Field(min_length=1, max_length=MAX_VALUES)]
    purposes: Annotated[Many[Purpose], Field(min_length=1, max_length=8)]
    until: Time
    personal_terms: PersonalTerms


class Receipt(Wire):
    """The brand says what it was granted, as it keeps it."""

    grant: Hash
    fields: Many[Token]
    purposes: Many[Purpose]
    until: Time
    received: Time


class Revoke(Wire):
    """The twin ends a grant."""

    grant: Hash


class Revoked(Wire):
    """The grant has ended; what the law makes the brand keep is named, with why."""

    grant: Hash
    received: Time
    kept: Annotated[Many[Token], Field(max_length=32)] = ()
