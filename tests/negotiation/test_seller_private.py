"""The brand's private play: the floor stops a plan, and makes none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotiation import Better, NoBetter, Package, Room, SellerPolicy, bid_minor, planned_minor, respond

LISTED = Package(10_000, 5, 12, 30)
AIM = 8_000
POLICY = SellerPolicy(counters=4)

floors = st.integers(AIM, 10_000)
asks = st.lists(st.one_of(st.none(), st.integers(7_000, 10_500)), max_size=8)
policies = st.builds(SellerPolicy, st.integers(1, 8), st.floats(0.3, 3.0))


def thread(policy: SellerPolicy, floor: int | None, asked: list[int | None]) -> list[Better | NoBetter]:
    """What a brand with *floor* answers to each of *asked*; None is a decline."""
    room, offered, said = Room(LISTED, floor, AIM), [LISTED], list[Better | NoBetter]()
    for turn, total in enumerate(asked, start=1):
        counter = None if total is None else LISTED.at(total)
        said.append(respond(policy, room, turn=turn, counter=counter, offered=tuple(offered)))
        if isinstance(said[-1], Better):
            offered.append(said[-1].package)
    return said


def totals(said: list[Better | NoBetter]) -> list[int | None]:
    return [one.package.total_minor if isinstance(one, Better) else None for one in said]


def test_six_turns_of_lowballing_do_not_tell_the_floor() -> None:
    assert totals(thread(POLICY, 9_200, [1] * 6)) == [9_500, 9_250, None, None, None, None]
    assert totals(thread(POLICY, 9_100, [1] * 6)) == [9_500, 9_250, None, None, None, None]


def test_a_counter_above_plan_and_floor_is_met_also_after_a_hold() -> None:
    assert thread(POLICY, 9_200, [1, 1, 9_199, 9_200])[2:] == [
        NoBetter(),
        Better(LISTED.at(9_200), meets=True),
    ]


def test_other_terms_get_what_was_planned_for_an_earlier_half_turn() -> None:
    longer = Package(10_300, 5, 24, 30)
    room = Room(longer, 9_400, 8_240)
    answer = respond(POLICY, room, turn=3, counter=longer.at(1), offered=(LISTED,))
    planned = [planned_minor(POLICY, room, turn) for turn in (3, 2.5, 2, 1.5)]
    assert planned == [8_755, 9_013, 9_270, 9_528]
    assert answer == Better(longer.at(9_528), meets=False)


@given(policies, st.tuples(floors, floors).map(sorted), asks)
def test_two_floors_play_alike_until_a_total_below_the_higher_one(
    policy: SellerPolicy, two: list[int], asked: list[int | None]
) -> None:
    low, high = (thread(policy, floor, asked) for floor in two)
    for one, other in zip(low, high, strict=True):
        if one == other:
            continue
        assert isinstance(one, Better)
        assert one.package.total_minor < two[1]
        return


@given(policies, floors, asks)
def test_nothing_goes_below_the_floor_and_no_total_is_named_by_it(
    policy: SellerPolicy, floor: int, asked: list[int | None]
) -> None:
    public = {total for total in totals(thread(policy, AIM, asked)) if total is not None}
    steps = {planned_minor(policy, Room(LISTED, AIM, AIM), turn) for turn in (half / 2 for half in range(17))}
    met = {total for total in asked if total is not None}
    found = [total for total in totals(thread(policy, floor, asked)) if total is not None]
    assert all(total >= floor for total in found)
    assert found == sorted(set(found), reverse=True)
    # a met counter may leave a plan a unit below it, which is the thread's own move
    assert set(found) <= public | steps | met | {total - 1 for total in met}


def test_no_cost_known_is_no_concession_in_private_play_too() -> None:
    assert totals(thread(POLICY, None, [1, None, 9_999])) == [None, None, None]


@given(st.tuples(floors, floors).map(sorted), st.floats(0.0, 0.99), st.integers(1, 12))
def test_two_floors_bid_alike_unless_the_lower_one_bids_below_the_higher(
    two: list[int], share: float, counters: int
) -> None:
    low, high = (bid_minor(Room(LISTED, floor, AIM), share, counters) for floor in two)
    assert low >= two[0]
    assert high >= two[1]
    assert low == high or low < two[1]
