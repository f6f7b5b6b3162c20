"""The rules of Daily Me, without I/O: bytes, keys, messages, the negotiation and the agreement."""

from protocol.agreement import Verdict, countersign, deal_of, draft, verdicts
from protocol.base64url import from_base64url, to_base64url
from protocol.bodies import (
    Accept,
    Agreement,
    Close,
    Confirm,
    Decline,
    Deviation,
    Offer,
    Open,
    Part,
    Refuse,
    Withdraw,
)
from protocol.byte_errors import MAX_BYTES
from protocol.canonical import decode, encode
from protocol.catalog import CatalogPage, Product, Variant
from protocol.counter import Counter
from protocol.did import DidDocument, did_document, did_web, did_web_origin, ring_of
from protocol.envelope import VERSION
from protocol.errors import ProtocolError, problem
from protocol.fulfilment import (
    Delivered,
    Handoff,
    Noted,
    Order,
    Outcome,
    Remedy,
    Return,
    Review,
    Status,
    Track,
)
from protocol.issues import EXTRAS, ISSUES, Extra, IssueName, Terms
from protocol.keys import PublicKey, SigningKey, did_key_ring
from protocol.lines import Line, OfferLine
from protocol.message import Message, compose, parse, read
from protocol.money import Money, Price, exponent, major, minor
from protocol.moves import met_by, no_worse
from protocol.negotiation import replay, step
from protocol.offers import check_sums
from protocol.profile import (
    CAPABILITIES,
    DID_PATH,
    PROFILE_PATH,
    DirectoryPage,
    Profile,
    common_version,
    read_document,
    read_signed,
)
from protocol.signature import KeyRing, UnknownKeyError, message_hash, sign, verify
from protocol.table import TABLE, Move, Party, State
from protocol.terms import PERSONAL_TERMS, ROSTER, PersonalTerms
from protocol.text import clean
from protocol.thread import Negotiation
from protocol.times import GRACE_MS, read_time, write_time
from protocol.wire import Wire

__all__ = [
    "CAPABILITIES",
    "DID_PATH",
    "EXTRAS",
    "GRACE_MS",
    "ISSUES",
    "MAX_BYTES",
    "PERSONAL_TERMS",
    "PROFILE_PATH",
    "ROSTER",
    "TABLE",
    "VERSION",
    "Accept",
    "Agreement",
    "CatalogPage",
    "Close",
    "Confirm",
    "Counter",
    "Decline",
    "Delivered",
    "Deviation",
    "DidDocument",
    "DirectoryPage",
    "Extra",
    "Handoff",
    "IssueName",
    "KeyRing",
    "Line",
    "Message",
    "Money",
    "Move",
    "Negotiation",
    "Noted",
    "Offer",
    "OfferLine",
    "Open",
    "Order",
    "Outcome",
    "Part",
    "Party",
    "PersonalTerms",
    "Price",
    "Product",
    "Profile",
    "ProtocolError",
    "PublicKey",
    "Refuse",
    "Remedy",
    "Return",
    "Review",
    "SigningKey",
    "State",
    "Status",
    "Terms",
    "Track",
    "UnknownKeyError",
    "Variant",
    "Verdict",
    "Wire",
    "Withdraw",
    "check_sums",
    "clean",
    "common_version",
    "compose",
    "countersign",
    "deal_of",
    "decode",
    "did_document",
    "did_key_ring",
    "did_web",
    "did_web_origin",
    "draft",
    "encode",
    "exponent",
    "from_base64url",
    "major",
    "message_hash",
    "met_by",
    "minor",
    "no_worse",
    "parse",
    "problem",
    "read",
    "read_document",
    "read_signed",
    "read_time",
    "replay",
    "ring_of",
    "sign",
    "step",
    "to_base64url",
    "verdicts",
    "verify",
    "write_time",
]
