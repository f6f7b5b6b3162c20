"""What `dailyme relation introduce`, `show` and `leave` do."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from consumer_twin.edge.letters import Sent
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.rungs import OwnDeal, SqlRungs, introduce, leave, own_deals, show
from consumer_twin.ports import ProblemAnswer, Unreachable
from consumer_twin.relation.rungs import Climb
from dailyme.acts.here import here
from dailyme.acts.relating import brand_did, relating
from dailyme.confirm import confirm
from dailyme.errors import CommandError, UsageError
from dailyme.outputs_ladder import Climbed, in_words
from dailyme.show import console, count, print_json
from foundation.database import Database
from protocol import ProtocolError
from protocol.benefit import Benefit, Rung
from protocol.relation import MAX_LINKS, Leave, Sorry, Welcome
from protocol.terms import PERSONAL_TERMS


class NoBenefitError(CommandError):
    """The brand publishes nothing that an introduction brings, or not that."""

    code = "no-benefit"


class NotKnownError(CommandError):
    """The brand does not know the person."""

    code = "not-known"


class NoDealsError(CommandError):
    """There is no deal to show."""

    code = "no-deals"


def introduce_to(brand: str, benefit: str | None, *, yes: bool, local: bool, as_json: bool) -> int:
    """Introduce the person; return 0, or 3 after the brand's no."""
    did = brand_did(brand)

    async def act(relate: Relate, _: Database) -> Climbed:
        climb = await SqlRungs(relate.letters).at(did)
        chosen = _chosen((await relate.courier.profile(did)).ladder or (), benefit)
        confirm("introduce", _introduction(did, chosen), yes=yes)
        named = here().settings.personal_terms
        terms = next((one for one in PERSONAL_TERMS if one == named), PERSONAL_TERMS[0])
        return _climbed(relate, climb, await introduce(relate, climb, chosen.id, terms))

    return _told(brand, act, local=local, as_json=as_json)


def show_deals(brand: str, offers: Sequence[str], *, yes: bool, local: bool, as_json: bool) -> int:
    """Show deals; return 0, or 3 after the brand's no."""
    did = brand_did(brand)

    async def act(relate: Relate, database: Database) -> Climbed:
        climb = await SqlRungs(relate.letters).at(did)
        if not climb.known:
            raise NotKnownError("the brand does not know you", f"First `dailyme relation introduce {brand}`.")
        deals = _left(await own_deals(database, did), climb, offers)
        confirm("show", _showing(did, deals), yes=yes)
        done = Climbed(brand=did, rung="known", benefits=[])
        for start in range(0, len(deals), MAX_LINKS):
            done = _climbed(relate, climb, await show(relate, climb, deals[start : start + MAX_LINKS]))
            if done.reason is not None:
                return done
        shown = (await SqlRungs(relate.letters).at(did)).shown
        return done.model_copy(update={"shown": len(shown)})

    return _told(brand, act, local=local, as_json=as_json)


def leave_brand(brand: str, to: str, *, local: bool, as_json: bool) -> int:
    """Step down; return 0, for it holds at home whatever the brand says."""
    did = brand_did(brand)
    if to not in {"guest", "known", "registered"}:
        raise UsageError(f"{to!r} is no rung to step down to", "Give --to guest, known or registered.")

    async def act(relate: Relate, _: Database) -> Climbed:
        return await stepped_down_to(relate, did, to)

    return _told(brand, act, local=local, as_json=as_json)


async def stepped_down_to(relate: Relate, brand: str, to: str) -> Climbed:
    """Step down with the DID *brand*, which holds at home whatever it answers; return where one stands."""
    body = Leave.model_validate({"to": to})
    climb = await SqlRungs(relate.letters).at(brand)
    steps = [climb.step] if climb.known or climb.in_doubt else []
    done = Climbed(brand=brand, rung="guest", benefits=[])
    for step in [*steps, *_unheard(climb, to)]:
        try:
            done = _climbed(relate, climb, await leave(relate, climb, body, step=step))
        except (Unreachable, ProblemAnswer, ProtocolError) as error:
            rung: Rung = "guest" if to == "guest" or not climb.known else "known"
            reason = f"the brand did not confirm it: {error}"
            return Climbed(brand=brand, rung=rung, benefits=[], confirmed=False, reason=reason)
    return done


