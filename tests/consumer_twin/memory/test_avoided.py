"""What ranking sees of beliefs: an avoided brand stands last, and says why."""

from __future__ import annotations

from dataclasses import replace

from consumer_twin import Nobody, Twin, pursue
from consumer_twin.memory import Beliefs, Lesson, avoided_last, derive, edit
from tests.consumer_twin.memory.lives import AT_MS, numbered
from tests.consumer_twin.test_pursue import three
from tests.consumer_twin.town import Town
from tests.consumer_twin.twins import twin_of, wish_for


def of(*lessons: Lesson) -> Beliefs:
    return derive(numbered(list(lessons)))


async def ranked(beliefs: Beliefs) -> tuple[Twin, list[tuple[str, int]], list[tuple[str, ...]]]:
    twin = replace(twin_of(Town(three()), mandate=None), beliefs=beliefs)
    outcome = await pursue(wish_for(), Nobody(), twin)
    return (
        twin,
        [(option.seller.name, option.rank) for option in outcome.options],
        [option.why for option in outcome.options],
    )


async def test_an_avoided_brand_comes_last_with_the_reason() -> None:
    _, before, _ = await ranked(Beliefs())
    best = before[0][0]
    twin = twin_of(Town(three()), mandate=None)
    first = (await pursue(wish_for(), Nobody(), twin)).options[0].seller.id
    _, after, why = await ranked(of(edit(f"brand:{first}", "no", AT_MS)))
    assert after[-1] == (best, 3)
    assert [name for name, _ in after[:-1]] == [name for name, _ in before[1:]]
    assert why[-1][0] == f"Last, for you avoid {best} (you set it)."


async def test_one_fact_against_a_brand_does_not_make_it_avoided() -> None:
    _, before, _ = await ranked(Beliefs())
    facts = {"brand": "did:web:beta.example", "seller": "Beta", "title": "router", "how": "returned"}
    _, after, _ = await ranked(of(Lesson(AT_MS, "outcome", facts=facts)))
    assert after == before


async def test_without_beliefs_nothing_is_changed() -> None:
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town(three()), mandate=None))
    assert avoided_last(outcome.options, Beliefs()) == outcome.options
