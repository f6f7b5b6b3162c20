"""kill -9 around an accept: the brand comes back, the same bytes are retried, and both hold one agreement."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.brand_agent.buyer import MESSAGE, Buyer
from tests.brand_agent.test_budget import given, with_budget

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


def haggled(url: str, name: str) -> Buyer:
    """A buyer who asked *url* for nothing, three times."""
    buyer = Buyer(name)
    asked = buyer.opening()
    buyer.hear(asked, send(url, asked))
    for _ in range(3):
        asked = buyer.counter(1)
        buyer.hear(asked, send(url, asked))
    return buyer


DAY = "SELECT spent_minor, reserved_minor FROM brand_concession_day"


@pytest.mark.parametrize(
    ("moment", "kept"), [("never", (0, 1_125)), ("before", (0, 1_125)), ("after", (1_125, 0))]
)
def test_a_budget_outlives_a_kill(tmp_path: Path, moment: str, kept: tuple[int, int]) -> None:
    (tmp_path / "policy.toml").write_text(with_budget("11.25"))
    with brand(tmp_path, moment) as (process, url):
        buyer = haggled(url, "first")
        accept = buyer.accept()
        if moment == "never":  # between the offer and the accept
            process.kill()
        else:
            with pytest.raises(httpx.TransportError):
                send(url, accept)
        assert process.wait(30) == -9
    assert given(buyer) == 1_125
    assert stored(tmp_path, DAY) == [kept]

    with brand(tmp_path, "never") as (_, url):
        assert given(haggled(url, "while it is reserved or spent")) == 0
        assert buyer.hear(accept, send(url, accept)).type == "confirm"
        send(url, accept)  # the same bytes again
        assert given(haggled(url, "when it is spent")) == 0
    assert stored(tmp_path, DAY) == [(1_125, 0)]


def test_two_processes_on_one_store_give_no_more_than_the_day(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(with_budget("20.00"))
    with (
        brand(tmp_path, "never") as (_, first),
        brand(tmp_path, "never") as (_, second),
        ThreadPoolExecutor(6) as pool,
    ):
        places = [first, second] * 3
        buyers = list(pool.map(haggled, places, [f"buyer {number}" for number in range(6)]))
        total = sum(map(given, buyers))
        accepts = [buyer.accept() for buyer in buyers]
        answers = list(pool.map(send, reversed(places), accepts))  # at the other process
    kinds = {buyer.hear(*said).type for buyer, *said in zip(buyers, accepts, answers, strict=True)}
    assert kinds <= {"confirm", "refuse"}  # there are three pieces
    assert 0 < total <= 2_000
    sold = stored(tmp_path, "SELECT SUM(list_total_minor - total_minor) FROM brand_sale")
    assert [spent for spent, _ in stored(tmp_path, DAY)] == [sold[0][0]]
