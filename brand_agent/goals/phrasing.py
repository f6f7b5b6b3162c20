"""The reason of a proposal in a model's words, beside ours: no other figure may stand in them.

The reason of ours is always there; diff, effect and bounds are code. What a model says in another figure, at
length, or not at all is left out. Reasons with a floor in them are never shown to one.
"""

from __future__ import annotations

import json
from typing import Final

from brand_agent.goals.proposal import Proposal
from language import Kind, LanguageModel, ModelError, Task, only_says
from protocol import clean

INSTRUCTIONS: Final = (
    "Say in one or two plain sentences, to a shopkeeper, what the change is and why. Use no number that is "
    "not in the facts, promise nothing, and praise nothing."
)
MAX_WORDS: Final = 400


async def in_words(model: LanguageModel, proposal: Proposal) -> str | None:
    """Return the reason of *proposal* as *model* puts it; None if it may not be shown."""
    if proposal.kind == "limits":
        return None
    facts = {"change": proposal.kind, "reason": proposal.reason}
    task = Task(Kind.PROPOSAL, INSTRUCTIONS, json.dumps(facts, ensure_ascii=False))
    said = ""
    try:
        async for piece in model.phrase(task):
            said += piece
            if len(said) > MAX_WORDS:
                return None
    except ModelError:
        return None
    words = clean(" ".join(said.split()), MAX_WORDS)
    told = only_says(words, proposal.numbers, percents=proposal.numbers, names=proposal.names)
    return words if words and told else None
