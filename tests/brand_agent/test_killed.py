"""kill -9 at an accept: the brand comes back, the same bytes are retried, and both hold one agreement."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.brand_agent.buyer import MESSAGE, Buyer

ROOT = Path(__file__).parents[2]


@contextmanager
def brand(folder: Path, moment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A brand process over the store in *folder*, and where it answers."""
    command = [sys.executable, "-m", "tests.brand_agent.killed_brand", str(folder), moment]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, f"http://127.0.0.1:{process.stdout.readline().strip()}/negotiate"
        process.kill()


def send(url: str, data: bytes) -> bytes:
    response = httpx.post(url, content=data, headers={"content-type": MESSAGE}, timeout=30)
    assert response.status_code == 200, response.text
    return response.content


def stored(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "shop.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize(("moment", "kept"), [("before", 0), ("after", 1)])
def test_a_killed_brand_comes_back_and_agrees_once(tmp_path: Path, moment: str, kept: int) -> None:
    buyer = Buyer()
    with brand(tmp_path, moment) as (process, url):
        for kind in ("open", "counter"):
            asked = buyer.plain(kind)
            buyer.hear(asked, send(url, asked))
        accept = buyer.accept()
        with pytest.raises(httpx.TransportError):
            send(url, accept)
        assert process.wait(30) == -9
    assert len(stored(tmp_path, "SELECT * FROM brand_sale")) == kept

    with brand(tmp_path, "never") as (_, url):
        confirmed = send(url, accept)
        assert send(url, accept) == confirmed
    assert buyer.hear(accept, confirmed).type == "confirm"
    assert stored(tmp_path, "SELECT remaining FROM brand_stock WHERE product = 'router'") == [(2,)]
    assert stored(tmp_path, "SELECT thread, total_minor FROM brand_sale") == [(buyer.talk.thread, 9_625)]
    assert stored(tmp_path, "SELECT data FROM brand_message WHERE type = 'confirm'") == [(confirmed,)]
