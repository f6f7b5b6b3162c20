"""An order on its way, over real sockets: who asked to hear of it reads each step in `dailyme today`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.dailyme.commandline import new_home
from tests.e2e.serving import serving

SHOP = """id,title,price,availability,brand,quantity
1,Blue cotton towel 50 x 100 cm,50.00 USD,in_stock,Linen & Co,9
"""


def test_a_step_of_an_order_reaches_today(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(SHOP)
    home = new_home(tmp_path)

    def said(*arguments: str) -> Any:
        done = home.at_once(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    said("twin", "facts", "set", "student=yes")
    with serving(home, "brand", "serve", "--catalog", str(tmp_path / "shop.csv")) as ready:
        url = ready["url"]
        said("wish", "now", "cotton towel", "--brand", url, "--ceiling", "60 USD", "--yes")
        (deal,) = said("deal", "list")["deals"]
        given = ("--give", "name=Ada", "--give", "delivery-address=1 Main St")
        said("deal", "order", deal["deal"], *given, "--local")
        (told,) = said("relation", "consents")["orders"]
        assert (told["fields"], told["state"]) == (["name", "delivery-address"], "live")
        back = home.at_once("relation", "revoke", url, told["order"], "--json")
        assert back.returncode == 1 and "came-with-order" in back.stderr
        said("news", "subscribe", url, "--topic", "order-care", "--agreement", deal["deal"])
        said("brand", "order", "ship", deal["deal"], "--url", url)
        today = said("today")
        (news,) = today["news"]
        assert (news["kind"], news["status"]) == ("order-care", "shipped")
        assert said("today")["news"] == []

    out = tmp_path / "twin.json"
    tables = said("twin", "export", str(out))["tables"]
    new = ("letter", "beside", "subscription", "news", "known_thread", "fact")
    assert {name: tables[f"twin_{name}"] > 0 for name in new} == {
        **dict.fromkeys(new, True),
        "known_thread": False,
    }
    assert "1 Main St" in out.read_text("utf-8")
    said("twin", "erase", "--yes")
    left = b"".join(path.read_bytes() for path in home.folder.rglob("*") if path.name.startswith("twin"))
    assert b"1 Main St" not in left
