"""Debian's Chromium, driven by Playwright: nothing is downloaded, and nothing but this machine is reached."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import pytest
from playwright.async_api import Browser, async_playwright

NAMES: Final = ("chromium", "chromium-browser")
FLAGS: Final = (
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
)


def program() -> str | None:
    """Return where Chromium is; None if it is not installed."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Open a browser and close it after; skip where there is none, and fail there if CI is true."""
    found = program()
    if found is None:
        missing = "Chromium is not installed (Debian: chromium)"
        print(missing)
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    sandbox = os.geteuid() != 0  # Chromium refuses to run as root within one
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=found, args=list(FLAGS), chromium_sandbox=sandbox
        )
        try:
            yield browser
        finally:
            await browser.close()
