"""A brand in mediated play: a grid that knows no cost, marks that nobody else reads, and one firm offer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from brand_agent.edge.transcripts import read_answers
from brand_agent.ports import Mediator
from catalog_adapters import Entry
from protocol import Close, Message, SigningKey, decode, from_base64url, to_base64url
from protocol.box import box_public, unseal
from protocol.mediated import mark, thread_secret, threshold, unpacked
from protocol.mediation import Grid, Mediate, Overlap, Package, Round
from protocol.relation import answer_to, request
from tests.brand_agent.buyer import Buyer, post
from tests.brand_agent.shop import POLICY, Shop, entry, open_shop

MARKET_DID = "did:web:market.example"
MARKET = SigningKey.for_brand(sha256(b"a market").digest(), MARKET_DID)
BOX, OWN = sha256(b"a market's box").digest(), sha256(b"the twin's own").digest()
PLAYING = POLICY + '[mediation]\nmediators = ["https://market.example"]\nrounds = 4\npackages = 32\n'
PLAY: dict[str, Any] = {
    "mode": "mediated",
    "mediator": MARKET_DID,
    "mediate_key": to_base64url(box_public(OWN)),
}
DEAREST, CHEAPEST = 10_000, 8_500
"""List total, and that less the greatest discount. The floor lies below, at 7609."""


async def listed() -> Mapping[str, Mediator]:
    """The one marketplace there is."""
    return {MARKET_DID: Mediator(MARKET_DID, box_public(BOX), lambda _kid: MARKET.public)}


@pytest_asyncio.fixture
async def playing(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path, policy=PLAYING, mediators=listed)
    yield opened
    opened.database.close()


class Player(Buyer):
    """A buyer who plays."""

    @property
    def grid(self) -> Grid:
        assert self.talk.grid is not None
        return self.talk.grid

    @property
    def secret(self) -> bytes:
        other = from_base64url(self.grid.mediate_key, "key")
        return thread_secret(OWN, other, self.talk.thread)

    def marks_of(self, places: range | list[int]) -> set[str]:
        """The marks of these packages in the last round."""
        return {mark(self.secret, self.talk.round, self.grid.packages[one].members()) for one in places}

    def heard_set(self) -> list[int]:
        """Which packages the brand's last marks mean, for who has both secrets."""
        box = from_base64url(self.said[-1].value["body"]["sealed"], "box")
        said = set(unpacked(unseal(box, BOX)))
        return [place for place in range(len(self.grid.packages)) if self.marks_of([place]) & said]

    def package(self, place: int, *, key: SigningKey = MARKET, **other: Any) -> bytes:
        """What a marketplace with *key* says was found: the package at *place*."""
        found = mark(self.secret, self.talk.round, self.grid.packages[place].members())
        said = {"thread": self.talk.thread, "round": self.talk.round, "mark": found} | other
        body = Mediate(marks=("A" * 43,), said={})
        times = {"created_ms": self.at_ms, "expires_ms": self.at_ms + 60_000}
        asked = request(body, self.key, to=MARKET_DID, id="A" * 22, **times)
        overlap = answer_to(asked, Overlap.model_validate(said), key, id="A" * 22, **times)
        return self.make("package", Package.model_validate({"overlap": overlap.value}))


async def begun(shop: Shop, name: str = "guest", *, rounds: int = 0, **more: Any) -> Player:
    """A player who has the grid, and heard the brand's marks of so many rounds."""
    player = Player(name, at_ms=shop.clock.at_ms)
    assert (await player.ask(shop.app, player.opening(**PLAY, **more))).type == "grid"
    for round in range(1, rounds + 1):
        await player.ask(shop.app, player.make("round", Round(round=round)))
    return player


async def asked(shop: Shop, player: Buyer, data: bytes) -> Message | str:
    """The answer to *data*, or the code of the problem."""
    response = await post(shop.app, data)
    if response.status_code != 200:
        return str(response.json()["code"])
    return player.hear(data, response.content)


