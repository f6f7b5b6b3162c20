"""What one brand saw of the person: what it holds by its own word, and having it corrected and erased."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.sketches import Sketches
from consumer_twin.relation.ledger import claims
from dailyme.acts.relation_sketch import corrected_entry, erased_entries, seen_entry, to_erase
from dailyme.news_lines import shown_subscription
from dailyme.pages.shell import Form, posted, render
from dailyme.pages.twin.held import last_sketch
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.knowledge import Knows, all_known
from dailyme.pages.twin.offices import brand_of, host_of, tried
from dailyme.pages.twin.trust_words import (
    BASES,
    NEWS_STATES,
    RUNGS,
    SOURCES,
    STATES,
    field_words,
    purpose_words,
)
from dailyme.pages.twin.unchanged import newest_orders, remembered
from protocol.relation import BadValueError, check_value

router = APIRouter()


async def known_by(home: Home, tag: str) -> Knows:
    """Return what the brand of *tag* knows. Raises `NoPageError`."""
    every = await all_known(home)
    brand = brand_of(tag, (one.brand for one in every))
    return next(one for one in every if one.brand == brand)


@router.get("/trust/brands/{tag}")
async def saw(request: Request, tag: str, home: HomeDep) -> Response:
    """Show all that the brand knows."""
    return await _page(request, home, await known_by(home, tag), Form())


@router.post("/trust/brands/{tag}/ask")
async def ask(request: Request, tag: str, home: HomeDep) -> Response:
    """Ask the brand what it holds, under the key that it knows, or under every key if the person says so."""
    form, one = await posted(request), await known_by(home, tag)

    async def act(relate: Relate) -> str:
        sketches = Sketches(relate, home.database)
        used = await sketches.keys(one.brand)
        keys = used if form.ticked("every") or not one.climb.known else (one.climb.who,)
        if len(keys) > 1 and not form.ticked("every"):
            return f"You used {len(keys)} keys there. Tick the box to ask under each of them."
        count = sum([len(await sketches.fetch(one.brand, who)) for who in keys])
        return f"{one.name} says that it holds {count} entries under {len(keys)} of your keys."

    return await tried(request, home, f"/trust/brands/{tag}", act)


@router.post("/trust/brands/{tag}/correct")
async def correct(request: Request, tag: str, home: HomeDep) -> Response:
    """Have the brand correct an entry."""
    form, one = await posted(request), await known_by(home, tag)
    id, said = form.text("entry", most=64), form.text("said", most=500)
    shown = await _shown_entry(home, one, id)
    if shown is None:
        form.blame("said", "The shop has not shown this entry. Ask it again.")
    elif shown and said:
        _check_value(form, shown, said)
    if form.faults:
        return await _page(request, home, one, form, 422, wrong=id)

    async def act(relate: Relate) -> str:
        done = await corrected_entry(relate, home.database, one.brand, id, said)
        who, _ = await seen_entry(relate, one.brand, id)
        await Sketches(relate, home.database).fetch(one.brand, who)
        return f"{one.name} corrected it." if done.corrected else f"{one.name} did not correct it."

    return await tried(request, home, f"/trust/brands/{tag}", act)


@router.post("/trust/brands/{tag}/erase")
async def erase(request: Request, tag: str, home: HomeDep) -> Response:
    """Have the brand erase one entry, or everything under the keys that were asked about."""
    form, one = await posted(request), await known_by(home, tag)
    id = form.text("entry", most=64, required=False)
    if not id and not form.ticked("sure"):
        form.blame("sure", "Tick this if you mean it: it can't be taken back.")
    elif id and await _shown_entry(home, one, id) is None:
        form.blame("sure", "The shop has not shown this entry. Ask it again.")
    if form.faults:
        return await _page(request, home, one, form, 422)

    async def act(relate: Relate) -> str:
        every = form.ticked("every") or not one.climb.known
        wanted = await to_erase(relate, home.database, one.brand, [id] if id else [], every=every)
        done = await erased_entries(relate, home.database, one.brand, wanted)
        for who in wanted:
            await Sketches(relate, home.database).fetch(one.brand, who)
        kept = f" It keeps {len(done.kept)}, which the law asks it to." if done.kept else ""
        return f"{one.name} erased {done.erased}.{kept}"

    return await tried(request, home, f"/trust/brands/{tag}", act)


async def _shown_entry(home: Home, one: Knows, id: str) -> str | None:
    """Return the field of the entry of that *id* ("" for words); None if no sketch showed it."""
    sketch = last_sketch(await SqlLetters(home.database).to(one.brand, ["sketch"]))
    entries = () if sketch is None else sketch.entries
    return next((entry.field for entry in entries if entry.id == id), None)


def _check_value(form: Form, field: str, value: str) -> None:
    try:
        check_value(field, value)
    except BadValueError as error:
        form.blame("said", f"{str(error)[:1].upper()}{str(error)[1:]}.")


async def _page(
    request: Request, home: Home, one: Knows, form: Form, status: int = 200, *, wrong: str = ""
) -> Response:
    letters = SqlLetters(home.database)
    told = [each for each in claims(await remembered(home.database, "claimed")) if each.brand == one.brand]
    broke = await remembered(home.database, "breach")
    breaches = [each for each in broke if (each.facts or {}).get("brand") == one.brand]
    return render(
        request,
        "twin/brand.html",
        status=status,
        form=form,
        wrong=wrong,
        blank=Form(),
        one=one,
        sketch=last_sketch(await letters.to(one.brand, ["sketch"])),
        told=told[::-1],
        orders=await newest_orders(home.database, one.brand, 20),
        news=[shown_subscription(each, home.now_ms()) for each in one.news],
        breaches=breaches[::-1][:20],
        rungs=RUNGS,
        states=STATES,
        sources=SOURCES,
        bases=BASES,
        news_states=NEWS_STATES,
        host_of=host_of,
        field_words=field_words,
        purpose_words=purpose_words,
    )
