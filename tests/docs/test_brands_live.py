"""The page for brands: from a feed's address to an agreement, with every command that it shows."""

from __future__ import annotations

import re
from pathlib import Path

from tests.dailyme.commandline import ROOT, new_home
from tests.docs.walk import commands, reader
from tests.e2e.ports import free_ports

PAGE = ROOT / "docs" / "brands.md"
HEADING = "## From a feed's address to a live agent\n"
ANSWERS = {"dailyme wish now": "1\n"}


def test_from_a_feeds_address_to_an_agreement_with_every_command_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "terminal").mkdir()
    _, _, rest = PAGE.read_text("utf-8").partition(HEADING)
    first = free_ports(2)
    page = rest.partition("\n## ")[0].replace("8090", str(first)).replace("8001", str(first + 1))
    shown: dict[str, str] = {}
    with reader(tmp_path / "terminal", new_home(tmp_path), ANSWERS) as somebody:
        for line in commands(page):
            code, text = somebody.type(line)
            assert code == 0, f"{line}\n{text}"
            shown[" ".join(line.split()[:3])] = text
    assert re.search(r"4 new.*1 reject", shown["dailyme catalog sync"])
    assert "price-unclear" in shown["dailyme catalog read"]
    assert "Halden Floor Lamp LED" in shown["dailyme wish now"]
    assert "Agreed with My shop" in shown["dailyme wish now"]
