"""Vendure as a program beside the tests: started on loopback with its own sample catalog, and asked.

`make shop` installs it into a cache folder outside this repository (`DAILYME_VENDURE` names another).
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

SCRIPT: Final = Path(__file__).with_name("shop.cjs")
FOLDER: Final = Path(os.environ.get("DAILYME_VENDURE") or Path.home() / ".cache/dailyme-tests/vendure-3.7.3")
START_S: Final = 240.0
"""It fills its database first: some 10 s on an idle machine, 40 s on a busy one."""


def why_not() -> str | None:
    """Return why the shop can't be started here; None if it can."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not (FOLDER / "node_modules/@vendure/core").is_dir():
        return f"Vendure is not installed in {FOLDER}: make shop"
    return None


@dataclass(frozen=True)
class LiveShop:
    """A running shop at *origin*, asked over its GraphQL interfaces."""

    origin: str
    client: httpx.Client

    def ask(self, query: str, /, **variables: Any) -> Any:
        """Return what the shop API answers, as the bytes' JSON."""
        return _data(self.client.post(f"{self.origin}/shop-api", json=_body(query, variables)))

    def page(self, query: str, /, **variables: Any) -> bytes:
        """Return the bytes of the shop API's answer."""
        return self.client.post(f"{self.origin}/shop-api", json=_body(query, variables)).content

    def manage(self, query: str, /, **variables: Any) -> Any:
        """Return what the admin API answers to the shop's owner."""
        login = 'mutation { login(username: "test", password: "test") { __typename } }'
        came = self.client.post(f"{self.origin}/admin-api", json=_body(login, {}))
        token = {"authorization": f"Bearer {came.headers['vendure-auth-token']}"}
        return _data(
            self.client.post(f"{self.origin}/admin-api", json=_body(query, variables), headers=token)
        )


@contextmanager
def live_shop() -> Iterator[LiveShop]:
    """Start the shop and end it after; skip where it is not installed, and fail there if CI is true."""
    missing = why_not()
    if missing is not None:
        print(missing)
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with subprocess.Popen(
        ["node", str(SCRIPT)],
        cwd=FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as program:
        try:
            assert program.stdout is not None
            ready, _, _ = select.select([program.stdout], [], [], START_S)
            assert ready, "the shop did not start in time"
            said = program.stdout.readline()
            assert said, "the shop ended before it listened"
            with httpx.Client(timeout=60, trust_env=False) as client:
                yield LiveShop(json.loads(said)["origin"], client)
        finally:
            program.terminate()


def _body(query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    return {"query": query, "variables": dict(variables)}


def _data(answer: httpx.Response) -> Any:
    told = answer.raise_for_status().json()
    assert "errors" not in told, told["errors"]
    return told["data"]
