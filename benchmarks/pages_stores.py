"""Stores for pages: ten deals that two real agents made in memory, and as many copies of them as are wanted.

The deals are haggled by a twin and the demo's brand Northgate over the real wire. A copy has keys of its own
in every row and in every message (so signatures do not hold in it: no list checks them), and lies a few
minutes before the one it was made of. What a person believes, and a brand's own record, are chained: they are
written by the functions that write them.
"""

from __future__ import annotations

import re
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from consumer_twin import Nobody, pursue
from consumer_twin.edge import SqlStanding
from consumer_twin.edge.log import remember
from consumer_twin.memory import Lesson
from consumer_twin.standing import Aim
from tests.consumer_twin.mall import LISTED, UNASKED, mall
from tests.consumer_twin.town import BASE_MS
from tests.consumer_twin.twins import wish_for

DEALS: Final = 10
"""How many are haggled; two wishes more wait for a yes."""
APART_MS: Final = 120_000
_THEN_MS: Final = 10**12
WISHES: Final = (
    "wireless optical mouse",
    "usb hub",
    "printer",
    "keyboard",
    "monitor",
    "wireless router",
    "headphones",
)

TWIN: Final[Mapping[str, tuple[str, ...]]] = {
    "twin_wish": ("number",),
    "twin_thread": ("id", "wish"),
    "twin_message": ("thread", "hash"),
    "twin_accept": ("offer", "thread", "wish"),
    "twin_option": ("hash", "wish"),
    "twin_standing": ("number",),
}
BRAND: Final[Mapping[str, tuple[str, ...]]] = {
    "brand_message": ("thread", "hash", "id"),
    "brand_sale": ("number", "thread"),
    "brand_overview": ("thread", "changed"),
}
"""What is copied, and the columns that tell one row from another."""

_TOKEN: Final = re.compile(rb'(?<=")[A-Za-z0-9_-]{43}(?=")|(?<=")[A-Za-z0-9_-]{22}(?=")|(?<="wish":)\d+')
"""What names a thread, a message or a wish inside of a value."""


async def play(folder: Path) -> None:
    """Haggle, and leave `twin.db` and `northgate.db` in *folder*."""
    async with mall(folder, "northgate") as made:
        for number in range(DEALS + DEALS // 5):
            wish = wish_for(WISHES[number % len(WISHES)])
            waits = number >= DEALS
            seed = sha256(f"deal {number}".encode()).digest()
            twin = made.twin("twin", places=LISTED, mandate=None if waits else UNASKED, seed=seed)
            await pursue(wish, Nobody(), twin)
        store = made.database("twin")
        for number in range(DEALS):
            await SqlStanding(store).add(Aim(wish_for(WISHES[number % len(WISHES)]), LISTED), BASE_MS)
        await store.write(lambda connection: remember(connection, lessons(DEALS)))


def lessons(count: int) -> list[Lesson]:
    """What a twin remembers of *count* offers that were declined."""
    return [
        Lesson(BASE_MS, "declined", 1, 0, "A" * 43, {"reason": "price", "seller": "Northgate"})
        for _ in range(count)
    ]


@dataclass(frozen=True)
class Copying:
    """The copy that is *n* older than the first, of *most*: each key is another, the same all over it."""

    n: int
    most: int

    def word(self, word: bytes) -> bytes:
        """Another word of the same length and letters; of the first, the same."""
        if word.isdigit() and len(word) < 20:
            return str(self.number(int(word))).encode()
        if self.n == 0:
            return word
        made = urlsafe_b64encode(sha256(b"%d %s" % (self.n, word)).digest()).rstrip(b"=")
        return made[: len(word)]

    def number(self, number: int) -> int:
        """Another number: the older, the lower."""
        return number + 1000 * (self.most - self.n)


def multiply(file: Path, tables: Mapping[str, tuple[str, ...]], copies: int) -> None:
    """Add *copies* of what stands in *tables* of the database *file*, each older than the one before."""
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for table, keys in tables.items():
            found = connection.execute(f"SELECT * FROM {table}")
            columns = [one[0] for one in found.description]
            makers = [_copier(dict(zip(columns, row, strict=True)), keys) for row in found.fetchall()]
            holes = ", ".join("?" * len(columns))
            rows = (maker(Copying(n, copies)) for n in range(copies + 1) for maker in makers)
            connection.execute(f"DELETE FROM {table}")
            connection.executemany(f"INSERT INTO {table} VALUES ({holes})", rows)
        connection.execute("ANALYZE")
    connection.close()


def _copier(row: Mapping[str, object], keys: tuple[str, ...]) -> Callable[[Copying], tuple[object, ...]]:
    """Return what makes a copy of *row*."""
    cut = {name: _cut(value) for name, value in row.items() if isinstance(value, bytes)}

    def value(name: str, one: object, made: Copying) -> object:
        if name in cut:
            return b"".join(made.word(part) if at % 2 else part for at, part in enumerate(cut[name]))
        if name in keys:
            return made.number(one) if isinstance(one, int) else made.word(str(one).encode()).decode()
        is_time = name.endswith("_ms") and isinstance(one, int) and one > _THEN_MS
        return one - APART_MS * made.n if is_time and isinstance(one, int) else one

    return lambda made: tuple(value(name, one, made) for name, one in row.items())


def _cut(value: bytes) -> list[bytes]:
    """The parts of *value*: what stays, and every second what is a key."""
    if not value.startswith((b"{", b"[")):
        return [value]
    parts: list[bytes] = []
    end = 0
    for found in _TOKEN.finditer(value):
        parts += [value[end : found.start()], found[0]]
        end = found.end()
    return [*parts, value[end:]]
