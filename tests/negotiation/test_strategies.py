"""Each strategy: never below its reserve, legal moves, the same for the same seed, and its own shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.strategies import STRATEGIES, Accept, End, Game, Move, Player, Propose, Stakes, gated, meet
from negotiation.strategies.micro import Micro
from negotiation.strategies.timed import Timed, boulware, conceder, linear
from tests.negotiation.games import Misbehaving, sides

PLAYED = {**STRATEGIES, **{f"{name}, private": gated(strategy) for name, strategy in STRATEGIES.items()}}
RULES = ("repeats", "backward", "random")


def talk(player: Player, other: Player, rounds: int, *, opens: bool) -> Iterator[tuple[Move, int | None]]:
    """The moves of *player*, each with what it answered, until one of the two ends the talk."""
    standing = None
    for number in range(rounds):
        if not opens:
            standing = _said(other.turn(number, standing))
            if standing is None:
                return
        move = player.turn(number, standing)
        yield move, standing
        if not isinstance(move, Propose):
            return
        standing = move.place
        if opens:
            standing = _said(other.turn(number, standing))
            if standing is None:
                return


def _said(move: Move) -> int | None:
    return move.place if isinstance(move, Propose) else None


def check(game: Game, moves: Iterator[tuple[Move, int | None]]) -> None:
    """Every move is legal, and none is for less than the reserve."""
    count = 0
    for move, standing in moves:
        count += 1
        match move:
            case Propose(place):
                assert 0 <= place < len(game.stakes.outcomes)
                assert game.worth(place) >= game.reserve
            case Accept():
                assert standing is not None
                assert game.worth(standing) >= game.reserve
    assert count <= game.rounds


@pytest.mark.parametrize("name", PLAYED)
@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10_000), rounds=st.integers(1, 25), opens=st.booleans(), rule=st.sampled_from(RULES)
)
def test_no_partner_brings_it_below_its_reserve(
    name: str, seed: int, rounds: int, opens: bool, rule: str
) -> None:
    game, other = sides(seed, rounds=rounds)
    check(game, talk(PLAYED[name](game), Misbehaving(other, rule), rounds, opens=opens))


@pytest.mark.parametrize("name", PLAYED)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), other=st.sampled_from(sorted(STRATEGIES)), opens=st.booleans())
def test_two_strategies_end_in_a_deal_that_both_want_or_in_none(
    name: str, seed: int, other: str, opens: bool
) -> None:
    games = sides(seed, rounds=12)
    players = [PLAYED[name](games[0]), STRATEGIES[other](games[1])]
    first, second = players if opens else players[::-1]
    agreed = meet(first, second, 12)
    if agreed is not None:
        assert all(game.worth(agreed) >= game.reserve for game in games)


@pytest.mark.parametrize("name", PLAYED)
def test_the_same_seed_gives_the_same_moves(name: str) -> None:
    def moves() -> list[tuple[Move, int | None]]:
        game, other = sides(7, rounds=20)
        return list(talk(PLAYED[name](game), Misbehaving(other, "random"), 20, opens=False))

    assert moves() == moves()


@pytest.mark.parametrize("name", PLAYED)
def test_it_leaves_where_nothing_reaches_the_reserve(name: str) -> None:
    stakes = Stakes(("price",), (("10",), ("12",)), (0.2, 0.1))
    player = PLAYED[name](Game(stakes, reserve=0.5, rounds=3))
    assert isinstance(player.turn(0, 0), End)


@pytest.mark.parametrize("name", PLAYED)
def test_outcomes_that_are_no_full_product_are_played_too(name: str) -> None:
    stakes = Stakes(("a", "b"), (("1", "1"), ("2", "2"), ("1", "2")), (1.0, 0.5, 0.0))
    game = Game(stakes, reserve=0.4, rounds=8)
    check(game, talk(PLAYED[name](game), Misbehaving(game, "random"), 8, opens=True))


LINE = Stakes(
    ("price",), tuple((str(number),) for number in range(101)), tuple(number / 100 for number in range(101))
)


@pytest.mark.parametrize(("strategy", "halfway"), [(boulware, 0.975), (linear, 0.8), (conceder, 0.664)])
def test_a_timed_demand_follows_the_formula(strategy: Callable[[Game], Timed], halfway: float) -> None:
    timed = strategy(Game(LINE, reserve=0.6, rounds=21))
    assert timed.demand(0) == 1.0
    assert timed.demand(10) == pytest.approx(halfway, abs=5e-4)
    assert timed.demand(20) == pytest.approx(0.6)
    assert timed.turn(10, None) == Propose(
        next(place for place in range(101) if place / 100 >= halfway - 1e-4)
    )


def test_a_timed_strategy_takes_what_is_as_good_as_its_demand() -> None:
    timed = linear(Game(LINE, reserve=0.6, rounds=21))
    assert timed.turn(10, 79) != Accept()
    assert timed.turn(10, 81) == Accept()


def test_micro_concedes_one_outcome_for_each_new_one_it_hears() -> None:
    micro = Micro(Game(LINE, reserve=0.6, rounds=30))
    assert [micro.turn(number, heard) for number, heard in enumerate([None, 0, 1])] == [
        Propose(100),
        Propose(99),
        Propose(98),
    ]
    assert micro.turn(3, 1) in {Propose(100), Propose(99), Propose(98)}, "nothing new was heard"
    assert micro.turn(4, 2) == Propose(97)
    assert micro.turn(5, 96) == Accept()


def test_micro_stops_at_its_reserve() -> None:
    micro = Micro(Game(LINE, reserve=0.98, rounds=30))
    said = [micro.turn(number, number) for number in range(10)]
    assert set(said) == {Propose(100), Propose(99), Propose(98)}


def test_tit_for_tat_gives_as_much_as_it_gets_and_takes_nothing_back() -> None:
    player = STRATEGIES["tit-for-tat"](Game(LINE, reserve=0.6, rounds=30))
    assert player.turn(0, 60) == Propose(100)
    assert player.turn(1, 70) == Propose(90), "a quarter of the way from 0.6 to 1 is answered by a quarter"
    assert player.turn(2, 61) == Propose(90), "a partner who goes backward takes nothing away"


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    name=st.sampled_from(sorted(STRATEGIES)),
    low=st.floats(0, 0.5),
    more=st.floats(0, 0.5),
)
def test_private_play_is_the_same_until_it_goes_below_the_higher_reserve(
    seed: int, name: str, low: float, more: float
) -> None:
    game, other = sides(seed, rounds=15)
    threads = []
    for reserve in (low, low + more):
        own = Game(game.stakes, reserve, 15, game.seed)
        threads.append(list(talk(gated(STRATEGIES[name])(own), Misbehaving(other, "random"), 15, opens=True)))
    for before, after in zip(*threads, strict=False):
        if before != after:
            move, standing = before
            place = move.place if isinstance(move, Propose) else standing
            assert place is not None
            assert game.worth(place) < low + more
            return


def test_the_house_takes_anything_above_its_reserve_when_it_has_the_last_word() -> None:
    game = Game(LINE, reserve=0.6, rounds=5)
    player = STRATEGIES["house"](game)
    for number in range(4):
        assert player.turn(number, 10) != Accept()
    assert player.turn(4, 61) == Accept()


def test_the_house_comes_down_for_one_who_does_not() -> None:
    """A hardliner's offer is all there is to have: at the end it is better than nothing."""
    game = Game(LINE, reserve=0.1, rounds=20)
    hard = Misbehaving(Game(Stakes(LINE.issues, LINE.outcomes, LINE.utilities[::-1]), 0.0, 20), "repeats")
    moves = list(talk(STRATEGIES["house"](game), hard, 20, opens=True))
    assert all(isinstance(move, Propose) for move, _ in moves)
    worths = [game.worth(move.place) for move, _ in moves if isinstance(move, Propose)]
    assert worths[0] == 1.0
    assert worths[-1] < 0.5


