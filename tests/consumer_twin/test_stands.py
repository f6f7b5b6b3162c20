"""What stands in an offer beside price and terms is told, each thing in a sentence."""

from __future__ import annotations

from consumer_twin.stands import what_stands
from protocol import Offer
from spec.generate.parts import offer_body

ASSURANCE = {
    "answer": "A" * 43,
    "question": {"product": "router-1", "variant": "router-1-us", "topic": "works-with", "about": "WPA3"},
    "value": {"yes": True},
}


def test_a_plain_offer_has_nothing_to_tell() -> None:
    assert what_stands(Offer.model_validate(offer_body())) == ()


def test_each_thing_is_a_sentence() -> None:
    more = {
        "assurances": [ASSURANCE],
        "promotions": ["students"],
        "benefits": ["ten-off", "held"],
        "conditions": [{"benefit": "ten-off", "once": "delivery-address"}],
        "stock": "held",
    }
    assert what_stands(Offer.model_validate({**offer_body(), **more})) == (
        "Assured in the deal itself: works with WPA3: yes.",
        'In the price: the public offer "students", which you claimed.',
        'Your rung with this brand brings "ten-off" and "held".',
        "It is set aside for you while this offer stands.",
        "Only once for each delivery address: ten-off. Used before, the deal is off at no cost.",
    )
