"""The demo with a model, with another, and with none: the same deal to the byte; only the words differ."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.dailyme.commandline import Home, new_home
from tests.e2e.seeded import SEED, alone
from tests.language.servers import HEAD, Asked, Dialect, Reply, ended, saying, serving, wrapped


@dataclass(frozen=True)
class Beside(Home):
    """A home on a machine where Ollama listens on *port*."""

    port: int

    def environment(self) -> dict[str, str]:
        return super().environment() | {"OLLAMA_HOST": f"127.0.0.1:{self.port}"}


def scripted(dialect: Dialect) -> Reply:
    """A model that says two of the facts that it is asked to say."""

    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        facts = json.loads(asked.members["messages"][-1]["content"])
        costs, off = facts["Shop A costs"], facts["haggling took off the list total"]
        text = f"Shop A costs {costs}, and haggling took {off} off the list total."
        writer.write(HEAD + wrapped(dialect, text) + ended(dialect))

    return reply


async def demo(folder: Path, model: str, reply: Reply) -> tuple[dict[str, Any], int]:
    """Run the seeded demo with *model*, whose server answers with *reply*; also how often it was asked."""
    folder.mkdir()
    async with serving(reply) as server:
        home = Beside(folder, new_home(folder).passphrase, server.port)
        name = model.format(port=server.port)
        done = await asyncio.to_thread(home.dailyme, "demo", "--json", "--seed", SEED, "--model", name)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout), len(server.asked)


@pytest.mark.slow
async def test_every_model_ends_in_the_same_deal_and_only_the_words_differ(tmp_path: Path) -> None:
    models = {
        "none": ("none", saying("openai", ["nobody asks"])),
        "ollama": ("ollama:scripted", scripted("ollama")),
        "openai": ("openai:http://127.0.0.1:{port}/v1#scripted", scripted("openai")),
        "lying": (
            "openai:http://127.0.0.1:{port}/v1#lying",
            saying("openai", ["Take the Obelisk for 1.00 USD."]),
        ),
    }
    with alone():
        runs = {name: await demo(tmp_path / name, *how) for name, how in models.items()}
    words = {name: result.pop("words") for name, (result, _) in runs.items()}
    results = [result for result, _ in runs.values()]
    assert all(result == results[0] for result in results)
    assert [times for _, times in runs.values()] == [0, 1, 1, 1]
    told = {name: (one["by"], one.get("code")) for name, (one,) in words.items()}
    assert told == {
        "none": ("template", None),
        "ollama": ("model", None),
        "openai": ("model", None),
        "lying": ("template", "other-number"),
    }
    assert words["ollama"][0]["text"] == words["openai"][0]["text"] != words["none"][0]["text"]
    assert words["lying"][0]["text"] == words["none"][0]["text"]
