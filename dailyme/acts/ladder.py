"""What `dailyme relation list` does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consumer_twin.edge.relate import Relate
from consumer_twin.edge.rungs import SqlRungs
from consumer_twin.relation.rungs import Climb
from dailyme.acts.relating import brand_did, relating
from dailyme.outputs_ladder import RelationList, ShownRung, ShownStanding
from dailyme.show import console, print_json
from foundation.database import Database
from foundation.fetch import FetchError
from protocol import Profile, ProtocolError, write_time
from protocol.benefit import Rung, top_rung
from transport import TransportError

_THIS_MACHINE: Final = ("did:web:localhost", "did:web:127.0.0.1")


def list_rungs(brands: Sequence[str], *, local: bool, as_json: bool) -> None:
    """Show where the person stands with each brand, and what each rung would bring."""
    named = [brand_did(one) for one in brands]

    async def standing(relate: Relate, _: Database) -> list[Climb]:
        climbs = await SqlRungs(relate.letters).all()
        written = [one.brand for one in await relate.letters.to()]
        return [climbs.get(brand, Climb(brand)) for brand in dict.fromkeys([*named, *climbs, *written])]

    shown = relating(standing, brand=None, local=local, as_json=as_json)
    local = local or any(one.brand.startswith(_THIS_MACHINE) for one in shown)

    async def looked(relate: Relate, _: Database) -> RelationList:
        at_ms = relate.clock(0)
        looks = [_standing(one, await _profile(relate, one.brand), at_ms) for one in shown]
        return RelationList(brands=looks)

    found = relating(looked, brand=None, local=local, as_json=as_json)
    if as_json:
        print_json(found)
        return
    for one in found.brands:
        _show(one)
    if not found.brands:
        console().print("You are a guest everywhere. See what a brand offers: relation list --brand ADDRESS.")


async def _profile(relate: Relate, brand: str) -> Profile | None:
    try:
        return await relate.courier.profile(brand)
    except (ProtocolError, TransportError, FetchError):
        return None


def _standing(climb: Climb, profile: Profile | None, at_ms: int) -> ShownStanding:
    ladder = () if profile is None else profile.ladder or ()
    met = climb.met(ladder, at_ms)
    own: Rung = "known" if climb.known else "guest"
    return ShownStanding(
        brand=climb.brand,
        name=None if profile is None else profile.name,
        rung=top_rung(met) if met else own,
        since=None if climb.since_ms is None else write_time(climb.since_ms),
        in_doubt=climb.in_doubt,
        unheard=sorted({to for _, to in climb.unheard}),
        ladder=None if profile is None else [ShownRung.of(one, reached=one in met) for one in ladder],
    )


def _show(one: ShownStanding) -> None:
    out = console()
    since = "" if one.since is None else f" since {one.since[:10]}"
    out.print(f"{one.name or one.brand}: you are {_article(one.rung)}{since}.", soft_wrap=True)
    out.print(f"  {one.brand}", style="dim", soft_wrap=True)
    if one.in_doubt:
        out.print("  It may know you: you introduced yourself, and no answer came.", soft_wrap=True)
    if one.unheard:
        out.print("  It has not answered your step down yet; `relation leave` says it again.", soft_wrap=True)
    if one.ladder is None:
        out.print("  It can't be reached now, so what its rungs bring is not shown.", soft_wrap=True)
    elif not one.ladder:
        out.print("  It publishes no ladder: everybody is a guest there.", soft_wrap=True)
    for rung in one.ladder or ():
        out.print(
            f"  {'*' if rung.reached else '-'} {rung.rung}: asks {rung.asks}, and brings", soft_wrap=True
        )
        for benefit in rung.benefits:
            out.print(f"      {benefit.id}: {benefit.words}", soft_wrap=True)


def _article(rung: Rung) -> str:
    return {"guest": "a guest", "repeat": "a repeat customer"}.get(rung, rung)
