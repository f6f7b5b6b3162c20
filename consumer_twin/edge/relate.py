"""Relate: one request is kept, then sent, and its answer is verified and then kept.

Spec: spec/35-relate.md (REL-1 to REL-6), spec/80-agree.md (AGREE-22).

A request whose answer did not come is sent again, the same bytes, by `settle`; nothing happens twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from consumer_twin.agree import pause_s
from consumer_twin.edge.letters import Sent, SqlLetters
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.reached import reached
from consumer_twin.fresh import Clock, Ids, Nonces
from consumer_twin.memory import Lesson
from consumer_twin.ports import ProblemAnswer, Unreachable
from consumer_twin.relation.who import Who
from protocol.commitment import Committed, check_beside, commit
from protocol.relation import Body, Letter, check_answer, read_letter, request
from transport import Courier
from transport.parcel import Parcel

LIFE_MS = 300_000
"""How long a request holds."""

Learn = Callable[[Letter, Letter], Iterable[Lesson]]
"""What the twin remembers of a request and its answer."""


def nothing(_asked: Letter, _answer: Letter) -> Iterable[Lesson]:
    """Remember nothing."""
    return ()


@dataclass(frozen=True)
class Relate:
    """The way to the office of a brand, kept in *letters*; keys come from the person's *seed*."""

    courier: Courier
    letters: SqlLetters
    seed: bytes = field(repr=False)
    clock: Clock
    ids: Ids
    nonces: Nonces
    patience: Patience = field(default_factory=Patience)

    async def ask(
        self,
        brand: str,
        body: Callable[[tuple[Committed, ...]], Body],
        who: Who,
        *,
        label: str,
        values: tuple[tuple[str, object], ...] = (),
        learn: Learn = nothing,
        first: Iterable[Lesson] = (),
    ) -> Sent:
        """Send the request of *body* to the DID *brand* as *who*, and return it with its verified answer.

        body: makes the request from the commitments to *values*, (field, value) each, which travel beside.
        label: tells this request from every other one; ids and salts come from it.
        first: remembered before it is sent; *learn* says what is, with the answer.

        Raises ProtocolError for an answer that breaks a rule, `ProblemAnswer` when the brand answers with a
        problem document, `Unreachable` when there was no answer; the request stays in the store.
        """
        key = who.key(self.seed, brand)
        id = self.ids(f"letter/{brand}/{label}")
        made = [
            commit(name, value, salt=self.nonces(f"salt/{brand}/{label}/{name}"), message=id)
            for name, value in values
        ]
        at_ms = self.clock(0) // 1000 * 1000
        letter = request(
            body(tuple(one for one, _ in made)),
            key,
            to=brand,
            id=id,
            created_ms=at_ms,
            expires_ms=at_ms + LIFE_MS,
        )
        sent = Sent(brand, who, at_ms, letter, None, tuple(beside for _, beside in made))
        await self.letters.keep(sent, first)
        return await self.settle(sent, learn)

    async def settle(self, sent: Sent, learn: Learn = nothing) -> Sent:
        """Send the kept bytes of *sent* until an answer comes, and return it with that. Raises as `ask`."""
        for attempt in range(1, self.patience.tries):
            try:
                return await self._once(sent, learn)
            except Unreachable:
                await asyncio.sleep(pause_s(attempt))
        return await self._once(sent, learn)

    async def _once(self, sent: Sent, learn: Learn) -> Sent:
        async with reached(self.patience.answer_s):
            return await self._exchanged(sent, learn)

    async def _exchanged(self, sent: Sent, learn: Learn) -> Sent:
        letter = sent.letter
        parcel = await self._carried(sent)
        answer = await self.courier.with_keys(
            sent.brand, lambda ring: read_letter(parcel.data, ring, to=letter.sender)
        )
        check_answer(letter, answer)
        committed = getattr(answer.body, "disclosed", ())
        check_beside(committed, parcel.values, message=answer.envelope.id)  # CONS-3
        await self.letters.answered(letter.hash, answer, parcel.values, learn(letter, answer))
        return Sent(sent.brand, sent.who, sent.at_ms, letter, answer, sent.values, parcel.values)

    async def _carried(self, sent: Sent) -> Parcel:
        """Carry the letter to where its kind is taken: a marketplace counts, a brand does the rest."""
        if sent.letter.type == "contribute":
            return Parcel(await self.courier.contribute(sent.brand, sent.letter.data))
        url = (await self.courier.profile(sent.brand)).endpoints.relate
        if url is None:
            raise ProblemAnswer("not-served", 501)
        return await self.courier.relate(url, sent.letter.data, brand=sent.brand, values=sent.values)
