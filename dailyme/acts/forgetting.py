"""What `dailyme memory forget` does: evidence goes, and its effect with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from consumer_twin.edge import SqlMemory
from consumer_twin.errors import BrokenMemoryError
from consumer_twin.memory import Beliefs
from consumer_twin.taste import believed
from dailyme.acts.memory import with_memory
from dailyme.clock import now_ms
from dailyme.confirm import confirm
from dailyme.outputs_memory import BeliefChange, MemoryForgotten, ShownBelief
from dailyme.show import console, count, hints, print_json


def forget_these(texts: Sequence[str], *, yes: bool, as_json: bool) -> None:
    """Erase entries, or the evidence of beliefs, and show what became of the beliefs."""
    entries, changes = with_memory(lambda memory: plan_of(memory, texts))
    confirm("forget", _warning(entries, changes), yes=yes)
    scrubbed = with_memory(lambda memory: memory.forget(entries, now_ms()))
    done = MemoryForgotten(erased=sorted(entries), changed=changes, scrubbed=scrubbed)
    if as_json:
        print_json(done)
        return
    console().print(
        f"Forgotten: {count(len(entries), 'entry')}. All that was drawn from the log is drawn anew."
    )
    for change in changes if yes else ():
        console().print(f"  {changed_words(change)}", soft_wrap=True)
    if not scrubbed:
        hints().print("Another process was reading: the file is cleaned when you next forget something.")


async def plan_of(memory: SqlMemory, texts: Sequence[str]) -> tuple[frozenset[int], list[BeliefChange]]:
    """Return which entries are meant, and how the beliefs change without them.

    A log that can't be read has no beliefs to name, but its entries can still be dropped by number.
    """
    numbers = {int(text) for text in texts if text.isdecimal()}
    named = [text for text in texts if not text.isdecimal()]
    try:
        lessons = await memory.recall()
        before = believed(lessons)
    except BrokenMemoryError:
        if named:
            raise
        return frozenset(numbers), []
    for text in named:
        numbers |= set(before.named(text).entries)
    numbers = set(await memory.reach(numbers))
    after = believed(lesson for lesson in lessons if lesson.number not in numbers)
    return frozenset(numbers), _changes(before, after)


def _changes(before: Beliefs, after: Beliefs) -> list[BeliefChange]:
    found = []
    for topic in dict.fromkeys(one.topic for one in (*before.all, *after.all)):
        was, is_now = before.of(topic), after.of(topic)
        if was != is_now:
            found.append(
                BeliefChange(
                    id=topic,
                    before=None if was is None else ShownBelief.of(was),
                    after=None if is_now is None else ShownBelief.of(is_now),
                )
            )
    return found


def _warning(entries: Collection[int], changes: Sequence[BeliefChange]) -> list[str]:
    erased = count(len(entries), "entry")
    lines = [f"This erases {erased} of the log for good; the hashes stay, so the chain still verifies."]
    lines += [f"  {changed_words(change)}" for change in changes]
    return [*lines, "Signed messages and agreements stay: see `dailyme twin threads`, `dailyme twin erase`."]


def changed_words(change: BeliefChange) -> str:
    """Say how a belief changes."""
    if change.after is None:
        assert change.before is not None
        return f"No longer believed: {change.before.words}"
    was = "new" if change.before is None else f"was {change.before.stance:+.2f}"
    return f"{change.after.words} {change.after.stance:+.2f} ({was})"
