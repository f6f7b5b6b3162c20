"""Looking at another agent: its did document, profile and catalog's first page, asked for and judged."""

from __future__ import annotations

from dataclasses import dataclass, field

from brand_agent.inspecting import Check, check_document, check_page, check_profile
from dailyme.pages.brand.way_out import WayOut
from foundation.addresses import LOOPBACK_HOSTS
from foundation.fetch import Fetched, FetchError, checked_url, fetch
from protocol import DID_PATH, PROFILE_PATH, CatalogPage, DidDocument, Profile, did_web

SHOWN = 20_000
"""Characters of a body that are shown."""


@dataclass(frozen=True)
class Part:
    """One thing that was asked for: what came (*status*, *raw*), or why nothing did, and the verdicts."""

    title: str
    url: str
    status: int | None
    raw: str
    checks: tuple[Check, ...]
    why: str = ""

    @property
    def holds(self) -> bool:
        """Whether it came and all its verdicts are good."""
        return not self.why and all(check.holds for check in self.checks)


@dataclass
class Look:
    """What was seen of the agent at *origin*."""

    origin: str
    did: str
    parts: list[Part] = field(default_factory=list)
    document: DidDocument | None = None
    profile: Profile | None = None
    page: CatalogPage | None = None


def origin_in(text: str, *, local: bool) -> str:
    """Return the origin of the address *text*, such as `https://shop.example`.

    Raises `BadUrlError`, or `BadDidError` if nobody can be called so.
    """
    typed = text if "://" in text else f"https://{text}"
    if local and "://" not in text and typed[8:].partition("/")[0].partition(":")[0] in LOOPBACK_HOSTS:
        typed = f"http://{text}"
    url = checked_url(typed, local=local)
    origin = str(url.copy_with(raw_path=b"/")).rstrip("/")
    did_web(origin)
    return origin


async def look_at(origin: str, way_out: WayOut, *, at_ms: int) -> Look:
    """Ask the agent at *origin* for all that it serves to everybody, and judge it."""
    look, local = Look(origin, did_web(origin)), way_out.guard.local
    got = await _asked(look, "Did document", origin + DID_PATH, way_out)
    if got is not None:
        look.document, checks = check_document(got.body, look.did, at_ms=at_ms)
        _add(look, "Did document", got, checks)
    got = await _asked(look, "Profile", origin + PROFILE_PATH, way_out)
    if got is not None:
        look.profile, checks = check_profile(got.body, look.document, local=local, at_ms=at_ms)
        _add(look, "Profile", got, checks)
    if look.profile is not None and look.document is not None:
        got = await _asked(look, "Catalog, first page", look.profile.endpoints.catalog, way_out)
        if got is not None:
            look.page, checks = check_page(got.body, look.document, at_ms=at_ms)
            _add(look, "Catalog, first page", got, checks)
    return look


async def _asked(look: Look, title: str, url: str, way_out: WayOut) -> Fetched | None:
    """Return the answer of *url* if its status is 200; else say in *look* what came."""
    try:
        got = await fetch(url, guard=way_out.guard, client=way_out.client)
    except FetchError as error:
        why = f"{error}. {error.advice}"
        look.parts.append(Part(title, url, None, "", (), why[:1].upper() + why[1:]))
        return None
    if got.status != 200:
        look.parts.append(
            Part(title, url, got.status, shown(got.body), (), f"It answered {got.status}, not 200.")
        )
        return None
    return got


def _add(look: Look, title: str, got: Fetched, checks: tuple[Check, ...]) -> None:
    look.parts.append(Part(title, got.url, got.status, shown(got.body), checks))


def shown(data: bytes) -> str:
    """Return *data* as text to show: what is no UTF-8 is marked, what is long is cut."""
    text = data.decode("utf-8", "replace")
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}\n… and {len(text) - SHOWN:,} characters more"
