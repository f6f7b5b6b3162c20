"""kill -9 of a real twin with an accept in its hands: it comes back and agrees once."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.types import ASGIApp

from tests.consumer_twin.mall import Mall
from transport.memory import memory_client

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def served(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    """Serve *app* on a real socket."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    yield
    server.should_exit = True
    await task


async def twin(folder: Path, origin: str, moment: str) -> tuple[int, str]:
    """Run the twin as a process; its exit status, and what it printed."""
    command = [sys.executable, "-m", "tests.consumer_twin.killed_twin", str(folder), origin, moment]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    printed, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, printed.decode()


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize(("moment", "heard_by_the_brand"), [("before", 0), ("after", 1)])
async def test_a_killed_twin_comes_back_with_the_same_bytes_and_agrees_once(
    tmp_path: Path, moment: str, heard_by_the_brand: int
) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    origin = f"http://localhost:{listening.getsockname()[1]}"
    async with memory_client({}) as nobody:
        mall = Mall(tmp_path, {}, nobody)
        app = await mall.brand("paperlane", origin)
        async with served(app, listening):
            assert await twin(tmp_path, origin, moment) == (-9, "")
            kept = rows(tmp_path / "twin.db", "SELECT seq, data FROM twin_message ORDER BY seq DESC LIMIT 1")
            accepts = "SELECT data FROM brand_message WHERE type = 'accept'"
            assert len(rows(tmp_path / "paperlane.db", accepts)) == heard_by_the_brand
            assert json.loads(kept[0][1])["type"] == "accept"

            status, printed = await twin(tmp_path, origin, "resume")
            assert status == 0
            ((outcome, documents),) = json.loads(printed)
            assert outcome == "agreed"
            assert len(documents[0]["signatures"]) == 2
            assert await twin(tmp_path, origin, "resume") == (0, "[]\n")
        assert rows(tmp_path / "paperlane.db", accepts) == [(kept[0][1],)]
        assert len(rows(tmp_path / "paperlane.db", "SELECT * FROM brand_sale")) == 1
        assert rows(tmp_path / "twin.db", "SELECT status FROM twin_accept") == [("agreed",)]
        for database in mall.databases:
            database.close()
