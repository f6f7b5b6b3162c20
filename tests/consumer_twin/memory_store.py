"""The twin's store in memory, for tests that follow many wishes; nothing outlives the process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from consumer_twin import Lesson, Option, Wish
from consumer_twin.errors import OutstandingAcceptError
from consumer_twin.records import Accepted, AcceptStatus, Spent, ThreadRecord, WishRecord
from protocol import Message, Price


@dataclass
class MemoryStore:
    """Keeps everything in dictionaries."""

    wishes: list[WishRecord] = field(default_factory=list)
    records: dict[str, ThreadRecord] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    options: list[Option] = field(default_factory=list)
    accepts: dict[str, tuple[Accepted, AcceptStatus]] = field(default_factory=dict)
    log: list[Lesson] = field(default_factory=list)

    async def begin(self, wish: Wish, at_ms: int) -> WishRecord:
        self.wishes.append(WishRecord(len(self.wishes) + 1, wish, at_ms))
        return self.wishes[-1]

    async def mean(self, number: int, wish: Wish) -> WishRecord:
        self.wishes[number - 1] = replace(self.wishes[number - 1], wish=wish)
        return self.wishes[number - 1]

    async def wish(self, number: int) -> WishRecord:
        return self.wishes[number - 1]

    async def open_thread(self, record: ThreadRecord, message: Message) -> None:
        self.records[record.id], self.messages[record.id] = record, [message]

    async def keep(self, thread: str, message: Message) -> None:
        assert len(self.messages[thread]) == message.envelope.seq
        self.messages[thread].append(message)

    async def thread(self, thread: str) -> tuple[ThreadRecord, tuple[Message, ...]]:
        return self.records[thread], tuple(self.messages[thread])

    async def threads_of(self, wish: int) -> tuple[str, ...]:
        return tuple(sorted(one.id for one in self.records.values() if one.wish == wish))

    async def show(self, options: Sequence[Option], lesson: Lesson) -> None:
        self.options.extend(options)
        self.log.append(lesson)

    async def option(self, offer: str) -> Option | None:
        return next((one for one in reversed(self.options) if one.hash == offer), None)

    async def options_of(self, wish: int) -> tuple[Option, ...]:
        return tuple(one for one in self.options if one.wish == wish)

    async def offered_again(self, option: Option) -> tuple[Option, ...]:
        return ()

    async def spent(self, wish: int, currency: str, at_ms: int) -> Spent:
        bound = [one for one, status in self.accepts.values() if status in {"outstanding", "agreed"}]
        return Spent(
            wish=Price(amount=sum(one.total.amount for one in bound if one.wish == wish), currency=currency),
            month=Price(amount=sum(one.total.amount for one in bound if one.by_mandate), currency=currency),
        )

    async def reserve(
        self, accepted: Accepted, message: Message, allow: Callable[[Spent], None], lesson: Lesson
    ) -> None:
        for one, status in self.accepts.values():
            both = one.wish == accepted.wish and set(one.lines) & set(accepted.lines)
            if both and status in {"outstanding", "agreed"}:
                raise OutstandingAcceptError("bound")
        allow(await self.spent(accepted.wish, accepted.total.currency, accepted.at_ms))
        self.accepts[accepted.offer] = accepted, "outstanding"
        await self.keep(accepted.thread, message)
        self.log.append(lesson)

    async def settle(
        self, accepted: Accepted, status: AcceptStatus, answer: Message | None, lesson: Lesson
    ) -> None:
        self.accepts[accepted.offer] = accepted, status
        if answer is not None:
            await self.keep(accepted.thread, answer)
        self.log.append(lesson)

    async def outstanding(self) -> tuple[Accepted, ...]:
        return tuple(one for one, status in self.accepts.values() if status == "outstanding")

    async def learn(self, lesson: Lesson) -> None:
        self.log.append(lesson)

    async def lessons(self) -> tuple[Lesson, ...]:
        return tuple(self.log)