def _unheard(climb: Climb, to: str) -> list[int]:
    """The steps of keys that left for *to* and have no answer yet: it is said again."""
    return sorted(step for step, rung in climb.unheard if rung == to and step < climb.step)


def _told(
    brand: str,
    act: Callable[[Relate, Database], Coroutine[Any, Any, Climbed]],
    *,
    local: bool,
    as_json: bool,
) -> int:
    done = relating(act, brand=brand, local=local, as_json=as_json)
    if as_json:
        print_json(done)
    else:
        for line in _lines(done):
            console().print(line, soft_wrap=True)
    return 3 if done.confirmed and done.reason is not None else 0


def _lines(done: Climbed) -> list[str]:
    if not done.confirmed:
        return [
            f"You are {done.rung} there from now on. Not confirmed: {done.reason}.",
            "Say it again later.",
        ]
    if done.reason is not None:
        return [f"The brand said no: {done.reason}."]
    brings = f" That brings: {', '.join(done.benefits)}." if done.benefits else ""
    shown = "" if done.shown is None else f" It has counted {count(done.shown, 'deal')} of yours."
    return [f"To this brand you are {done.rung} now.{brings}{shown}"]


def _climbed(relate: Relate, climb: Climb, sent: Sent) -> Climbed:
    assert sent.answer is not None
    body = sent.answer.body
    if isinstance(body, Sorry):
        return Climbed(
            brand=climb.brand, rung="known" if climb.known else "guest", benefits=[], reason=body.reason
        )
    assert isinstance(body, Welcome)
    key = None if body.rung == "guest" else climb.who.key(relate.seed, climb.brand).did
    return Climbed(brand=climb.brand, rung=body.rung, benefits=list(body.benefits), key=key)


def _chosen(ladder: Sequence[Any], named: str | None) -> Benefit:
    found: list[Benefit] = [one for terms in ladder if terms.rung == "known" for one in terms.benefits]
    if not found:
        raise NoBenefitError(
            "the brand gives nothing for an introduction", "Stay a guest: it costs you nothing."
        )
    chosen = [one for one in found if named in {None, one.id}]
    if not chosen:
        raise NoBenefitError(
            f"the brand publishes no {named!r}", f"It has {', '.join(one.id for one in found)}."
        )
    return chosen[0]


def _introduction(brand: str, benefit: Benefit) -> list[str]:
    return [
        f"You introduce one key to {brand}, for {benefit.id}: {in_words(benefit)}.",
        "From then on it can tell that your conversations with it are one person's. Others can't.",
    ]


def _showing(brand: str, deals: Sequence[OwnDeal]) -> list[str]:
    return [
        f"You show {count(len(deals), 'deal')} to {brand}:",
        *(f"  {one.document['deal']['lines'][0]['title']}, {one.document['agreed'][:10]}" for one in deals),
        "It learns that they are one person's.",
    ]


def _left(deals: Sequence[OwnDeal], climb: Climb, offers: Sequence[str]) -> list[OwnDeal]:
    """The deals to be shown: those named, or all, that the brand has not counted yet."""
    unknown = set(offers) - {one.offer for one in deals}
    if unknown:
        raise NoDealsError(f"{min(unknown)!r} is no deal with this brand", "See `dailyme twin agreements`.")
    left = [one for one in deals if one.hash not in climb.shown and (not offers or one.offer in offers)]
    if not left:
        raise NoDealsError("there is no deal with this brand that it has not counted", "Nothing was sent.")
    return left
