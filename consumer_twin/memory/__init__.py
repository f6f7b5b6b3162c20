"""Memory: a log of facts that only grows, and the beliefs that are drawn from it. Rules only, no disk."""

from consumer_twin.memory.avoided import AVOIDED, avoided_last
from consumer_twin.memory.beliefs import Belief, Beliefs, derive, stance_of
from consumer_twin.memory.chain import (
    SALT_BYTES,
    START,
    Break,
    Checked,
    Entry,
    Head,
    check,
    erased,
    following,
    head_at,
)
from consumer_twin.memory.editing import edit, read_share, read_stance
from consumer_twin.memory.evidence import DECISIONS, Evidence
from consumer_twin.memory.facts import How, checked, facts_of
from consumer_twin.memory.lesson import KINDS, Kind, Lesson, lesson_of, payload_of
from consumer_twin.memory.promises import by_promises
from consumer_twin.memory.telling import told
from consumer_twin.memory.topic import parted, taste_of, topic
from consumer_twin.memory.voided import USED, without_void

__all__ = [
    "AVOIDED",
    "DECISIONS",
    "KINDS",
    "SALT_BYTES",
    "START",
    "USED",
    "Belief",
    "Beliefs",
    "Break",
    "Checked",
    "Entry",
    "Evidence",
    "Head",
    "How",
    "Kind",
    "Lesson",
    "avoided_last",
    "by_promises",
    "check",
    "checked",
    "derive",
    "edit",
    "erased",
    "facts_of",
    "following",
    "head_at",
    "lesson_of",
    "parted",
    "payload_of",
    "read_share",
    "read_stance",
    "stance_of",
    "taste_of",
    "told",
    "topic",
    "without_void",
]
