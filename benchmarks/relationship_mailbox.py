"""`relationship.mailbox`: the memory of catching up with 100,000 news, against 10,000.

One key has subscriptions with a thousand news each in one brand's mailbox: a hundred of them, or ten. Each
reader is a process of its own that holds brand and twin, over HTTP in memory: every page is asked for,
signed, verified, chained, checked against the cap and stored. The figure is that process's own peak (VmHWM).
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog
from sqlalchemy import Connection

from benchmarks.measure import Case, SkippedError, Work
from benchmarks.usage import read_arguments
from brand_agent import read_policy
from brand_agent.desk import Desk
from brand_agent.edge.http import open_brand
from brand_agent.edge.relation import SqlBooks
from brand_agent.relation.event import DAY_MS, Event
from brand_agent.relation.news import MAX_UNREAD, publish
from brand_agent.stockroom import stockroom
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.mail import Mail
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.relation.who import Known
from foundation.database import Database
from foundation.fetch import Guard
from protocol import write_time
from protocol.relation import Subscribe
from tests.brand_agent.shop import DID, ENTRIES, KEY, NOON_MS, ORIGIN, POLICY, message_id
from transport import Courier
from transport.memory import memory_client

MANY: Final = 100_000
FEW: Final = 10_000
_A_DAY: Final = 100
_STATUS: Final = Path("/proc/self/status")


def mailbox() -> Case:
    """The peaks of both readers, in KiB where other cases have seconds."""
    if not _STATUS.exists():
        raise SkippedError("the system does not tell a process's own peak (VmHWM)")
    return Case(
        "relationship.mailbox",
        anchor=f"peak memory of catching up with {FEW:,} news",
        goal=1.25,
        work=_peak(MANY),
        anchor_work=_peak(FEW),
        repeats=1,
    )


def _peak(news: int) -> Work:
    known: list[float] = []

    def work() -> float:
        if not known:  # it hardly varies, and takes minutes
            with TemporaryDirectory() as folder:
                for act in ("fill", "read"):
                    command = [
                        sys.executable,
                        "-m",
                        "benchmarks.relationship_mailbox",
                        act,
                        folder,
                        str(news),
                    ]
                    ran = subprocess.run(command, check=True, capture_output=True, text=True)
            read, peak_kib = map(int, ran.stdout.split())
            assert read == news, f"{read} of {news} news were read"
            known.append(float(peak_kib))
        return known[0]

    return work


async def _run(act: str, folder: Path, news: int) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    at_ms = [NOON_MS if act == "fill" else NOON_MS + MAX_UNREAD // _A_DAY * DAY_MS]
    shop, own = Database(f"sqlite:///{folder}/brand.db"), Database(f"sqlite:///{folder}/twin.db")
    policy, ids = read_policy(POLICY), count()

    def clock(_seq: int = 0) -> int:
        return at_ms[0]

    brand = await open_brand(
        shop, policy=policy, entries=ENTRIES, key=KEY, origin=ORIGIN, clock=clock, ids=message_id
    )
    async with memory_client({ORIGIN: brand}) as client:
        relate = Relate(
            courier=Courier(client, Guard(local=True), clock=clock),
            letters=SqlLetters(own),
            seed=sha256(b"a reader").digest(),
            clock=clock,
            ids=lambda _: message_id(f"{act} {next(ids)}"),
            nonces=lambda label: sha256(label.encode()).digest(),
            patience=Patience(answer_s=60),
        )
        mail = Mail(relate, SqlSubscriptions(own))
        if act == "fill":
            await _subscribed(mail, news // MAX_UNREAD)
            await _filled(shop, Desk(KEY, policy, stockroom(ENTRIES, policy), clock, message_id), at_ms)
        else:
            assert await mail.fetch() == ()
            read = sum(one.feed.end.seq - 1 for one in await mail.subscriptions.all())
            print(read, _peak_kib())
    shop.close()
    own.close()


def _peak_kib() -> int:
    lines = _STATUS.read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


async def _subscribed(mail: Mail, subscriptions: int) -> None:
    body = {
        "topics": [{"kind": "offer"}],
        "cap": {"messages": _A_DAY, "days": 1},
        "until": write_time(NOON_MS + 90 * DAY_MS),
        "personal_terms": "sd-base",
    }
    for number in range(subscriptions):
        await mail.subscribe(DID, Subscribe.model_validate(body), Known(), label=str(number))


async def _filled(shop: Database, desk: Desk, at_ms: list[int]) -> None:
    for _ in range(MAX_UNREAD // _A_DAY):
        for number in range(_A_DAY):
            event = Event("offer", NOON_MS + 90 * DAY_MS, promotion=f"offer-{number}", words="x" * 100)

            def work(connection: Connection, event: Event = event) -> int:
                return len(publish(event, desk, SqlBooks(connection).mailboxes, at_ms=at_ms[0]))

            await shop.write(work)
        at_ms[0] += DAY_MS


if __name__ == "__main__":
    if len(sys.argv) != 4:
        read_arguments(__doc__, prints_json=False)
        sys.exit("python -m benchmarks.relationship measures it")
    asyncio.run(_run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
