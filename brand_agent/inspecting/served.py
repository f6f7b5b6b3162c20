"""What an agent serves to everybody: its did document, its profile, and its catalog's first page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from brand_agent.inspecting.check import Check, Checks
from protocol import (
    VERSION,
    CatalogPage,
    DidDocument,
    Profile,
    ProtocolError,
    Wire,
    common_version,
    decode,
    read_document,
    read_signed,
    read_time,
    verify,
)
from transport import ForeignEndpointError, check_endpoints

W = TypeVar("W", bound=Wire)
_DAY_MS: Final = 86_400_000
_AHEAD_MS: Final = 30_000
"""How far another clock may be ahead."""


def check_document(data: bytes, did: str, *, at_ms: int) -> tuple[DidDocument | None, tuple[Check, ...]]:
    """Return the did document in *data*, if it is one about *did*, and the verdicts on it."""
    checks = Checks()
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        checks.bad("It is JSON", "The body can't be parsed.")
        return None, checks.all()
    checks.good("It is JSON")
    about = value.get("id") if isinstance(value, dict) else None
    if about != did:
        checks.bad(f"It is about {did}", f"It is about {str(about)[:120]!r}.", "ID-4")
        return None, checks.all()
    document = checks.tried(
        f"It is about {did}, and names each key by its thumbprint", lambda: read_document(value, did)
    )
    if document is not None:
        _keys(document, checks, at_ms)
    return document, checks.all()


def _keys(document: DidDocument, checks: Checks, at_ms: int) -> None:
    valid, ring = 0, document.ring(at_ms)
    for method in document.verification_method:
        try:
            ring(method.id)
            valid += 1
        except ProtocolError as error:
            checks.good("A key is out of use", f"{_fragment(method.id)}: {error}")
    if valid:
        checks.good("It has a key that signs now", f"{valid} of {len(document.verification_method)}")
    else:
        checks.bad("It has a key that signs now", "All are revoked, or none is for signing.", "ID-5")


def check_profile(
    data: bytes, document: DidDocument | None, *, local: bool, at_ms: int
) -> tuple[Profile | None, tuple[Check, ...]]:
    """Return the profile in *data*, if it is one that *document* vouches for, and the verdicts on it."""
    checks = Checks()
    profile = _signed(data, Profile, document, checks, at_ms=at_ms)
    if profile is None:
        return None, checks.all()
    checks.tried(f"It speaks {VERSION}", lambda: common_version(profile))
    try:
        check_endpoints(profile, local=local)
        checks.good("Its endpoints lie on its own domain")
    except (ForeignEndpointError, ProtocolError) as error:
        checks.bad("Its endpoints lie on its own domain", str(error), "ID-10")
        return None, checks.all()
    _age(profile.created, checks, at_ms)
    return profile, checks.all()


def check_page(
    data: bytes, document: DidDocument, *, at_ms: int
) -> tuple[CatalogPage | None, tuple[Check, ...]]:
    """Return the catalog page in *data*, if *document* vouches for it, and the verdicts on it."""
    checks = Checks()
    page = _signed(data, CatalogPage, document, checks, at_ms=at_ms)
    if page is not None:
        more = ", and there are more pages" if page.next is not None else ""
        checks.good("It lists products", f"{len(page.products)} on this page{more}")
        _age(page.created, checks, at_ms)
    return page, checks.all()


def _signed(
    data: bytes, model: type[W], document: DidDocument | None, checks: Checks, *, at_ms: int
) -> W | None:
    value = checks.tried("It is spelled canonically", lambda: decode(data), lambda _: f"{len(data):,} bytes")
    if value is None:
        return None
    if document is None:
        checks.bad("It is signed by a key of its domain", "Without a did document nobody can tell.", "ID-7")
        return None
    if not isinstance(value, dict):
        checks.bad("It is a signed object", "It is JSON of another kind.", "ENV-1")
        return None
    kids = checks.tried(
        "It is signed by a key of its domain",
        lambda: verify(value, document.ring(at_ms)),
        lambda found: _fragment(found[0]),
    )
    if kids is None:
        return None
    return checks.tried(
        f"It has the members of a {_kind(value)}",
        lambda: read_signed(value, model, document, at_ms=at_ms),
    )


def _age(created: str, checks: Checks, at_ms: int) -> None:
    age_ms = at_ms - read_time(created)
    if age_ms < -_AHEAD_MS:
        checks.bad("It was not made in the future", f"It says {created}.", "ENV-7")
    elif age_ms > 2 * _DAY_MS:
        checks.good("It was not made in the future", f"Made {age_ms // _DAY_MS} days ago.")
    else:
        checks.good("It was not made in the future", f"Made {created}.")


def _kind(value: Mapping[str, Any]) -> str:
    return str(value.get("type"))[:40]


def _fragment(kid: str) -> str:
    return f"#{kid.rpartition('#')[2][:12]}…"