async def test_the_grid_goes_from_the_public_total_down_to_the_published_discount(playing: Shop) -> None:
    player = await begun(playing)
    totals = [one.total.amount for one in player.grid.packages]
    standard = player.grid.packages[0].terms
    same = [one.total.amount for one in player.grid.packages if one.terms == standard]
    assert totals[0] == DEAREST
    assert (max(same), min(same)) == (DEAREST, CHEAPEST)
    assert same == sorted(same, reverse=True)
    assert len({one.terms.model_dump_json() for one in player.grid.packages}) == 4
    assert len(totals) <= 32


async def test_the_grid_does_not_know_the_cost(tmp_path: Path) -> None:
    grids = []
    for cost in (100, 7_000, 8_999, 9_990):
        folder = tmp_path / str(cost)
        folder.mkdir()
        entries: list[Entry] = [entry(cost=cost)]
        shop = await open_shop(folder, entries=entries, policy=PLAYING, mediators=listed)
        player = await begun(shop)
        grids.append(player.said[-1].data)
        shop.database.close()
    assert len(set(grids)) == 1


async def test_the_sets_follow_the_schedule_by_what_lies_above_the_floor(playing: Shop) -> None:
    player = await begun(playing)
    gains = [one.total.amount - _floor(one.members()) for one in player.grid.packages]
    before: list[int] = []
    for round in range(1, 5):
        await player.ask(playing.app, player.make("round", Round(round=round)))
        meant = player.heard_set()
        assert set(before) <= set(meant)
        assert all(10_000 * gains[one] // max(gains) >= threshold(round, 4) - 1 for one in meant)
        before = meant
    assert before == [place for place, gain in enumerate(gains) if gain >= 0]


def _floor(package: dict[str, Any]) -> int:
    """The lowest total for the terms of *package*: its cost is 70.00, and 6.00 and 2.00 on top."""
    terms = package["terms"]
    quick, wrapped = terms["delivery_days"] == 2, bool(terms["extras"])
    cost = 7_000 + 600 * quick + 200 * wrapped
    listed = 10_000 + 990 * quick + 200 * wrapped
    return int(max(-(-cost * 100 // 92), -(-listed * 85 // 100)))


async def test_another_key_gets_the_same_grid_and_the_same_sets(playing: Shop) -> None:
    players = [await begun(playing, name, rounds=2) for name in ("one", "two", "three")]
    assert len({repr([one.members() for one in player.grid.packages]) for player in players}) == 1
    assert players[0].heard_set() == players[1].heard_set() == players[2].heard_set() != []
    assert len({player.grid.mediate_key for player in players}) == 3


async def test_the_package_that_was_found_becomes_a_firm_offer_and_a_deal(playing: Shop) -> None:
    player = await begun(playing, rounds=2)
    place = player.heard_set()[-1]
    answer = await player.ask(playing.app, player.package(place))
    assert answer.type == "offer"
    package = player.grid.packages[place]
    assert (player.offer.total, player.offer.terms) == (package.total, package.terms)
    lowered = package.total.amount < player.offer.list_total.amount
    assert ("mediated" in {one.reason for one in player.offer.deviations}) == lowered
    assert (await player.ask(playing.app, player.accept())).type == "confirm"


async def test_a_package_that_the_brand_did_not_say_gets_nothing(playing: Shop) -> None:
    player = await begun(playing, rounds=1)
    unsaid = next(one for one in range(len(player.grid.packages)) if one not in player.heard_set())
    answer = await asked(playing, player, player.package(unsaid))
    assert isinstance(answer, Message)
    assert (answer.type, answer.value["body"]) == ("close", {})


async def test_the_check_of_fairness_says_what_of_mediated_play_it_leaves_out(playing: Shop) -> None:
    player = await begun(playing, rounds=2)
    await player.ask(playing.app, player.make("close", Close()))
    told = await playing.database.read(read_answers)
    assert (told.answers, told.unchecked, told.mediated) == ((), 0, 1)


@pytest.mark.parametrize("budget", ["0.00", "3.00"])
async def test_no_package_is_marked_that_the_budget_has_no_room_for(tmp_path: Path, budget: str) -> None:
    policy = PLAYING.replace("[guardrails]", f'[guardrails]\ndaily_concessions = "{budget}"')
    policy = policy.replace("[guardrails]", '[guardrails]\nconcession_share = "1"')
    shop = await open_shop(tmp_path, policy=policy, mediators=listed)
    player, late = await begun(shop, rounds=4), await begun(shop, "late", rounds=4)
    place = min(player.heard_set(), key=lambda one: player.grid.packages[one].total.amount)
    assert (await player.ask(shop.app, player.package(place))).type == "offer"
    given = player.offer.list_total.amount - player.offer.total.amount
    assert given <= int(budget.replace(".", "")) < 1_500
    answer = await asked(shop, late, late.package(place))  # what was free is reserved by now
    shop.database.close()
    assert isinstance(answer, Message)
    assert answer.type == ("close" if given else "offer")


async def test_only_the_mediators_word_counts(playing: Shop) -> None:
    player = await begun(playing, rounds=2)
    place = player.heard_set()[0]
    stranger = SigningKey.for_brand(sha256(b"a stranger").digest(), MARKET_DID)
    assert await asked(playing, player, player.package(place, key=stranger)) == "bad-signature"
    assert await asked(playing, player, player.package(place, round=1)) == "wrong-overlap"
    assert await asked(playing, player, player.package(place, thread="A" * 43)) == "wrong-overlap"
    rival = SigningKey.for_brand(sha256(b"a rival").digest(), "did:web:rival.example")
    assert await asked(playing, player, player.package(place, key=rival)) == "wrong-overlap"
    assert (await player.ask(playing.app, player.package(place))).type == "offer", "nothing changed"


async def test_rounds_come_in_order_and_each_once(playing: Shop) -> None:
    player = await begun(playing, rounds=1)
    for round in (1, 3, 4):
        assert await asked(playing, player, player.make("round", Round(round=round))) == "wrong-round"
    again = Player("guest", at_ms=playing.clock.at_ms)
    for said in player.said[::2]:
        await again.ask(playing.app, said.data)
    assert [one.data for one in again.said] == [one.data for one in player.said]


@pytest.mark.parametrize(
    "other",
    [
        {"mediator": "did:web:rival.example"},
        {"claims": ({"offers": "A" * 43, "promotion": "none", "disclosed": ()},)},
    ],
    ids=["a marketplace that it does not take", "what is claimed is for one person"],
)
async def test_else_turns_are_taken(playing: Shop, other: dict[str, Any]) -> None:
    buyer = Buyer(at_ms=playing.clock.at_ms)
    answer = await asked(playing, buyer, buyer.opening(**PLAY | other))
    assert not isinstance(answer, str)
    assert answer.type in {"offer", "refuse"}


async def test_without_a_cost_nothing_is_lowered_so_turns_are_taken(playing: Shop) -> None:
    buyer = Buyer(at_ms=playing.clock.at_ms)
    answer = await buyer.ask(playing.app, buyer.opening(("poster", 1), **PLAY))
    assert answer.type == "offer"


async def test_who_names_no_mediator_is_not_said_to_play(shop: Shop, playing: Shop) -> None:
    for one, plays in ((shop, False), (playing, True)):
        value = await _profile(one)
        assert ("negotiate.mediated" in value["capabilities"]) == plays
        assert value.get("mediators", []) == ([MARKET_DID] if plays else [])


async def _profile(shop: Shop) -> dict[str, Any]:
    from tests.brand_agent.buyer import to_brand

    async with to_brand(shop.app) as client:
        value = decode((await client.get("/.well-known/dailyme.json")).content)
    assert isinstance(value, dict)
    return value


async def test_a_key_without_a_secret_is_refused(playing: Shop) -> None:
    buyer = Buyer(at_ms=playing.clock.at_ms)
    zero = to_base64url(bytes(32))
    assert await asked(playing, buyer, buyer.opening(**PLAY | {"mediate_key": zero})) == "bad-schedule"
