"""A brand that is killed between two tries of a webhook brings it after its next start."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook

from dailyme.demo.plan import demo_market
from tests.brand_agent.webhooks.receiver import Receiver, receiving
from tests.dailyme.commandline import Home, new_home
from tests.e2e.ports import free_ports

CONFIG = str(demo_market() / "northgate" / "brand.toml")


def serve(home: Home, port: int) -> subprocess.Popen[bytes]:
    """Start the shop, and wait until it answers."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "dailyme",
            "brand",
            "serve",
            "--config",
            CONFIG,
            "--port",
            str(port),
            "--json",
        ],
        env=home.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None and process.stdout.readline()
    return process


def end(process: subprocess.Popen[bytes], *, at_once: bool) -> None:
    """End the shop: with no chance to do anything more, or politely."""
    if at_once:
        process.kill()
    else:
        process.terminate()
    process.wait(20)
    assert process.stdout is not None
    process.stdout.close()


async def heard(receiver: Receiver, count: int) -> None:
    for _ in range(2_000):  # longer than a try is left alone that was not noted
        if len(receiver.heard) >= count:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"heard {len(receiver.heard)} times")


@pytest.mark.slow
async def test_what_a_killed_brand_did_not_bring_it_brings_later(tmp_path: Path) -> None:
    home, port = new_home(tmp_path), free_ports(1)
    place = ("--port", str(port), "--json")
    with receiving() as receiver:
        process = serve(home, port)
        try:
            added = home.dailyme("brand", "webhook", "add", receiver.url, "first-deal", *place)
            assert added.returncode == 0, added.stderr
            receiver.status = 503
            where = ("--brand", f"http://localhost:{port}", "--ceiling", "150 USD", "--yes", "--json")
            bought = await asyncio.to_thread(home.dailyme, "wish", "now", "wireless router", *where)
            assert bought.returncode == 0, bought.stderr
            await heard(receiver, 1)
        finally:
            end(process, at_once=True)
        receiver.status = 204
        process = serve(home, port)
        try:
            await heard(receiver, 2)
        finally:
            end(process, at_once=False)
        first, second = receiver.heard[0], receiver.heard[-1]
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    Webhook(json.loads(added.stdout)["secret"]).verify(second.body, second.headers)
