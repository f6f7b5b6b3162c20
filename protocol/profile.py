"""Who a brand is and what its agent speaks: the profile, and the directory's pages of profiles.

Spec: spec/25-identity.md (ID-7), spec/40-scan.md (DIR-1 to DIR-6).

Both sides take the intersection of what they speak. A directory passes profiles on as the brands signed
them, so a twin need not trust it.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import Field, ValidationError

from protocol.benefit import Ladder
from protocol.bodies import Region
from protocol.catalog import Url
from protocol.did import DidDocument, DidMismatchError
from protocol.envelope import VERSION
from protocol.errors import ProtocolError
from protocol.fulfilment import RemedyTerms
from protocol.message import BadMessageError, WrongSignerError, shape_fault
from protocol.money import Currency
from protocol.signature import verify
from protocol.terms import PersonalTerms
from protocol.times import Time
from protocol.together import Bundles, Volume
from protocol.wire import Did, Many, Maybe, Text, Wire

W = TypeVar("W", bound=Wire)

Capability = Annotated[str, Field(pattern=r"^[a-z][a-z0-9.-]{0,63}$")]
CAPABILITIES: Final = ("catalog", "negotiate.alternating", "negotiate.sealed")
MEDIATED: Final = "negotiate.mediated"

PROFILE_PATH: Final = "/.well-known/dailyme.json"
DID_PATH: Final = "/.well-known/did.json"


class Endpoints(Wire):
    """Where the agent is reached."""

    catalog: Url
    negotiate: Url
    relate: Maybe[Url] = None
    """Where requests are posted; left out, the brand takes none."""
    offers: Maybe[Url] = None
    """Where public offers are served; left out, the brand makes none."""
    stream: Maybe[Url] = None
    """Where a stream of news is opened; left out, mailboxes are fetched."""


class Limits(Wire):
    """What the agent takes at most."""

    message_bytes: Annotated[int, Field(ge=1024, le=65536)]
    counters: Annotated[int, Field(ge=0, le=100)]


class Profile(Wire):
    """A brand's description of itself, signed by a key of its domain."""

    protocol: Literal["dailyme/2026-12-01"]
    type: Literal["profile"]
    from_: Annotated[Did, Field(alias="from")]
    name: Text
    versions: Annotated[Many[Annotated[str, Field(max_length=40)]], Field(min_length=1, max_length=16)]
    capabilities: Annotated[Many[Capability], Field(max_length=64)]
    endpoints: Endpoints
    categories: Annotated[Many[Text], Field(max_length=200)]
    regions: Annotated[Many[Region], Field(min_length=1, max_length=300)]
    currencies: Annotated[Many[Currency], Field(min_length=1, max_length=50)]
    personal_terms: Annotated[Many[PersonalTerms], Field(max_length=16)]
    limits: Limits
    mediators: Maybe[Annotated[Many[Did], Field(max_length=16)]] = None
    """The marketplaces that the brand takes as mediators; left out, none."""
    ladder: Maybe[Ladder] = None
    """What each rung brings; left out, everybody is a guest."""
    remedies: Maybe[Annotated[Many[RemedyTerms], Field(max_length=16)]] = None
    """What the brand does when something goes wrong; left out, it says nothing of that."""
    volume: Maybe[Volume] = None
    """What more pieces take off; left out, nothing."""
    bundles: Maybe[Bundles] = None
    """What products bought together take off; left out, nothing."""
    created: Time


class DirectoryPage(Wire):
    """Profiles that a directory lists, each as its brand signed it."""

    protocol: Literal["dailyme/2026-12-01"]
    type: Literal["directory-page"]
    from_: Annotated[Did, Field(alias="from")]
    created: Time
    capabilities: Maybe[Annotated[Many[Capability], Field(max_length=64)]] = None
    """What the directory serves beside its pages, such as `index`; left out, nothing."""
    brands: Annotated[tuple[dict[str, Any], ...], Field(strict=False, max_length=100)]
    next: Maybe[Annotated[str, Field(min_length=1, max_length=200)]] = None


class NoCommonVersionError(ProtocolError):
    """The two agents speak no version in common."""

    code = "no-common-version"
    requirement = "ID-8"
    advice = f"Speak {VERSION}."

    def __init__(self) -> None:
        super().__init__(f"the profile does not list {VERSION}")


def read_document(data: Any, did: str) -> DidDocument:
    """Return the did document in *data*, which must be about *did*.

    Raises `BadMessageError` (ENV-1) or `DidMismatchError` (ID-4).
    """
    try:
        document = DidDocument.model_validate(data)
    except ValidationError as error:
        raise BadMessageError(shape_fault(error)) from None
    if document.id != did:  # ID-4
        raise DidMismatchError("the did document is about another DID")
    document.ring(0)  # ID-4: every key is named by its thumbprint
    return document


def read_signed(value: Any, model: type[W], document: DidDocument, *, at_ms: int) -> W:
    """Return the *model* in *value*, signed by a key that *document* holds at *at_ms*.

    Serves profiles, catalog pages and directory pages.

    Raises what `verify` raises, `BadMessageError` (ENV-1), or `WrongSignerError` (ID-7) when it speaks for
    another DID than the document's.
    """
    if type(value) is not dict:
        raise BadMessageError("a signed object is a JSON object")
    verify(value, document.ring(at_ms))
    if value.get("from") != document.id:  # ID-7
        raise WrongSignerError("it speaks for another DID than the did document's")
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise BadMessageError(shape_fault(error)) from None


def common_version(profile: Profile) -> str:
    """Return the version to speak with *profile*'s agent. Raises `NoCommonVersionError` (ID-8)."""
    if VERSION not in profile.versions:  # ID-8
        raise NoCommonVersionError
    return VERSION
