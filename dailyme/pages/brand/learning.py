"""What is proposed, worked out beside the pages: threads are read once an hour, and no page waits for it.

What people decide (a goal, an approval, an edit of brand.toml) shows at once: only what the threads teach is
an hour old at most.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from brand_agent.edge.goal_log import read_log
from dailyme.pages.brand.office import Office
from dailyme.wiring.goal_words import Sold
from dailyme.wiring.proposed import Known, Proposed, known_of, proposed

HOUR_MS: Final = 3_600_000
_NAME: Final = "learning"


@dataclass(frozen=True)
class _Learnt:
    """What the threads taught in an *hour*, and what follows from it for a policy, a log and a catalog."""

    hour: int
    known: Known
    about: Sequence[Any] = ()
    found: Proposed | None = None


async def learnt(office: Office, shop: Sold) -> Proposed:
    """Return what is proposed now for *shop*."""
    at_ms = office.now_ms()
    log = await office.database.read(read_log)
    kept = office.kept.get(_NAME)
    if not isinstance(kept, _Learnt) or kept.hour != at_ms // HOUR_MS:
        kept = _Learnt(at_ms // HOUR_MS, await office.database.read(known_of))
    about = (shop[0].text, log[-1].hash if log else "", len(shop[1]), [id(one) for one in shop[1][:1]])
    if kept.found is None or kept.about != about:
        known = replace(kept.known, log=log)
        found = await asyncio.to_thread(proposed, known, shop, None, at_ms=at_ms)
        kept = replace(kept, about=about, found=found)
    office.kept[_NAME] = kept
    assert kept.found is not None
    return kept.found
