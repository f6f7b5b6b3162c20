"""Words that may mean a limit are asked about only if that changes what is shown."""

from __future__ import annotations

from dataclasses import replace

from consumer_twin import Nobody, Outcome, pursue
from consumer_twin.doubts import Asked, Doubt, Doubts
from consumer_twin.phrasing import asked
from tests.consumer_twin.town import usd
from tests.consumer_twin.twins import twin_of, wish_for
from tests.steering.market import THREE, market


class Answering:
    """A person who says the same to every question, and remembers them."""

    def __init__(self, answer: bool | None) -> None:
        self.answer, self.asked = answer, list[Asked]()

    async def meant(self, doubt: Asked) -> bool | None:
        self.asked.append(doubt)
        return self.answer


async def followed(person: Answering, *ceilings_minor: int, limit: int | None = None) -> Outcome:
    """A wish with doubts about *ceilings_minor*; the three brands come down to 82, 86 and 86 dollars."""
    doubts = Doubts(tuple(Doubt(f"under {one}", usd(one)) for one in ceilings_minor), person.meant)
    twin = replace(twin_of(market(THREE, ())), doubts=doubts)
    return await pursue(wish_for("router", ceiling_minor=limit), Nobody(), twin)


async def test_who_means_a_limit_sees_what_lies_above_it_marked() -> None:
    person = Answering(True)
    outcome = await followed(person, 8_300)
    assert [(one.above, one.options) for one in person.asked] == [(2, 3)]
    assert [one.above_ceiling for one in outcome.options] == [False, True, True]


async def test_who_does_not_is_shown_all() -> None:
    outcome = await followed(Answering(False), 8_300)
    assert not any(one.above_ceiling for one in outcome.options)


async def test_nobody_is_asked_what_makes_no_difference() -> None:
    person = Answering(True)
    await followed(person, 99_000)
    await followed(person, 8_300, limit=50_000)  # said plainly, elsewhere
    assert person.asked == []


async def test_one_question_at_a_time_and_none_after_enough() -> None:
    tired, sure = Answering(None), Answering(True)
    await followed(tired, 8_300, 8_000)
    await followed(sure, 99_000, 8_300, 8_000)
    assert [one.doubt.words for one in (*tired.asked, *sure.asked)] == ["under 8300", "under 8300"]


def test_the_question_says_what_hangs_on_it() -> None:
    doubt = Asked(Doubt("bis 50", usd(5_000)), 2, 3)
    assert asked(doubt, "de").endswith("2 von 3 Angeboten kosten mehr.")
    assert "50.00 USD the most" in asked(doubt, "en")
