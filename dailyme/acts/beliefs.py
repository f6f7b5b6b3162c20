"""What `dailyme memory`, `memory why` and `memory edit` do."""

from __future__ import annotations

from consumer_twin.edge import SqlMemory
from consumer_twin.errors import BadBeliefError
from consumer_twin.memory import Belief, Beliefs, Evidence, edit, parted
from consumer_twin.taste import Experience
from dailyme.acts.memory import with_memory
from dailyme.clock import now_ms
from dailyme.outputs_memory import MemoryList, MemoryWhy, ShownBelief, ShownEvidence
from dailyme.show import console, count, print_json
from dailyme.wiring.twin import say_if_unlearnt

_SHOWN = 20
"""Pieces of evidence that are listed for people; `--json` has all."""


def list_beliefs(*, as_json: bool) -> None:
    """List what the twin believes."""

    async def read(memory: SqlMemory) -> tuple[Beliefs, int, Experience]:
        return await memory.believed(), (await memory.head()).count, await memory.experience()

    beliefs, entries, experience = with_memory(read)
    say_if_unlearnt(experience)
    if as_json:
        print_json(MemoryList(beliefs=[ShownBelief.of(one) for one in beliefs.all], entries=entries))
        return
    for belief in beliefs.all:
        _show(belief)
    if not beliefs.all:
        console().print("Your twin believes nothing about you yet.")
    console().print(f"\n{count(entries, 'log entry')}. See: dailyme memory log")


def show_why(text: str, *, as_json: bool) -> None:
    """Show what a belief comes from."""
    _show_why(with_memory(lambda memory: memory.believed()).named(text), as_json=as_json)


def edit_belief(text: str, stance: str, *, as_json: bool) -> None:
    """Set a belief by hand, and show what is held now."""

    async def work(memory: SqlMemory) -> tuple[Belief | None, Belief]:
        beliefs = await memory.believed()
        topic = _topic(text, beliefs)
        await memory.remember([edit(topic, stance, now_ms())])
        return beliefs.of(topic), (await memory.believed()).named(topic)

    before, after = with_memory(work)
    if before is not None and not as_json:
        console().print(f"Before: {before.words} ({_how_sure(before)})", soft_wrap=True)
    _show_why(after, as_json=as_json)


def _topic(text: str, beliefs: Beliefs) -> str:
    """Return the topic that *text* names: one that is believed already, in any case, or one that may be."""
    known = next((one.topic for one in beliefs.all if one.topic.casefold() == text.casefold()), None)
    if known is not None:
        return known
    try:
        parted(text)
    except BadBeliefError:
        if not beliefs.all:
            raise
        return beliefs.named(text).topic
    return text


def _show(belief: Belief) -> None:
    console().print(belief.words, soft_wrap=True)
    shown = ShownBelief.of(belief)
    pieces = count(len(shown.evidence), "entry")
    line = f"  {belief.topic}  {_how_sure(belief)}, from {pieces}, last {shown.date[:10]}"
    console().print(line, style="dim", soft_wrap=True)


def _how_sure(belief: Belief) -> str:
    return f"strength {belief.strength:.2f}" + (", set by you" if belief.by_hand else "")


def _show_why(belief: Belief, *, as_json: bool) -> None:
    if as_json:
        why = [ShownEvidence.of(one) for one in belief.evidence]
        print_json(MemoryWhy(belief=ShownBelief.of(belief), why=why))
        return
    _show(belief)
    for one in belief.evidence[-_SHOWN:]:
        _show_evidence(one)
    more = len(belief.evidence) - _SHOWN
    if more > 0:
        console().print(f"  and {more:,} before them (--json lists all)")
    if belief.by_hand and belief.derived * belief.stance < 0:
        console().print(f"  What you did speaks against it: {belief.derived:+.2f} without your word.")


def _show_evidence(one: Evidence) -> None:
    shown = ShownEvidence.of(one)
    line = f"  {shown.entry:>6}  {shown.date[:10]}  {shown.says:<10}  {shown.words}"
    console().print(line, soft_wrap=True)
