"""A look-alike is told where a person looks: beside the options, in the digest and in the audit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from consumer_twin import Nobody, Seller, pursue
from consumer_twin.edge.audit import Audit
from consumer_twin.edge.pages import SqlPages
from dailyme.digest_text import digest_text
from dailyme.show_options import show_options
from dailyme.today_result import today_result
from dailyme.wish_result import shown_options
from foundation.database import Database
from tests.consumer_twin.days import Square
from tests.consumer_twin.mall import mall
from tests.consumer_twin.town import Brand, Town
from tests.consumer_twin.twins import twin_of, wish_for
from transport import Courier

FAKE = "Alph\u0430"  # a Cyrillic letter at its end


class Faker(Brand):
    """A brand that takes another's name, as it looks."""

    @property
    def seller(self) -> Seller:
        return replace(super().seller, name=FAKE)


async def test_options_keep_their_order_and_tell(capsys: pytest.CaptureFixture[str]) -> None:
    told = await pursue(wish_for(), Nobody(), twin_of(Town([Brand("alpha"), Faker("fake", 9_900, 8_000)])))
    plain = await pursue(wish_for(), Nobody(), twin_of(Town([Brand("alpha"), Brand("fake", 9_900, 8_000)])))
    assert [one.hash for one in told.options] == [one.hash for one in plain.options]
    assert told.deals[0].option.total == plain.deals[0].option.total
    assert [[flag.code for flag in one.flags] for one in told.options] == [
        ["mixed-scripts", "looks-like"],
        ["looks-like"],
    ]
    assert [one.flags for one in plain.options] == [(), ()]
    show_options(shown_options(told))
    assert "! Look twice: The name" in capsys.readouterr().out


async def test_the_digest_and_the_audit_tell(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/person.db")
    async with mall(tmp_path, "northgate") as made:
        square = Square(made, tmp_path, database, haggle="never")
        await square.shop(8002, "1,Anker USB hub 4 port,20.00,in_stock,Anker,9", name="Alpha")
        await square.shop(8003, "1,Anker USB hub 4 port,21.00,in_stock,Anker,9", name=FAKE)
        await square.wish("usb hub")
        digest = await square.today()
        assert [flag.code for flag in digest.items[0].flags] == ["looks-like", "mixed-scripts", "looks-like"]
        text = digest_text(today_result(digest))
        assert "! Look twice: “Alpha” looks like" in text

        @asynccontextmanager
        async def looking() -> AsyncIterator[Courier]:
            yield made.courier()

        audited = await Audit(looking, SqlPages(database)).run()
        codes = {did[-4:]: [one.code for one in flags] for did, flags in audited.names.sellers.items()}
        assert codes == {"8002": ["looks-like"], "8003": ["mixed-scripts", "looks-like"]}
        assert audited.found == ()
    database.close()
