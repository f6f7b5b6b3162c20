"""Contributing an unmet wish: drafted from what is kept at home, sent when the person said yes.

Spec: spec/48-demand.md (DEMAND-8 to DEMAND-10, DEMAND-22).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from consumer_twin.edge.diary import SqlDiary
from consumer_twin.edge.letters import Sent
from consumer_twin.edge.memory import SqlMemory
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.standing import SqlStanding
from consumer_twin.memory import Lesson
from consumer_twin.ports import ProblemAnswer
from consumer_twin.relation.contributing import (
    ContributedError,
    Draft,
    check_unmet,
    draft_of,
    lesson_of,
)
from foundation.database import Database
from protocol.relation import Counted, Letter, token_of


@dataclass(frozen=True)
class Contributions:
    """What the person contributed, over the twin's letters and its store."""

    relate: Relate
    database: Database

    async def listed(self, market_url: str) -> tuple[str, ...]:
        """Return the tokens of the categories at *market_url*, from the whole directory, which tells nothing.

        Raises as `Courier`.
        """
        found: set[str | None] = set()
        cursor: str | None = None
        while True:
            page = await self.relate.courier.directory_page(market_url, cursor=cursor)
            for brand in page.brands:
                found |= {token_of(str(name)) for name in brand.get("categories", ())}
            cursor = page.next
            if cursor is None:
                return tuple(sorted(name for name in found if name is not None))

    async def draft(self, number: int, market: str, category: str, attributes: Collection[str]) -> Draft:
        """Return what would be sent of the standing wish *number* to the DID *market*; nothing goes out.

        Raises `UnknownWishError`, `NotUnmetError` (DEMAND-22) or `ContributedError` (DEMAND-10).
        """
        wish = await SqlStanding(self.database).one(number)
        diary = SqlDiary(self.database)
        draft = draft_of(wish, market, category, attributes, at_ms=self.relate.clock(0))
        for sent in await self._before(draft):
            lost = sent.answer is None and sent.letter.value["body"]["period"] != draft.body.period
            if lost or _is_counted(sent):  # DEMAND-10
                raise ContributedError(f"wish {number} was contributed to {market}")
        check_unmet(wish, await diary.seen(number, None), await diary.bound(number))
        return draft

    async def send(self, draft: Draft) -> Sent:
        """Send *draft*, to which the person said yes, and return it with its answer.

        If an earlier letter was counted whose answer was lost, that one is returned, without an answer.
        Raises what `Relate.ask` raises.
        """
        earlier = await self._before(draft)
        at_ms = self.relate.clock(0)

        def learn(asked: Letter, answer: Letter) -> Iterable[Lesson]:
            if isinstance(answer.body, Counted):
                yield lesson_of(draft, asked.hash, asked.value["body"], at_ms)

        label = f"contribute/{draft.number}/{at_ms}"
        try:
            return await self.relate.ask(
                draft.market, lambda _: draft.body, draft.who, label=label, learn=learn
            )
        except ProblemAnswer as problem:
            if problem.code != "key-used" or not earlier:
                raise
            first = earlier[0]
            lesson = lesson_of(draft, first.letter.hash, first.letter.value["body"], at_ms)
            await SqlMemory(self.database).remember([lesson])
            return first

    async def _before(self, draft: Draft) -> tuple[Sent, ...]:
        sent = await self.relate.letters.to(draft.market, ["contribute"])
        return tuple(one for one in sent if one.who == draft.who)


def _is_counted(sent: Sent) -> bool:
    return sent.answer is not None and isinstance(sent.answer.body, Counted)
