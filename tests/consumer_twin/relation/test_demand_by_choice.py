"""By default a twin says nothing about unmet wishes: a whole day, and not a word of them goes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_plus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consumer_twin import pursue, read_wish
from consumer_twin.person import Nobody
from foundation.database import Database
from tests.consumer_twin.days import Square
from tests.consumer_twin.mall import LISTED, MARKET, mall

WORDS = ("zanzibar", "leftbound", "submarine")


@dataclass
class Overheard:
    """An application whose every request is written down: path, query, headers and body."""

    app: ASGIApp
    paths: list[str] = field(default_factory=list)
    said: bytearray = field(default_factory=bytearray)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.paths.append(f"{scope['method']} {scope['path']}")
            self.said += scope["path"].encode() + scope["query_string"] + repr(scope["headers"]).encode()

        async def heard() -> Message:
            message = await receive()
            self.said.extend(message.get("body", b""))
            return message

        await self.app(scope, heard, send)


async def test_a_whole_day_sends_nothing_to_demand_and_no_word_of_a_wish(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/person.db")
    async with mall(tmp_path) as made:
        square = Square(made, tmp_path, database)
        await square.shop(8005, "1,Anker USB hub 4 port,20.00,in_stock,Anker,9")
        ears = {origin: Overheard(app) for origin, app in made.apps.items()}
        made.apps.update(ears)
        await square.wish("zanzibar usb hub")
        await square.wish("leftbound submarine", ceiling_minor=1)
        for _ in range(3):
            await square.today()
        for text in ("zanzibar submarine", "usb hub leftbound"):
            wish = read_wish(text, currency="USD", region="US")
            await pursue(wish, Nobody(), made.twin(text.replace(" ", "-"), places=LISTED))
        paths = [path for ear in ears.values() for path in ear.paths]
        assert "POST /negotiate" in paths, "brands were asked"
        assert any(path == "GET /brands" for path in ears[MARKET].paths), "the market was asked"
        assert not [path for path in paths if "/demand" in path]
        heard = unquote_plus(b"".join(bytes(ear.said) for ear in ears.values()).decode("utf-8", "replace"))
        assert [word for word in WORDS if word in heard.lower()] == []
    database.close()
