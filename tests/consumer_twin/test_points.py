"""Points count at what the person says, and at nothing if they said nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consumer_twin import Nobody, pursue
from consumer_twin.points import PointValue
from negotiation import Package, Preferences, adjusted_minor
from protocol import Negotiation, Offer
from tests.consumer_twin.town import Brand, Town
from tests.consumer_twin.twins import twin_of, wish_for


class Generous(Brand):
    """A brand that grants a hundred points with each offer."""

    def _offer(self, talk: Negotiation, total_minor: int, at_ms: int) -> Offer:
        return super()._offer(talk, total_minor, at_ms).model_copy(update={"points": 100})


@pytest.mark.parametrize(
    ("value", "first"), [(None, "Alpha"), ("0.01 USD", "Alpha"), ("1.00 USD", "Beta"), ("1.00 EUR", "Alpha")]
)
async def test_points_rank_by_the_persons_own_value(value: str | None, first: str) -> None:
    town = Town([Brand("alpha"), Generous("beta", list_minor=10_200, floor_minor=8_700)])
    twin = twin_of(town, mandate=None)
    if value is not None:
        twin = replace(twin, point_value=PointValue.read(value))
    (line,) = (await pursue(wish_for(), Nobody(), twin)).lines
    assert line.options[0].seller.name == first
    beta = next(one for one in line.options if one.seller.name == "Beta")
    assert (beta.points, beta.members()["points"]) == (100, 100)
    assert any(reason.startswith("Brings 100 points, ") for reason in beta.why)


def test_a_point_is_worth_a_part_of_a_cent() -> None:
    assert PointValue.read("0.005 USD").minor_in("USD") == 0.5
    taste = Preferences(10_000, 10_000, point_minor=0.5)
    assert adjusted_minor(Package(10_000, 14, 0, 0, points=300), taste) == 9_850


@pytest.mark.parametrize("text", ["", "1", "much USD", "-1 USD", "NaN USD", "1 EURO"])
def test_a_value_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PointValue.read(text)
