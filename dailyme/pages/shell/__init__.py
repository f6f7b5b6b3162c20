"""What both sites share: the gate, the door, sessions, forms, and drawing a page."""

from __future__ import annotations

from dailyme.pages.shell.app import Lifespan, make_app
from dailyme.pages.shell.door import Entrance, admit, door_router, let_in, let_out, needs
from dailyme.pages.shell.errors import (
    BadFormError,
    ForgedError,
    KeyUsedError,
    NoPageError,
    NotAllowedError,
    NotEnteredError,
    PageError,
)
from dailyme.pages.shell.forms import Form, Upload, posted
from dailyme.pages.shell.live import Live
from dailyme.pages.shell.render import is_fragment, render, see, templates
from dailyme.pages.shell.say import day_words, distance_words, moment_words, money_words, percent_words
from dailyme.pages.shell.sessions import InMemory, Session, Sessions, csrf_of
from dailyme.pages.shell.site import Site, Way, local_origins, session_of, site_of
from dailyme.pages.shell.who import Role, Who

__all__ = [
    "BadFormError",
    "Entrance",
    "ForgedError",
    "Form",
    "InMemory",
    "KeyUsedError",
    "Lifespan",
    "Live",
    "NoPageError",
    "NotAllowedError",
    "NotEnteredError",
    "PageError",
    "Role",
    "Session",
    "Sessions",
    "Site",
    "Upload",
    "Way",
    "Who",
    "admit",
    "csrf_of",
    "day_words",
    "distance_words",
    "door_router",
    "is_fragment",
    "let_in",
    "let_out",
    "local_origins",
    "make_app",
    "moment_words",
    "money_words",
    "needs",
    "percent_words",
    "posted",
    "render",
    "see",
    "session_of",
    "site_of",
    "templates",
]
