"""Why a directory does not list a profile.

Spec: spec/40-scan.md (DIR-1 to DIR-8), spec/41-slices.md.
"""

from __future__ import annotations

from protocol import ProtocolError


class ProfileTooLargeError(ProtocolError):
    """A profile so large that few would fit on a page."""

    code = "profile-too-large"
    requirement = "DIR-7"
    status = 413
    advice = "Shorten the profile to 16 KiB; name fewer categories and regions."

    def __init__(self, size: int) -> None:
        super().__init__(f"the profile has {size} bytes")
        self.size = size


class OlderProfileError(ProtocolError):
    """A newer profile of that brand is listed, or another one of the same second."""

    code = "older-profile"
    requirement = "DIR-8"
    status = 409
    advice = "Sign the profile anew, with the present time in `created`."

    def __init__(self, created: str) -> None:
        super().__init__(f"a profile created at {created} is listed")
        self.created = created


class FutureProfileError(ProtocolError):
    """A profile that was made later than now: it would bar the brand from listing a real one."""

    code = "future-profile"
    requirement = "DIR-8"
    advice = "Set the clock and sign again; 30 seconds of difference are allowed."

    def __init__(self, created: str) -> None:
        super().__init__(f"the profile says that it was created at {created}")
        self.created = created


class UnreachableDomainError(ProtocolError):
    """The did document of the profile's domain could not be fetched."""

    code = "unreachable-domain"
    requirement = "DIR-1"
    status = 424
    advice = "Serve /.well-known/did.json of your domain where the directory can reach it, and try again."

    def __init__(self, did: str, why: str) -> None:
        super().__init__(f"the did document of {did} could not be fetched ({why})")
        self.did, self.why = did, why


class BrokenPagesError(ProtocolError):
    """The pages of a catalog don't belong together, or have no end."""

    code = "broken-pages"
    requirement = "DIR-19"
    status = 422
    advice = "Serve one version from the first page to the last, each page under a cursor of its own."


class ContradictionError(ProtocolError):
    """Two pages of one version say different things; both are kept as a proof."""

    code = "equivocation"
    requirement = "DIR-20"
    status = 409
    advice = "Give each state of the catalog a version of its own."

    def __init__(self, did: str) -> None:
        super().__init__(f"{did} signed two pages of one version that differ")
        self.did = did


class IndexAwayError(ProtocolError):
    """The database of the index does not answer."""

    code = "index-away"
    requirement = "DIR-10"
    status = 503
    advice = "Read the brands themselves, and try again later."

    def __init__(self, reason: str) -> None:
        super().__init__(f"the index can't be read ({reason})")
        self.reason = reason
