"""Drawing a page: Jinja2 templates that escape everything, with the words of a locale."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from babel import Locale
from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.responses import RedirectResponse, Response

from dailyme.pages.shell.forms import Form
from dailyme.pages.shell.say import (
    day_words,
    distance_words,
    iso,
    locale_of,
    moment_words,
    money_words,
    number_words,
    percent_words,
)
from dailyme.pages.shell.site import session_of, site_of

HOME: Final = Path(__file__).parent.parent
_SAID: Final = 3
"""Sentences that wait for the next page, at most."""


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """Return the page that *template* draws of *context*.

    The template also knows `site`, `who`, `csrf`, `here` (the path), `asked` (with its query), `said` (what
    the last step came to), `locale`, `now_ms`, `fragment` (htmx asked, so the frame is left out), and since
    when all is paused.
    """
    site, session = site_of(request), session_of(request)
    # a part of a page leaves what the last step came to for the whole one that follows
    said = () if session is None or is_fragment(request) else tuple(site.said.pop(session.csrf, ()))
    known = {
        "site": site,
        "who": None if session is None else session.who,
        "csrf": "" if session is None else session.csrf,
        "here": request.url.path,
        "asked": f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
        "said": said,
        "locale": locale_of(request.headers.get("accept-language", "")),
        "now_ms": site.clock(),
        "fragment": is_fragment(request),
        "form": Form(),
        "paused_ms": getattr(request.state, "paused_ms", None),
    }
    html = templates().get_template(template).render({**known, **context})
    return Response(html, status, media_type="text/html")


def is_fragment(request: Request) -> bool:
    """Whether htmx asks for a part of the page, and not for a whole one to go to."""
    asked = request.headers
    return asked.get("hx-request") == "true" and asked.get("hx-boosted") != "true"


def see(request: Request, to: str, *, said: str = "") -> Response:
    """Return an answer that has the browser see the page *to*, which says *said* once."""
    session = session_of(request)
    if said and session is not None:
        waiting = site_of(request).said
        waiting[session.csrf] = [*waiting.get(session.csrf, []), said][-_SAID:]
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"hx-redirect": quote(to, safe="/?&=#%+:,;@")})
    return RedirectResponse(to, 303)


@cache
def templates() -> Environment:
    """Return the templates: whatever a name stands for is text, and an unknown name is an error."""
    found = Environment(
        loader=FileSystemLoader(HOME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        money=_by_locale(money_words),
        number=_by_locale(number_words),
        percent=_by_locale(percent_words),
        day=_by_locale(day_words),
        moment=_by_locale(moment_words),
        ago=_ago,
        iso=iso,
    )
    found.globals.update(asset=asset)
    return found


def _by_locale(words: Callable[[Any, Locale], str]) -> Callable[..., str]:
    @pass_context
    def say(context: Context, value: Any) -> str:
        return words(value, context["locale"])

    return say


@pass_context
def _ago(context: Context, at_ms: int) -> str:
    return distance_words(at_ms, context["now_ms"], context["locale"])


@cache
def assets() -> Mapping[str, tuple[bytes, bytes, str]]:
    """Return scripts and styles by path: as they are, packed by gzip, and their fingerprint."""
    found = {}
    for folder in ("static", "vendor"):
        for file in sorted((HOME / folder).rglob("*")):
            if file.suffix in {".css", ".js", ".svg"}:
                data = file.read_bytes()
                path = file.relative_to(HOME).as_posix()
                found[path] = (data, gzip.compress(data, 9, mtime=0), sha256(data).hexdigest()[:12])
    return found


def asset(path: str) -> str:
    """Return the address of a script or style, which changes when its bytes do."""
    return f"/{path}?v={assets()[path][2]}"
