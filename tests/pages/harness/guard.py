"""What no page may do, whatever a test looks at: complain, break its own policy, or leave this machine."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request, WebError

LOOPBACK: Final = {"127.0.0.1", "localhost", "[::1]", "::1"}
_STATUS: Final = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")
_TELL_VIOLATIONS: Final = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy broken: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Guard:
    """The complaints about the pages of one context.

    allowed: statuses that the test asks for on purpose; Chromium calls each a failure.
    """

    allowed: set[int] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    async def watch(self, context: BrowserContext) -> None:
        """Watch every page of *context* from now on."""
        await context.add_init_script(_TELL_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("page", lambda page: page.on("crash", self._crash))

    def clear(self) -> None:
        """Fail with all complaints, if there are any."""
        assert not self.complaints, "\n".join(self.complaints)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning", "assert"}:
            return
        status = _STATUS.match(message.text)
        if status is None or int(status[1]) not in self.allowed:
            where = message.location
            self.complaints.append(f"console {message.type}: {message.text} ({where.get('url', '')})")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"error in a page: {error.error}")

    def _request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in {"data", "blob", "about"} and asked.hostname not in LOOPBACK:
            self.complaints.append(f"left this machine: {request.url}")

    def _crash(self, page: Page) -> None:
        self.complaints.append(f"the page crashed: {page.url}")
