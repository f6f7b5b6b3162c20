"""The Daily Me: wish, scan, match, negotiate, decide, agree, learn; and one runner that reads so."""

from consumer_twin.decide import decide
from consumer_twin.errors import TwinError
from consumer_twin.events import Event, Stage
from consumer_twin.fresh import Clock, Ids, Nonces
from consumer_twin.keys import seeded_ids, seeded_nonces, thread_key
from consumer_twin.match import Find, match
from consumer_twin.memory import Lesson
from consumer_twin.option import Option
from consumer_twin.outcome import Deal, LineOutcome, Outcome, Status
from consumer_twin.person import REASONS, Approve, Later, Nobody, Person, Refuse
from consumer_twin.report import disclosed
from consumer_twin.runner import approve, decline, pursue, resume, seek
from consumer_twin.savings import saved
from consumer_twin.scan import Scan, Seller, Shelf, Trouble
from consumer_twin.twin import Twin
from consumer_twin.wish import Wish, WishLine, read_wish

__all__ = [
    "REASONS",
    "Approve",
    "Clock",
    "Deal",
    "Event",
    "Find",
    "Ids",
    "Later",
    "Lesson",
    "LineOutcome",
    "Nobody",
    "Nonces",
    "Option",
    "Outcome",
    "Person",
    "Refuse",
    "Scan",
    "Seller",
    "Shelf",
    "Stage",
    "Status",
    "Trouble",
    "Twin",
    "TwinError",
    "Wish",
    "WishLine",
    "approve",
    "decide",
    "decline",
    "disclosed",
    "match",
    "pursue",
    "read_wish",
    "resume",
    "saved",
    "seeded_ids",
    "seeded_nonces",
    "seek",
    "thread_key",
]
