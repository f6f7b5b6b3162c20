"""`dailyme twin audit` over real sockets: the proof is a file, and stands without the brand."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from protocol import did_web
from tests.consumer_twin.test_audit import Fair, TwoFaced
from tests.dailyme.commandline import new_home
from tests.transport.corner import on_socket, open_corner


async def test_a_brand_with_two_stories_is_named_with_a_proof(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    async with on_socket(open_corner(TwoFaced())) as origin:
        ran = await asyncio.to_thread(
            home.at_once, "twin", "audit", "--brand", origin, "--local", "--json",
            "--write-pages", str(tmp_path / "mine.jsonl"),
        )  # fmt: skip
        told = json.loads(ran.stdout)
        (found,) = told["found"]
        checked = await asyncio.to_thread(
            home.at_once, "twin", "audit", "--evidence", found["evidence"], "--local"
        )
    assert (ran.returncode, found["brand"], found["page"]) == (1, did_web(origin), "catalog-page")
    assert len((tmp_path / "mine.jsonl").read_text().splitlines()) == 4
    assert (checked.returncode, "proven" in checked.stdout) == (0, True)
    gone = home.at_once("twin", "audit", "--evidence", found["evidence"], "--offline", "--json")
    assert (gone.returncode, json.loads(gone.stdout)["proves"]) == (0, True)
    forged = json.loads(Path(found["evidence"]).read_text())
    forged["pages"][0]["products"][0]["title"] = "Another lamp"
    Path(found["evidence"]).write_text(json.dumps(forged))
    again = home.at_once("twin", "audit", "--evidence", found["evidence"], "--offline", "--json")
    assert (again.returncode, json.loads(again.stdout)["code"]) == (1, "bad-signature")


async def test_an_honest_brand_is_cleared(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    async with on_socket(open_corner(Fair())) as origin:
        ran = await asyncio.to_thread(home.at_once, "twin", "audit", "--brand", origin, "--local")
    assert (ran.returncode, ran.stdout) == (0, "1 brand, 4 signed pages: no contradiction.\n")
