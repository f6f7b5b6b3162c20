"""A form's JSON Schema as servers want it that keep to one: every member required, no others, no defaults.

What a field may leave out it says with null. Titles and defaults go: they cost tokens and tempt to copy.
"""

from __future__ import annotations

from typing import Any, Final

from language.ports import Form

_DROPPED: Final = frozenset({"title", "default"})


def strict_schema(form: type[Form]) -> dict[str, Any]:
    """Return the schema of *form*, in which each member must be given."""
    shaped = _strict(form.model_json_schema(), named=False)
    assert isinstance(shaped, dict)
    return shaped


def _strict(node: Any, *, named: bool) -> Any:
    """Return *node* made strict. named: its keys are names of members, not words of a schema."""
    if isinstance(node, list):
        return [_strict(part, named=False) for part in node]
    if not isinstance(node, dict):
        return node
    shaped = {
        key: _strict(part, named=not named and key in {"properties", "$defs"})
        for key, part in node.items()
        if named or key not in _DROPPED
    }
    if not named and "properties" in shaped:
        shaped |= {"required": list(shaped["properties"]), "additionalProperties": False}
    return shaped
