"""`dailyme deal` after a brand broke a rule: what is listed, and the outcome told at home."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from consumer_twin.fulfil import Deal
from tests.consumer_twin.deals.dealing import shopping
from tests.consumer_twin.deals.test_broken import lied_to
from tests.dailyme.commandline import new_home


async def _lied_to(folder: Path) -> Deal:
    async with shopping(folder) as now:
        deal = await now.bought()
        await lied_to(now, deal)
        return deal


def test_the_person_sees_the_broken_rule_and_tells_the_outcome_at_home(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    home.folder.mkdir(parents=True, exist_ok=True)
    deal = asyncio.run(_lied_to(home.folder))
    listed = home.at_once("deal", "list").stdout
    assert "the brand broke a rule: promise-differs" in listed
    assert f"dailyme deal outcome {deal.hash[:12]} --how HOW" in listed
    told = home.at_once("deal", "outcome", deal.hash[:12], "--how", "missing", "--json")
    assert told.returncode == 0, told.stderr
    shown = json.loads(told.stdout)
    assert (shown["state"], shown["broke"]) == ("broken", "promise-differs")
    assert (shown["turned_out"], shown["told"], shown["told_home"]) == ("missing", False, True)
    assert "Turned out: missing (told to your twin alone)" in home.at_once("deal", "list").stdout
    assert "Test shop broke a rule: promise-differs." in home.at_once("memory", "log").stdout
    assert home.at_once("today").returncode == 0
