"""A market whose brands say what they like wherever words fit; and a wish's deeds, without the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from consumer_twin import Nobody, Outcome, Scan, Seller, Shelf, Twin, Wish, pursue
from protocol import Message, Negotiation, Product, read, step
from protocol.catalog import price_range
from tests.consumer_twin.town import USUAL, Brand, Town, logical_clock, usd
from tests.consumer_twin.twins import twin_of, wish_for
from tests.steering.texts import Text

WORDS = (
    "title",
    "note",
    "remark",
    "prev",
    "id",
    "nonce",
    "agreement",
    "offer",
    "thread",
    "regarding",
    "counter",
)
"""Members that hold a seller's words, or a hash over them."""


@dataclass
class Speaker(Brand):
    """A brand that puts *texts* into its name, its offers, and members that nobody knows."""

    texts: Sequence[Text] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.texts:
            self.forge = self._speak

    @property
    def seller(self) -> Seller:
        seller = super().seller
        return replace(seller, name=self.texts[0].fit(200)) if self.texts else seller

    def _said(self, message: Message) -> bytes:
        """Say it, and go on from what was said, the words included."""
        at_ms = logical_clock(message.envelope.seq)
        talk = step(self.talks.get(message.thread, Negotiation()), message, at_ms=at_ms)
        data = super()._said(message)
        said = read(data, lambda kid: self.key.public, to=message.sender)
        self.talks[message.thread] = step(talk, said, at_ms=at_ms)
        return data

    def _speak(self, value: dict[str, Any], heard: Message) -> dict[str, Any]:
        if value["type"] in {"offer", "decline", "close"}:
            value["note"] = [one.fit(2_000) for one in self.texts]
            value["body"]["advice"] = value["note"]
        if value["type"] == "offer":
            value["body"]["lines"][0]["title"] = self.texts[-1].fit(150)
            value["body"]["terms"]["remark"] = self.texts[0].fit(500)
        return value


@dataclass
class Market(Town):
    """Sells one *dish* of every brand; each says its texts on its shelf."""

    dish: str = "Router"
    brands: Sequence[Speaker] = field(default_factory=list)

    async def scan(self, wish: Wish) -> Scan:
        shelves = [Shelf(one.seller, (dish(self.dish, one.list_minor, one.texts),)) for one in self.brands]
        return Scan((*sorted(shelves, key=lambda shelf: shelf.seller.id), *self.pages), ())


def dish(title: str, price_minor: int, texts: Sequence[Text]) -> Product:
    """A product that has *texts* wherever it has words, but for its title."""
    price = usd(price_minor).members()
    said = " ".join(one.fit(4_000) for one in texts)
    labels = [{"label": one.fit(100)} for one in texts]
    chosen = {"options": [{"name": "Remark", "label": one["label"]} for one in labels[:1]]} if labels else {}
    return Product.model_validate(
        {
            "id": "dish",
            "title": title,
            "description": {"plain": said[:4_000]},
            "price_range": price_range([usd(price_minor)]).members(),
            "metadata": {"brand": "Kitchen", "assumed": [one.fit(100) for one in texts]},
            **({"options": [{"name": "Remark", "values": labels}]} if labels else {}),
            "media": [{"type": "image", "url": "https://shop.example/a.png", "alt_text": said[:100] or "-"}],
            "remark": said[:4_000],
            "variants": [
                {
                    "id": "dish-1",
                    "title": title,
                    "description": {"plain": said[-4_000:]},
                    "price": price,
                    **chosen,
                    "media": [],
                    "remark": said[:4_000],
                }
            ],
        }
    )


Prices = Sequence[tuple[str, int, int]]
"""Brands: name, list price, the lowest total they come down to."""

THREE: Prices = (("alpha", 10_000, 8_600), ("beta", 10_000, 8_600), ("gamma", 10_300, 8_200))
"""Two of them are alike to the cent, so that anything at all would tip the balance."""


def market(prices: Prices, texts: Sequence[Text], *, who: str = "", dish: str = "Router") -> Market:
    """Open brands at *prices*; the one named *who*, or all of them, say *texts*."""
    brands = [
        Speaker(name, top, low, terms=USUAL, texts=texts if who in {"", name} else ())
        for name, top, low in prices
    ]
    return Market(brands, dish=dish)


async def deed(town: Market, make: Callable[[Market], Twin] = twin_of) -> dict[str, Any]:
    """Follow a wish on *town*; return everything that was ranked, said and agreed, without the words."""
    return bare_outcome(await pursue(wish_for(town.dish), Nobody(), make(town)))


def bare_outcome(outcome: Outcome) -> dict[str, Any]:
    """Everything that was ranked, said by the twin and agreed in *outcome*, without the words of brands."""
    return {
        "options": [_ranked(outcome, place) for place in range(len(outcome.options))],
        "said": {
            said[0]["to"]: [_bare(dict(one)) for one in said if one["from"] == said[0]["from"]]
            for said in outcome.transcripts.values()
        },
        "status": outcome.status,
        "deals": [(one.option.seller.id, one.option.total.amount) for one in outcome.deals],
        "troubles": [(one.seller, one.code) for one in outcome.troubles],
    }


def _ranked(outcome: Outcome, place: int) -> dict[str, Any]:
    known = outcome.options[place].members()
    words = {"hash", "seller", "why", "flags", *WORDS}
    return {name: _bare(value) for name, value in known.items() if name not in words}


def _bare(value: Any) -> Any:
    """What the twin said, without words of others and hashes over them."""
    if isinstance(value, dict):
        kept = {
            name: _bare(part) for name, part in value.items() if name not in {*WORDS, "signatures", "advice"}
        }
        return kept | ({"deal": _bare(value["agreement"]["deal"]["total"])} if "agreement" in value else {})
    return [_bare(part) for part in value] if isinstance(value, list) else value
