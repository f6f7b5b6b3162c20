"""What the twin believes of its person, and why; set by hand, or forgotten with all that it came from."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin.edge import SqlMemory
from consumer_twin.errors import BadBeliefError, BrokenMemoryError, UnknownBeliefError, UnknownEntryError
from consumer_twin.memory import Belief, Beliefs, edit, read_stance, taste_of
from dailyme.acts.forgetting import changed_words, plan_of
from dailyme.outputs_memory import ShownEvidence
from dailyme.pages.shell import Form, NoPageError, posted, render, see
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.unchanged import unchanged

router = APIRouter()

STANCES: Final = (
    ("yes", "Yes, that is so", ""),
    ("unsure", "I am not sure", ""),
    ("no", "No, the opposite", ""),
)
_EVIDENCE: Final = 20
"""Pieces of evidence that are shown; `dailyme memory why` has all."""
_SHOWN: Final = 100
_SURE: Final = ((0.6, "quite sure"), (0.3, "fairly sure"), (0.1, "guessing"), (0.0, "barely guessing"))
_DIGITS: Final = 12


def sure_words(belief: Belief) -> str:
    """Say how sure the twin is."""
    if belief.by_hand:
        return "told so by you"
    return next(words for least, words in _SURE if belief.strength >= least)


@router.get("/trust/beliefs")
async def beliefs(request: Request, home: HomeDep) -> Response:
    """Show what is believed, surest first."""
    found, broken = await _believed(home)
    return render(
        request,
        "twin/beliefs.html",
        beliefs=found.all[:_SHOWN],
        sure_words=sure_words,
        more=max(0, len(found.all) - _SHOWN),
        broken=broken,
    )


@router.get("/trust/beliefs/why")
async def why(request: Request, home: HomeDep, of: str = "") -> Response:
    """Show what a belief comes from."""
    return await _page(request, home, await _one(home, of), Form())


@router.post("/trust/beliefs/set")
async def set_by_hand(request: Request, home: HomeDep) -> Response:
    """Set a belief by hand; that wins over whatever it was drawn from."""
    form = await posted(request)
    topic = form.text("of", most=200)
    belief = await _one(home, topic)
    said = form.text("stance", most=20)
    if not form.faults:
        try:
            if not taste_of(topic):
                read_stance(said)
            await SqlMemory(home.database).remember([edit(topic, said, home.now_ms())])
        except BadBeliefError as error:
            form.blame("stance", f"{str(error)[:1].upper()}{str(error)[1:]}.")
    if form.faults:
        return await _page(request, home, belief, form, 422)
    return see(request, "/trust/beliefs", said="Kept. Your word wins over what your twin concluded.")


@router.get("/trust/beliefs/forget")
async def about_to_forget(request: Request, home: HomeDep, of: str = "") -> Response:
    """Show what forgetting a belief, or an entry of the log, would take along."""
    return await _forgetting(request, home, of, Form())


@router.post("/trust/beliefs/forget")
async def forget(request: Request, home: HomeDep) -> Response:
    """Erase what a belief comes from, once the person has seen what goes with it."""
    form = await posted(request)
    of = form.text("of", most=200)
    if not form.ticked("sure"):
        form.blame("sure", "Tick this if you mean it: it can't be taken back.")
    if form.faults:
        return await _forgetting(request, home, of, form, 422)
    entries, _ = await _plan(home, of)
    try:
        scrubbed = await SqlMemory(home.database).forget(entries, home.now_ms())
    except UnknownEntryError:
        raise NoPageError("There is nothing of that kind to forget.") from None
    later = "" if scrubbed else " The file itself is cleaned when you next forget something."
    many = "entry is" if len(entries) == 1 else "entries are"
    return see(request, "/trust/beliefs", said=f"Forgotten: {len(entries)} {many} gone for good.{later}")


async def _believed(home: Home) -> tuple[Beliefs, str]:
    """Return what is believed, and why nothing can be if the log is broken."""
    try:
        return await unchanged(home.database, "believed", SqlMemory(home.database).believed), ""
    except BrokenMemoryError as error:
        return Beliefs(), f"{str(error)[:1].upper()}{str(error)[1:]}."


async def _one(home: Home, topic: str) -> Belief:
    found, _ = await _believed(home)
    belief = found.of(topic)
    if belief is None:
        raise NoPageError("Your twin believes nothing of that kind.")
    return belief


async def _page(request: Request, home: Home, belief: Belief, form: Form, status: int = 200) -> Response:
    evidence = [ShownEvidence.of(one) for one in belief.evidence[::-1]]
    return render(
        request,
        "twin/belief.html",
        status=status,
        form=form,
        belief=belief,
        sure_words=sure_words,
        stances=STANCES,
        taste=bool(taste_of(belief.topic)),
        evidence=evidence[:_EVIDENCE],
        more=max(0, len(evidence) - _EVIDENCE),
    )


async def _plan(home: Home, of: str) -> tuple[frozenset[int], list[str]]:
    """Return the entries that *of*, a topic or a number of the log, stands for, and what changes."""
    memory = SqlMemory(home.database)
    if of.isdecimal() and (len(of) > _DIGITS or not 1 <= int(of) <= (await memory.head()).count):
        raise NoPageError("The log has no such entry.")
    try:
        entries, changes = await plan_of(memory, [of[:200]])
    except (UnknownBeliefError, UnknownEntryError, BrokenMemoryError):
        raise NoPageError("There is nothing of that kind to forget.") from None
    if not entries:
        raise NoPageError("There is nothing of that kind to forget.")
    return entries, [changed_words(one) for one in changes]


async def _forgetting(request: Request, home: Home, of: str, form: Form, status: int = 200) -> Response:
    entries, changes = await _plan(home, of)
    return render(
        request, "twin/forget.html", status=status, form=form, of=of, entries=sorted(entries), changes=changes
    )
