"""Limits: when the twin asks its person, and the caps that no sum of deals passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin.autonomy import Allowance
from consumer_twin.edge.autonomy import SqlAutonomy
from dailyme.acts.here import mandate_of
from dailyme.pages.shell import Form, posted, render, see
from dailyme.pages.twin.caps_form import autonomy_of, lines_of
from dailyme.pages.twin.home import Home, HomeDep
from protocol import Price

router = APIRouter()

MODES: Final = (
    (
        "ask",
        "Always ask me",
        "Your twin haggles, shows you what it found, and buys nothing without your yes.",
    ),
    (
        "ask-above",
        "Ask me above an amount",
        "Up to that amount your twin takes the best offer by itself and tells you. Above it, it asks.",
    ),
    (
        "mandate",
        "Buy within my limits",
        "Your twin takes the best offer by itself, as long as it stays within every limit below.",
    ),
)


@dataclass(frozen=True)
class Meter:
    """A cap and what is used of it. share: from 0 to 1."""

    name: str
    used: Price
    cap: Price

    @property
    def share(self) -> float:
        """How much of it is used."""
        return min(1.0, self.used.amount / self.cap.amount) if self.cap.amount else 1.0

    @property
    def left(self) -> Price:
        """What is left of it."""
        return self.cap.of(max(0, self.cap.amount - self.used.amount))


@router.get("/autonomy")
async def show(request: Request, home: HomeDep) -> Response:
    """Show what the twin may do by itself."""
    return await _page(request, home, Form(), 200)


@router.post("/autonomy")
async def save(request: Request, home: HomeDep) -> Response:
    """Keep what was chosen."""
    form = await posted(request)
    said = autonomy_of(form, home.at.settings.currency)
    if said is None:
        return await _page(request, home, form, 422)
    await SqlAutonomy(home.database).change(lambda before: said, home.now_ms())
    return see(request, "/autonomy", said="Kept. It holds from now on, for everything your twin does.")


async def _page(request: Request, home: Home, form: Form, status: int) -> Response:
    allowed = await SqlAutonomy(home.database).allowance(home.now_ms())
    said = allowed.autonomy
    return render(
        request,
        "twin/autonomy.html",
        status=status,
        form=form,
        modes=MODES,
        said_mode=said.mode,
        chosen=said.mode or "ask",
        autonomy=said,
        meters=meters(allowed),
        lines=lines_of(form, said.caps.categories),
        currency=said.currency or home.at.settings.currency,
        settings=mandate_of(home.at.settings.mandate, None),
    )


def meters(allowed: Allowance) -> list[Meter]:
    """Return each cap that adds up, with what is used of it."""
    caps, used = allowed.autonomy.caps, allowed.used
    found = [("Today", caps.per_day, used.day_minor), ("This month", caps.per_month, used.month_minor)]
    found += [
        (f"{one.category}, this month", one.per_month, used.categories.get(one.category, 0))
        for one in caps.categories
    ]
    return [Meter(name, cap.of(minor), cap) for name, cap, minor in found if cap is not None]
