"""A real PostgreSQL beside the tests: in a temporary folder, on a unix socket that only its owner reaches."""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg
import pytest

from catalog_search import Filters, Hit, Offer
from catalog_search.postgres import PostgresIndex

DEBIAN: Final = Path("/usr/lib/postgresql")
START_S: Final = 60.0
ANY: Final = Filters()


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs; None if there is none."""
    newest = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    named = shutil.which("initdb")
    return newest[-1].parent if newest else Path(named).resolve().parent if named else None


@dataclass(frozen=True)
class Server:
    """A database server in *folder* that can be stopped and started."""

    programs: Path
    folder: Path
    owner: str | None

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs as the owner of its files: it refuses to be run by root."""
        done = subprocess.run(
            [str(self.programs / program), "-D", str(self.folder / "data"), *arguments],
            user=self.owner, group=None if self.owner is None else pwd.getpwnam(self.owner).pw_gid,
            extra_groups=None if self.owner is None else [], cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=START_S, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout.decode(errors="replace")

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-k '{self.folder}' -c listen_addresses= -c fsync=off"
        self.run("pg_ctl", "-w", "-s", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once."""
        self.run("pg_ctl", "-w", "-s", "-m", "immediate", "stop")

    def url(self, schema: str) -> str:
        """Return the URL under which tables are made in *schema*."""
        return f"postgresql:///postgres?host={self.folder}&user=dailyme&search_path={schema}"


@contextmanager
def server() -> Iterator[Server]:
    """Start a server and end it after; skip where there is no PostgreSQL, and fail there if CI is true."""
    found = programs()
    if found is None:
        missing = "PostgreSQL is not installed (Debian: postgresql)"
        print(missing)
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    folder = Path(tempfile.mkdtemp(prefix="dailyme-"))  # short: a socket's path is
    owner = None
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        owner = "postgres" if "postgres" in names else "nobody"
        shutil.chown(folder, owner)
    made = Server(found, folder, owner)
    try:
        made.run("initdb", "-U", "dailyme", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        made.start()
        yield made
        made.stop()
    finally:
        shutil.rmtree(folder)


class Waiting:
    """`PostgresIndex` as an `Index`, for the cases that every index must pass: each call is waited for."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._index = self._runner.run(PostgresIndex.open(url))

    def put(self, offers: Iterable[Offer]) -> int:
        return self._runner.run(self._index.put(offers))

    def remove(self, ids: Iterable[str]) -> int:
        return self._runner.run(self._index.remove(ids))

    def search(self, query: str, filters: Filters = ANY, limit: int = 10) -> Sequence[Hit]:
        return self._runner.run(self._index.search(query, filters, limit))

    def close(self) -> None:
        self._runner.run(self._index.close())
        self._runner.close()


async def fresh(server: Server, schema: str) -> str:
    """Make an empty *schema*, in place of one that was there, and return its URL."""
    connection = await asyncpg.connect(server.url(schema))
    await connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE; CREATE SCHEMA "{schema}"')
    await connection.close()
    return server.url(schema)
