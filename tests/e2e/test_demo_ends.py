"""However the demo ends, it leaves no process and no port behind."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.dailyme.commandline import new_home
from tests.e2e.seeded import alone
from tests.e2e.serving import wait_until_closed


@contextmanager
def demo(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Start the demo and yield it with the addresses of its servers, once they are up."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "dailyme", "demo", *arguments],
        env=new_home(folder).environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    urls: list[str] = []
    while len(urls) < 4:
        line = process.stdout.readline()
        assert line, "the demo ended before its servers were up"
        urls += re.findall(r"http://localhost:[0-9]+", line)
    try:
        yield process, urls
    finally:
        process.kill()
        process.communicate()


def test_the_story_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with demo(tmp_path) as (process, urls):
        assert process.stdout is not None
        told = process.stdout.read()
        assert process.wait(60) == 0
        assert all(wait_until_closed(url, 1) for url in urls)
    for part in ("ONE", "TWO", "THREE", "verified", "DOES NOT HOLD", "Don't buy now", "RECEIPT", "Saved"):
        assert part in told, part
    assert max(map(len, told.splitlines())) <= 80
    assert "\x1b" not in told


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_demo_that_is_stopped_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    ended = 0
    for _ in range(3):  # on a machine under load the demo may be over before the signal comes: then once more
        with demo(tmp_path) as (process, urls):
            process.send_signal(number)
            ended = process.wait(60)
            assert all(wait_until_closed(url) for url in urls)
        if ended != 0:
            break
    assert ended == (-9 if number is signal.SIGKILL else 130)


def test_a_fixed_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with alone(), socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if taken.connect_ex(("127.0.0.1", 18_460)) != 0:  # else a demo holds it already, as well
            taken.close()
            with socket.create_server(("127.0.0.1", 18_460)):
                done = new_home(tmp_path).dailyme("demo", "--seed", "7")
        else:
            done = new_home(tmp_path).dailyme("demo", "--seed", "7")
    assert done.returncode == 1
    assert "port-taken" in done.stderr and "18460" in done.stderr and done.stderr.count("\n") == 1


def test_a_catalog_of_ones_own_is_a_fourth_brand(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,title,price,quantity\n1,Blue cotton towel,12.50 USD,3\n")
    done = new_home(tmp_path).dailyme(
        "demo", "--own", str(own), "--wish", "cotton towel", "--ceiling", "20 USD"
    )
    assert done.returncode == 0
    assert "Your shop" in done.stdout and "Agreed with Your shop: 12.50 USD" in done.stdout


def test_an_own_catalog_that_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    done = new_home(tmp_path).dailyme("demo", "--own", str(tmp_path / "missing.csv"))
    assert done.returncode == 1
    assert done.stderr.startswith("error: not-ready: own did not start") and done.stderr.count("\n") == 1


def test_a_wish_that_nobody_fulfils_ends_with_three(tmp_path: Path) -> None:
    done = new_home(tmp_path).dailyme("demo", "--wish", "espresso machine")
    assert done.returncode == 3 and "Don't buy now" in done.stdout
