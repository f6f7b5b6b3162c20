"""What the way to a brand can throw, as the twin tells it apart: no answer, or an answer that says no."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from consumer_twin.ports import ProblemAnswer, Unreachable
from foundation.fetch import FetchError
from transport import ProblemError, TransportError


@asynccontextmanager
async def reached(timeout_s: float | None = None) -> AsyncIterator[None]:
    """Wait at most *timeout_s* for what is done within.

    Raises `Unreachable` where the same bytes may be sent again, and `ProblemAnswer` for a problem document
    that will stay the same.
    """
    try:
        async with asyncio.timeout(timeout_s):
            yield
    except TimeoutError:
        raise Unreachable("no answer in time") from None
    except ProblemError as problem:
        if (problem.status >= 500 and problem.status != 501) or problem.status == 429:
            raise Unreachable(f"the brand is out of order ({problem.status})") from None
        raise ProblemAnswer(problem.code, problem.status) from None
    except (FetchError, TransportError) as error:
        raise Unreachable(str(error)) from None
