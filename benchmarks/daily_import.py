"""`daily.import`: the memory that an import of 100,000 purchases takes, against one of 10,000.

Both read a synthetic export in a process of its own, through the same functions as `dailyme twin import`,
into a new store. The figure is the process's own peak (VmHWM), which unlike the peak of its parent's children
does not count what the parent held when it forked. It varies by a hundredth, so three turns will do.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.measure import Case, SkippedError, Work

MANY: Final = 100_000
FEW: Final = 10_000

_STATUS: Final = Path("/proc/self/status")
_ROOT: Final = Path(__file__).parents[1]
_IMPORT: Final = """
import asyncio, sys
from datetime import date
from pathlib import Path
from consumer_twin.edge import About, Spool, SqlImports
from consumer_twin.history import HistorySettings, Purchase, open_history
from foundation.database import Database

async def kept(file, store):
    with open_history(Path(file), HistorySettings(date(2026, 12, 1))) as history, Spool() as spool:
        spool.add(row for row in history.rows if isinstance(row, Purchase))
        database = Database(f"sqlite:///{store}")
        found = await SqlImports(database).keep(spool, About(history.name, history.layout, 0), 1)
        database.close()
    return found.counts.new

print(asyncio.run(kept(sys.argv[1], sys.argv[2])))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def daily_import() -> Case:
    """The peaks of both imports, in KiB where other cases have seconds."""
    if not _STATUS.exists():
        raise SkippedError("the system does not tell a process's own peak (VmHWM)")
    return Case(
        "daily.import",
        anchor=f"peak memory of importing {FEW:,} rows",
        goal=1.2,
        work=_peak(MANY),
        anchor_work=_peak(FEW),
        repeats=3,
    )


def _peak(rows: int) -> Work:
    def work() -> float:
        with TemporaryDirectory() as folder:
            file = Path(folder, "Retail.OrderHistory.1.csv")
            _write(file, rows)
            ran = subprocess.run(
                [sys.executable, "-c", _IMPORT, str(file), str(Path(folder, "twin.db"))],
                cwd=_ROOT,
                check=True,
                capture_output=True,
                text=True,
            )
        kept, peak_kib = map(int, ran.stdout.split())
        assert kept == rows, f"{kept} of {rows} rows were kept"
        return float(peak_kib)

    return work


def _write(file: Path, rows: int) -> None:
    """Write a synthetic export: a few thousand articles over sixteen years."""
    with file.open("w", encoding="utf-8") as out:
        out.write(
            "Website,Order ID,Order Date,Currency,Unit Price,Unit Price Tax,ASIN,Quantity,Order Status,"
            "Product Name\n"
        )
        for row in range(rows):
            day = f"20{10 + row % 16}-{1 + row % 12:02}-{1 + row % 28:02}T12:00:00Z"
            article = row * 7919 % 3000
            out.write(
                f"Amazon.com,111-{row:07}-0000001,{day},USD,{article % 90}.99,0.80,B{article:09},1,Closed,"
                f'"Synthetic article number {article}, with a title of ordinary length"\n'
            )
