"""A brand is reached at its own domain, and nowhere else.

Spec: spec/25-identity.md (ID-10).

A profile that could name any host would send every twin that reads it to a stranger.
"""

from __future__ import annotations

import httpx

from protocol import Profile, did_web_origin
from transport.errors import ForeignEndpointError


def check_endpoints(profile: Profile, *, local: bool) -> None:
    """Raise `ForeignEndpointError` (ID-10) if an endpoint of *profile* is not on its DID's own origin.

    Raises `BadDidError` (ID-6) for a DID that names no origin.
    """
    home = _origin(did_web_origin(profile.from_, local=local))
    for name, url in profile.endpoints.members().items():
        if type(url) is not str or _origin(url) != home:
            raise ForeignEndpointError(name)


def _origin(text: str) -> tuple[str, str, int | None, bytes] | None:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return None
    return (url.scheme, url.host, url.port, url.userinfo)
