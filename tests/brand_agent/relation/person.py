"""A person with one key before the brand's office, for the tests: asks, and reads what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from brand_agent.desk import Desk
from brand_agent.edge.relation.reception import Reception
from brand_agent.edge.relation.register import refusals, uses_of
from brand_agent.edge.relation.using import use_value
from brand_agent.relation.office import receive_letter
from brand_agent.stockroom import stockroom
from protocol import SigningKey, write_time
from protocol.commitment import Beside, commit
from protocol.relation import (
    Body,
    Correct,
    Disclose,
    FetchSketch,
    Held,
    Letter,
    Purpose,
    Revoke,
    SketchPage,
    check_answer,
    read_letter,
    read_sketch,
    request,
)
from tests.brand_agent.shop import DID, ENTRIES, KEY, Shop, message_id

DAY_MS = 86_400_000
MAIL = "ada@example.org"


@dataclass
class Person:
    """Who speaks to *shop* with the key of *name*; *asked* is every request, *heard* every answer."""

    shop: Shop
    name: str = "a person"
    count: int = 0
    asked: list[Letter] = field(default_factory=list)
    heard: list[Letter] = field(default_factory=list)
    beside: tuple[Beside, ...] = ()

    @property
    def key(self) -> SigningKey:
        """The key."""
        return SigningKey.for_twin(sha256(self.name.encode()).digest())

    @property
    def desk(self) -> Desk:
        """The brand's desk."""
        return Desk(KEY, self.shop.policy, stockroom(ENTRIES, self.shop.policy), self.shop.clock, message_id)

    def letter(self, body: Body, label: str = "") -> Letter:
        """A request of *body*, signed."""
        at_ms = self.shop.clock.at_ms // 1000 * 1000
        return request(
            body,
            self.key,
            to=DID,
            id=label or self.next_id(),
            created_ms=at_ms,
            expires_ms=at_ms + 60_000,
        )

    def next_id(self) -> str:
        """An id of its own."""
        self.count += 1
        return message_id(f"{self.name} {self.count}")

    async def send(self, letter: Letter, values: tuple[Beside, ...] = ()) -> Letter:
        """Send *letter* with *values*; return the answer."""
        heard = receive_letter(letter.data, self.desk)
        reception = Reception(lambda: self.desk, self.shop.database)
        data, self.beside = await reception.attend(heard, values, at_ms=self.shop.clock.at_ms)
        answer = read_letter(data, lambda kid: KEY.public, to=self.key.did)
        check_answer(letter, answer)
        self.asked.append(letter)
        self.heard.append(answer)
        return answer

    async def say(self, body: Body) -> Letter:
        """Send a request without values."""
        return await self.send(self.letter(body))

    def disclosing(
        self,
        *values: tuple[str, Any],
        purposes: tuple[Purpose, ...] = ("service",),
        days: int = 30,
    ) -> tuple[Letter, tuple[Beside, ...]]:
        """A disclosure of *values*, and what travels beside it."""
        id = self.next_id()
        made = [commit(name, value, salt=_salt(id, name), message=id) for name, value in values]
        body = Disclose(
            disclosed=tuple(one for one, _ in made),
            purposes=purposes,
            until=write_time(self.shop.clock.at_ms + days * DAY_MS),
            personal_terms="sd-base",
        )
        return self.letter(body, id), tuple(one for _, one in made)

    async def disclose(self, *values: tuple[str, Any], **more: Any) -> str:
        """Disclose *values*, and return the hash of the grant."""
        letter, beside = self.disclosing(*values, **more)
        await self.send(letter, beside)
        return letter.hash

    async def revoke(self, grant: str) -> Letter:
        """Take *grant* back."""
        return await self.say(Revoke(grant=grant))

    async def correct(self, entry: str, name: str, value: Any) -> Letter:
        """Correct *entry* by a value of the field *name*."""
        id = self.next_id()
        committed, beside = commit(name, value, salt=_salt(id, name), message=id)
        return await self.send(self.letter(Correct(entry=entry, disclosed=(committed,)), id), (beside,))

    async def sketch(self) -> list[Held]:
        """All that is held under the key."""
        found: list[Held] = []
        more = True
        while more:
            after = {"after": found[-1].entry.id} if found else {}
            answer = await self.say(FetchSketch.model_validate(after))
            assert isinstance(answer.body, SketchPage)
            found += read_sketch(answer, self.beside)
            more = answer.body.more
        return found

    async def use(self, name: str = "email", purpose: Purpose = "service") -> Any:
        """What the brand reads when it uses a value."""
        return await use_value(self.shop.database, self.key.did, name, purpose, at_ms=self.shop.clock.at_ms)

    async def noted(self) -> list[tuple[str, str, str]]:
        """Field, purpose and refusal of each use."""
        uses = await self.shop.database.read(lambda found: uses_of(found, self.key.did))
        return [(one.field, one.purpose, one.refused) for one in uses]

    async def refused(self) -> list[tuple[str, str]]:
        """Type and code of each request of this key that broke a rule."""
        rows = await self.shop.database.read(lambda found: refusals(found, self.key.did))
        return [(row.type, row.code) for row in rows]


def _salt(*parts: str) -> bytes:
    return sha256(" ".join(parts).encode()).digest()


def on_disk(folder: Path) -> bytes:
    """Every byte of the store's files."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("shop.db*")))


__all__ = ["DAY_MS", "MAIL", "Person", "on_disk"]