def house_hears(offers: list[int], reserve: float = 0.1) -> list[Move]:
    """The moves of the house, opening 20 rounds on a line, up to where it has heard all *offers*."""
    player = STRATEGIES["house"](Game(LINE, reserve=reserve, rounds=20))
    return [player.turn(number, heard) for number, heard in enumerate([None, *offers])]


def test_the_house_leaves_something_to_one_who_comes_down_evenly() -> None:
    """It could wait for more: without meeting the other half way this is .58, not .66."""
    left = []
    for seed in range(60):
        game, other = sides(seed, rounds=20)
        agreed = meet(STRATEGIES["house"](game), linear(other), 20)
        if agreed is not None:
            left.append((other.worth(agreed) - other.reserve) / (1.0 - other.reserve))
    assert len(left) > 50
    assert sum(left) / len(left) > 0.62


@pytest.mark.parametrize("rule", ["repeats", "random"])
def test_the_house_takes_no_poor_offer_while_there_is_time(rule: str) -> None:
    taken = 0
    for seed in range(150):
        game, other = sides(seed, rounds=20)
        moves = talk(STRATEGIES["house"](game), Misbehaving(other, rule), 20, opens=seed % 2 == 0)
        for move, standing in list(moves)[:12]:
            if isinstance(move, Accept) and standing is not None:
                taken += 1
                assert game.worth(standing) - game.reserve > 0.5 * (game.best - game.reserve)
    assert taken


def test_the_house_takes_a_good_standing_offer_rather_than_ask_for_a_better_one_again() -> None:
    """In its last move an outcome offered before may be refused, and then there is nothing."""
    moves = house_hears([70, *[5] * 17, 55])
    assert all(isinstance(move, Propose) for move in moves[:-1])
    assert isinstance(moves[-1], Accept)


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10_000), rounds=st.integers(1, 25), opens=st.booleans(), rule=st.sampled_from(RULES)
)
def test_the_house_uses_its_last_turns(seed: int, rounds: int, opens: bool, rule: str) -> None:
    game, other = sides(seed, rounds=rounds)
    moves = list(talk(STRATEGIES["house"](game), Misbehaving(other, rule), rounds, opens=opens))
    last, standing = moves[-1]
    assert not isinstance(last, End)
    assert isinstance(last, Accept) or len(moves) == rounds
    if isinstance(last, Propose) and not opens and standing is not None:
        assert game.worth(standing) < game.reserve
