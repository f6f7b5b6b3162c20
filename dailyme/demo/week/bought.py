"""What was bought, read from the twin's own log and threads: who decided, and the agreement."""

from __future__ import annotations

from consumer_twin.edge import SqlMemory, SqlStore
from consumer_twin.memory.facts import Chosen, facts_of
from dailyme.acts.memory import talks
from dailyme.acts.verify import shown_verdicts
from dailyme.demo.sky import day_at
from dailyme.demo.week.outputs import WeekPurchase
from dailyme.keys import listed_ring
from dailyme.outputs_demo import Jwk
from foundation.database import Database
from protocol import verdicts


async def purchases(database: Database) -> tuple[list[WeekPurchase], dict[str, Jwk]]:
    """Return what was bought, in order, and the keys of those who signed."""
    keys: dict[str, Jwk] = {}
    agreements = {}
    for talk in await talks(SqlStore(database)):
        for message in talk.messages:
            if message.type == "confirm":
                document = dict(message.value["body"]["agreement"])
                agreements[document["offer"]] = document
                keys |= talk.keys()
    ring = listed_ring({kid: one.model_dump() for kid, one in keys.items()})
    lessons = await SqlMemory(database).recall({"approved", "agreed"})
    approved = {one.offer: facts_of(one, Chosen) for one in lessons if one.kind == "approved"}
    bought = []
    for lesson in lessons:
        if lesson.kind == "agreed":
            chosen, document = approved[lesson.offer], agreements[lesson.offer]
            bought.append(
                WeekPurchase(
                    day=day_at(lesson.at_ms),
                    title=chosen.title,
                    seller=chosen.seller,
                    paid=chosen.total,
                    by=chosen.reason,
                    agreement=document,
                    verdicts=shown_verdicts(verdicts(document, ring)),
                )
            )
    return bought, dict(sorted(keys.items()))
