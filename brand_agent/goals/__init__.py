"""What a marketer wants, in words: read into goals and limits, signed off, measured, and proposed for.

Nothing of it is on the wire. Decided in docs/adr/0034-goals-are-signed-off-and-limits-are-code.md.
"""

from brand_agent.goals.goal import Change, Goal, Limits, Metric, Priority, Reading, Span
from brand_agent.goals.reading import read_goal

__all__ = ["Change", "Goal", "Limits", "Metric", "Priority", "Reading", "Span", "read_goal"]
