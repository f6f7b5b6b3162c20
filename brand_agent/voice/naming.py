"""A name for a theme in a model's words. It is told the enumerated reason and the category, and no count.

So it has nothing to say of a person, and no figure: a name with a number, a line break, an address or more
than a few words is dropped, and the name by rule stays.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Final

from pydantic import Field

from brand_agent.voice.themes import Theme
from language import Form, Kind, LanguageModel, ModelError, Task, said
from protocol.text import fault

INSTRUCTIONS: Final = (
    "Name the theme that customers' agents told a shop, in two to five plain words. No number, no name of "
    "anybody, no advice."
)
_NAME: Final = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+){0,5}")


class ThemeName(Form):
    """What a model may fill."""

    name: Annotated[str, Field(min_length=3, max_length=48)]


async def named(model: LanguageModel, theme: Theme) -> str | None:
    """Return what *model* calls *theme*; None if it may not be shown."""
    facts = {"source": theme.source, "reason": theme.reason, "about": theme.about}
    try:
        form = await model.fill(
            Task(Kind.THEME, INSTRUCTIONS, json.dumps(facts, ensure_ascii=False)), ThemeName
        )
    except ModelError:
        return None
    name = form.name.strip()
    is_plain = _NAME.fullmatch(name) is not None and fault(name) is None
    return name if is_plain and not said(name) else None
