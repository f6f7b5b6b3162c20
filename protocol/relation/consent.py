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
    "fulfilment", "service", "registration", "preferences", "analytics", "marketing", "sale_or_sharing"
]
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)

WORDS: Final[Mapping[Purpose, str]] = MappingProxyType(
    {
        "fulfilment": "to carry out what was agreed on: deliver, repair, take back",
        "service": "to answer the person, and to tell them about what they bought",
        "registration": "to keep them registered, and to know them again",
        "preferences": "to remember how they like things",
        "analytics": "to count and to measure",
        "marketing": "to advertise to them",
        "sale_or_sharing": "to sell it or to hand it on",
    }
)
"""What each purpose is, for people."""

UCP: Final[Mapping[Purpose, str]] = MappingProxyType(
    {
        "preferences": "dev.ucp.consent.preferences",
        "analytics": "dev.ucp.consent.analytics",
        "marketing": "dev.ucp.consent.marketing",
        "sale_or_sharing": "dev.ucp.consent.sale_or_sharing",
    }
)
"""The key of a purpose in UCP's buyer consent (2026-08-25), where UCP has one.

Source: https://ucp.dev/specification/shopping/extensions/buyer-consent/. Up to 2026-04-08 the last was
`sale_of_data`.
"""

DPV: Final[Mapping[Purpose, str]] = MappingProxyType(
    {
        "fulfilment": "dpv:FulfilmentOfContractualObligation",
        "service": "dpv:CustomerCare",
        "registration": "dpv:ServiceRegistration",
        "preferences": "dpv:Personalisation",
        "analytics": "dpv:ServiceUsageAnalytics",
        "marketing": "dpv:Marketing",
        "sale_or_sharing": "dpv:SellDataToThirdParties",
    }
)
"""The nearest term for each purpose in the Data Privacy Vocabulary 2.3 of a W3C community group.

Source: https://w3id.org/dpv. The last is narrower than ours: the vocabulary has no purpose for mere sharing.
"""


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
