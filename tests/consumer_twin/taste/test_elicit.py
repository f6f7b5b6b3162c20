"""Questions before the options: worth their cost, few, after the haggling, and unheard by any brand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consumer_twin import Approve, Later, Nobody, Outcome, Person, Refuse, Twin, WishLine, pursue
from consumer_twin.elicit import Questions
from consumer_twin.option import Option
from consumer_twin.taste import experience_of
from consumer_twin.taste.asking import Question
from negotiation import Weights
from protocol import Terms
from tests.consumer_twin.memory_store import MemoryStore
from tests.consumer_twin.town import Brand, Town, page_shelf, usd
from tests.consumer_twin.twins import ANY_DEAL, Scripted, twin_of, wish_for

LONG = Terms(delivery_days=5, warranty_months=36, returns_days=30)
FREE = Questions(at_most=3, cost=usd(0))


def town() -> Town:
    """A warranty three times as long for a little more: some would take it, some would not."""
    thrift = Brand("thrift", 100_000, 100_000, steps=0)
    return Town([thrift, Brand("sure", 105_500, 105_500, steps=0, terms=LONG)])


def wide() -> Town:
    """The same, and one that is there sooner."""
    quick = Terms(delivery_days=1, warranty_months=12, returns_days=30)
    return Town([*town().brands, Brand("quick", 104_000, 104_000, steps=0, terms=quick)])


def twin(brands: Town, questions: Questions = FREE, store: MemoryStore | None = None) -> Twin:
    """A twin without a mandate that may ask."""
    return replace(twin_of(brands, mandate=None, store=store), questions=questions)


async def test_questions_come_after_the_haggling_and_before_the_options() -> None:
    brands = town()
    told: list[tuple[str, int]] = []

    class Watching(Scripted):
        async def prefer(self, question: Question) -> int | None:
            told.append(("asked", len(brands.sent)))
            return 0

    before = len((await _met(town(), Nobody(), Questions())).transcripts)
    person = Watching([None])
    outcome = await pursue(wish_for(), person, twin(brands))
    assert told and before == len(outcome.transcripts)
    assert {sent for _, sent in told} == {len(brands.sent)}
    assert len(person.asked) == 1


async def test_the_answer_orders_the_options_and_the_reasons_say_so() -> None:
    ranked = []
    for rather in (0, 1):  # the second of a pair has the better term, and costs more
        person = Scripted([None], prefers=[rather] * 3)
        (line,) = (await pursue(wish_for(), person, twin(town()))).lines
        ranked.append([option.seller.name for option in line.options])
        said = " ".join(reason for option in line.options for reason in option.why)
        assert " answer" in said and "choice" not in said
    assert ranked == [["Thrift", "Sure"], ["Sure", "Thrift"]]


async def test_no_more_is_asked_than_allowed_and_nothing_that_is_not_worth_its_cost() -> None:
    asked = {}
    for at_most in (5, 2, 0):
        person = Scripted([None], prefers=[1] * 5)
        await pursue(wish_for(), person, twin(wide(), Questions(at_most, usd(0))))
        asked[at_most] = [one.worth_minor for one in person.compared]
    assert [len(asked[at_most]) for at_most in (5, 2, 0)] == [5, 2, 0]
    for more, count in ((-1, 1), (1, 0)):
        person = Scripted([None])
        await pursue(wish_for(), person, twin(wide(), Questions(2, usd(int(asked[2][0]) + more))))
        assert len(person.compared) == count


async def test_what_a_question_costs_in_another_currency_is_the_usual() -> None:
    assert Questions(3, usd(70)).cost_minor("USD") == 70
    assert Questions(3, usd(70)).cost_minor("EUR") == Questions(3).cost_minor("USD") == 10


async def test_nobody_is_asked_where_a_mandate_decides() -> None:
    person = Scripted([], prefers=[1])
    trusted = replace(twin(town()), mandate=ANY_DEAL)
    (line,) = (await pursue(wish_for(), person, trusted)).lines
    assert (line.status, person.compared) == ("agreed", [])


async def test_nobody_is_asked_where_the_weights_of_the_wish_decide_or_nothing_fits() -> None:
    person = Scripted([None] * 3, prefers=[1])
    await pursue(wish_for(), person, replace(twin(town()), weights=Weights()))
    await pursue(wish_for(ceiling_minor=50_000), person, twin(town()))
    await pursue(wish_for(), person, twin(Town([Brand("alone")], [page_shelf(9_000)])))
    assert person.compared == []


async def test_a_question_that_is_skipped_teaches_nothing_and_is_the_last() -> None:
    store = MemoryStore()
    person = Scripted([None], prefers=[None, 1])
    outcome = await pursue(wish_for(), person, twin(town(), store=store))
    plain = await _met(town(), Nobody(), Questions())
    assert len(person.compared) == 1
    assert [one.kind for one in store.log].count("compared") == 0
    assert _order(outcome) == _order(plain)


async def test_an_answer_can_be_forgotten() -> None:
    store = MemoryStore()
    asked = twin(town(), store=store)
    outcome = await pursue(wish_for(), Scripted([None], prefers=[1, 1, 1]), asked)
    said = [one for one in store.log if one.kind == "compared"]
    assert said and _order(outcome) == ["Sure", "Thrift"]
    again = replace(twin(town(), Questions()), experience=experience_of(store.log))
    assert _order(await pursue(wish_for(), Nobody(), again)) == ["Sure", "Thrift"]
    left = [one for one in store.log if one not in said]
    forgot = replace(again, brands=town(), experience=experience_of(left))
    assert _order(await pursue(wish_for(), Nobody(), forgot)) == ["Thrift", "Sure"]


async def test_the_wire_is_the_same_with_and_without_questions() -> None:
    said = []
    for questions, prefers in ((Questions(), []), (FREE, [0, 0, 0]), (FREE, [1, 1, 1]), (FREE, [None])):
        brands = town()
        person = Approving("Sure", prefers=list(prefers))
        outcome = await pursue(wish_for(), person, twin(brands, questions))
        assert outcome.lines[0].status == "agreed"
        said.append([message.data for message in brands.sent])
    assert all(one == said[0] for one in said)


@dataclass
class Approving(Scripted):
    """A person who takes the offer of one seller, wherever it stands."""

    seller: str = ""

    def __init__(self, seller: str, prefers: list[int | None]) -> None:
        super().__init__([], prefers=prefers)
        self.seller = seller

    async def choose(
        self, line: WishLine, options: Sequence[Option], reason: str
    ) -> Approve | Refuse | Later:
        self.answers = [next(one.rank for one in options if one.seller.name == self.seller)]
        return await super().choose(line, options, reason)


async def _met(brands: Town, person: Person, questions: Questions) -> Outcome:
    return await pursue(wish_for(), person, twin(brands, questions))


def _order(outcome: Outcome) -> list[str]:
    (line,) = outcome.lines
    return [option.seller.name for option in line.options]
