"""`dailyme brand stop` and `go` in one process, and the agent that obeys in another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dailyme.acts.brand_control import Wanted, go, stop
from protocol import Message
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.test_killed import brand, send
from tests.dailyme.commandline import new_home


def heard(buyer: Buyer, url: str, data: bytes) -> tuple[str, object]:
    answer: Message = buyer.hear(data, send(url, data))
    return answer.type, answer.value["body"].get("reason")


def test_the_switch_thrown_in_one_process_stops_the_agent_in_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = f"sqlite:///{tmp_path}/shop.db"

    def wanted(thread: str | None = None) -> Wanted:
        return Wanted("http://localhost:1", store, thread, "Ana", "a look first")

    def said() -> dict[str, Any]:
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    with brand(tmp_path, "never") as (_, url):
        buyer, other = Buyer("one"), Buyer("other")
        for each in (buyer, other):
            assert heard(each, url, each.opening())[0] == "offer"

        stop(wanted(), as_json=True)
        assert (said()["paused"], said_again(wanted(), capsys)) == (True, False)
        assert heard(buyer, url, buyer.counter(9_000)) == ("decline", "no-better-offer")
        late = Buyer("late")
        assert heard(late, url, late.opening()) == ("refuse", "paused")
        assert heard(other, url, other.accept())[0] == "confirm"

        go(wanted(), as_json=True)
        assert not said()["paused"]
        assert heard(buyer, url, buyer.counter(9_000))[0] == "offer"

        stop(wanted(buyer.talk.thread[:12]), as_json=True)
        told = said()
        assert (told["thread"], told["course"]) == (buyer.talk.thread, "stopped")
        assert heard(buyer, url, buyer.counter(9_100)) == ("decline", "no-better-offer")
        assert heard(buyer, url, buyer.decline())[0] == "close"


def said_again(wanted: Wanted, capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether the same once more changed anything."""
    stop(wanted, as_json=True)
    return bool(json.loads(capsys.readouterr().out)["changed"])


def test_a_negotiation_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    done = home.at_once("brand", "stop", "--json")
    assert (done.returncode, "no brand was served" in done.stderr) == (2, True)
