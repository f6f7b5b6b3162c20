"""News in words: an article is called by its title once the twin has seen it, and by its id before."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert

from consumer_twin.edge.standing_tables import SEEN
from consumer_twin.news import Seen, Sighting
from consumer_twin.relation.telling import headline, why
from protocol import Price, did_web
from tests.consumer_twin.news.kiosk import ORIGIN, Kiosk, Reader, subscription


def _see(connection: Connection, seller: str, title: str) -> None:
    price = Price(amount=10_000, currency="USD")
    one = Sighting(seller, "Kiosk", ORIGIN, "lamp", "lamp-1", title, price, True, True)
    data = TypeAdapter(Seen).dump_json(Seen((one,)))
    row = {"standing": len(title), "line": 0, "digest": 1, "data": data}
    connection.execute(insert(SEEN).values(row))


async def words(reader: Reader) -> tuple[str, str]:
    (told,) = await reader.mail.subscriptions.shown(reader.time())
    return headline(told), why(told)


async def test_news_name_a_product_by_its_title_once_it_was_seen_there(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe(subscription("back-in-stock"))
    kiosk.add(one.hash, body={"product": "lamp", "promotion": "spring"})
    await reader.mail.fetch()
    await reader.database.write(lambda store: _see(store, "did:web:elsewhere.example", "Another lamp"))
    assert (await words(reader))[0].startswith("lamp can be bought again")
    await reader.database.write(lambda store: _see(store, did_web(ORIGIN), "Tizio desk lamp"))
    headlined, reason = await words(reader)
    assert headlined.startswith("Tizio desk lamp can be bought again")
    assert "when Tizio desk lamp can be bought again" in reason
