"""The way to the offices of brands, from a page: one request and its answer, or words why there was none."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from hashlib import sha256
from urllib.parse import unquote

from fastapi import Request
from starlette.responses import Response

from consumer_twin.autonomy import PausedError
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.relate import Relate
from consumer_twin.ports import ProblemAnswer, Unreachable
from dailyme.errors import CommandError
from dailyme.pages.shell import NoPageError, see
from dailyme.pages.twin.home import Home
from foundation.fetch import FetchError, Guard
from protocol import ProtocolError, to_base64url
from transport import Courier, TransportError


class NoAnswerError(CommandError):
    """A brand did not answer, or not as it must."""

    code = "no-answer"


@asynccontextmanager
async def office(home: Home) -> AsyncIterator[Relate]:
    """Open the way from *home* to brands.

    Raises `NoAnswerError` for a brand that can't be reached or breaks a rule, `PausedError` in a pause.
    """
    guard, world = Guard(local=home.local), home.world
    leave = SqlAutonomy(home.database).leave
    await leave()
    async with home.way_out(guard, leave) as client:
        courier = Courier(client, guard, clock=home.now_ms)
        letters = SqlLetters(home.database)
        try:
            yield Relate(
                courier, letters, home.seed(), world.clock, world.ids, world.secret, Patience(tries=1)
            )
        except (Unreachable, FetchError, TransportError):
            raise NoAnswerError(
                "The shop can't be reached now", "Nothing was lost; try again later."
            ) from None
        except ProblemAnswer as no:
            raise NoAnswerError(f"The shop did not take it ({no.code})", "Nothing was changed.") from None
        except ProtocolError as broken:
            why = f"The shop's answer breaks a rule ({broken.code})"
            raise NoAnswerError(why, "It is kept as proof. Nothing was changed.") from None


def tag_of(brand: str) -> str:
    """Return what the address of the page about the DID *brand* ends with.

    >>> tag_of("did:web:shop.example")
    'LRRoaNS8QlAGPRLY'
    """
    return to_base64url(sha256(brand.encode()).digest())[:16]


def brand_of(tag: str, known: Iterable[str]) -> str:
    """Return the DID of *known* that *tag* is of. Raises `NoPageError`."""
    for brand in known:
        if tag_of(brand) == tag:
            return brand
    raise NoPageError("Nobody of that name knows anything of you.")


def host_of(brand: str) -> str:
    """Return the domain of the DID *brand*, for where no name is known.

    >>> host_of("did:web:localhost%3A8001")
    'localhost:8001'
    """
    return unquote(brand.removeprefix("did:web:").split(":")[0])


async def tried(request: Request, home: Home, back: str, act: Callable[[Relate], Awaitable[str]]) -> Response:
    """Do *act* at an office, and return to the page *back*, which says what came of it."""
    try:
        async with office(home) as relate:
            said = await act(relate)
    except NoAnswerError as error:
        said = f"{error}. {error.advice}"
    except PausedError:
        said = "Everything is paused, so nothing was sent. Press Go on first."
    return see(request, back, said=said)
