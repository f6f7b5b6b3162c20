"""A benefit that was used before, over real sockets: the deal is void, and the twin counts it nowhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.dailyme.commandline import new_home
from tests.e2e.serving import serving
from tests.e2e.test_ladder import POLICY, SHOP

GIVEN = ("--give", "name=Ada", "--give", "delivery-address=1 Main St")


def test_a_void_deal_counts_nowhere(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(SHOP)
    (tmp_path / "brand.toml").write_text(POLICY)
    home = new_home(tmp_path)

    def said(*arguments: str) -> Any:
        done = home.at_once(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    with serving(home, "brand", "serve", "--config", str(tmp_path / "brand.toml")) as ready:
        url = ready["url"]
        orders = []
        for _ in range(2):
            said("relation", "introduce", url, "--yes")
            said("wish", "now", "cotton towel", "--brand", url, "--ceiling", "60 USD", "--yes")
            newest = said("deal", "list")["deals"][-1]
            orders.append(said("deal", "order", newest["deal"], *GIVEN))
            said("relation", "leave", url)
        assert [one["said"] for one in orders] == ["handoff", "refuse"]
        assert (orders[1]["state"], orders[1]["refused"]) == ("void", "benefit-used")
        assert [one["state"] for one in said("deal", "list")["deals"]] == ["ordered", "void"]
        assert "Void: a benefit of it was used before" in home.at_once("deal", "list").stdout
        log = said("memory", "log")["entries"]
        (lesson,) = [one for one in log if one["kind"] == "void"]
        assert "is void: a benefit of it was used before" in lesson["words"]
        again = home.at_once("deal", "track", orders[1]["deal"])
        assert again.returncode == 1
