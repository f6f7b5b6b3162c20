"""Two to four options side by side, and weights that put them in another order at once.

Spec: spec/50-match.md, spec/90-learn.md (LEARN-8). The order is made here, by the twin's own measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import Response

from consumer_twin import Option
from consumer_twin.edge import SqlStore
from consumer_twin.edge.weighing import SqlWeighing
from consumer_twin.points import PointValue
from consumer_twin.records import WishRecord
from consumer_twin.weighing import ISSUES, Scale, moves, shifts, weighed
from dailyme.acts.here import point_value_of
from dailyme.pages.shell import Form, NoPageError, is_fragment, posted, render, see
from dailyme.pages.twin.cards import domain_of
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.side_by_side import rows_of
from dailyme.wiring.twin import beliefs_of, experience_of
from foundation.lookalike import seen
from negotiation import Weights

router = APIRouter()

LEAST: Final = 2
MOST: Final = 4
MOST_PERCENT: Final = 40
WORTH: Final = {
    "delivery": "same-day delivery instead of two weeks",
    "warranty": "three years of warranty instead of none",
    "returns": "sixty days to return it instead of none",
}


@dataclass(frozen=True)
class Ranking:
    """A wish line in two orders: by the weights that stand, and by those that are tried."""

    record: WishRecord
    line: int
    chosen: tuple[str, ...]
    saved: Weights
    tried: Weights
    before: tuple[Option, ...]
    after: tuple[Option, ...]
    said: tuple[str, ...]

    @property
    def shown(self) -> tuple[Option, ...]:
        """The chosen ones, in the order of the weights that are tried."""
        return tuple(one for one in self.after if one.hash in self.chosen)


@router.get("/compare")
async def compare(request: Request, home: HomeDep) -> Response:
    """Show the options named by `o` side by side, in the order of the weights in the query."""
    form = _asked(request.query_params)
    chosen = _chosen(form)
    found = await _ranking(home, chosen, form) if not form.faults else None
    if found is None:
        return render(request, "twin/compare_none.html", status=422 if form.given else 200, form=form)
    return _page(request, found, form)


@router.post("/compare/weights")
async def keep(request: Request, home: HomeDep) -> Response:
    """Keep the weights for the wish of these options; the order follows them from now on."""
    form = await posted(request)
    chosen = _chosen(form)
    found = await _ranking(home, chosen, form) if not form.faults else None
    if found is None:
        return render(request, "twin/compare_none.html", status=422, form=form)
    weighing, at_ms = SqlWeighing(home.database), home.now_ms()
    ranked = [one for one in found.after if one.line == found.line]
    standing = await weighing.save(found.record.number, found.tried, ranked, at_ms)
    more = " Its next rounds of haggling weigh so too." if standing is not None else ""
    back = "&".join(f"o={name}" for name in chosen)
    return see(request, f"/compare?{back}", said=f"Kept for this wish.{more}")


def _asked(query: QueryParams) -> Form:
    names = dict.fromkeys(name for name, _ in query.multi_items())
    return Form({name: tuple(query.getlist(name)) for name in names})


def _chosen(form: Form) -> tuple[str, ...]:
    chosen = form.many("o", most=MOST)
    if "o" not in form.faults and not LEAST <= len(chosen) <= MOST:
        form.blame("o", "Tick two to four offers of one wish, and compare them.")
    return chosen


async def _ranking(home: Home, chosen: Sequence[str], form: Form) -> Ranking | None:
    """Return the line that *chosen* are of, in both orders; None, with a fault, if they can't be compared."""
    store = SqlStore(home.database)
    options = [await store.option(name) for name in chosen]
    named = [one for one in options if one is not None]
    if len(named) < len(options):
        raise NoPageError("One of these offers is not known here.")
    if len({(one.wish, one.line) for one in named}) > 1:
        form.blame("o", "These are offers for different things. Compare those for one wish.")
        return None
    record, line = await store.wish(named[0].wish), named[0].line
    saved, scale = await _scale(home, record)
    tried = _weights(form, saved)
    if form.faults:
        return None
    shown = [one for one in await store.options_of(record.number) if line in one.lines]
    before, after = weighed(shown, line, saved, scale), weighed(shown, line, tried, scale)
    measures = scale.measure(shown, line, saved), scale.measure(shown, line, tried)
    said = (*moves(before, after, (saved, tried), measures), *_still(before, after, saved, tried))
    return Ranking(record, line, tuple(chosen), saved, tried, before, after, said)


async def _scale(home: Home, record: WishRecord) -> tuple[Weights, Scale]:
    """Return the weights that stand for the wish of *record*, and all that weighs beside them."""
    experience = await experience_of(home.database)
    stated = await SqlWeighing(home.database).of(record.number)
    point: PointValue | None = point_value_of(home.at.settings)
    minor = 0.0 if point is None else point.minor_in(record.wish.currency)
    return experience.weights(stated), Scale(record, experience, await beliefs_of(home.database), minor)


def _weights(form: Form, saved: Weights) -> Weights:
    """Return the weights that *form* says in percent of the price; what it doesn't say stays."""
    said: dict[str, float] = {}
    for name, _, _ in ISSUES:
        if name not in form.given:
            said[name] = getattr(saved, name)
            continue
        percent = form.share(name, least=0, most=100)
        said[name] = getattr(saved, name) if percent is None else percent / 100
    return Weights(**said, extra=saved.extra)


def _still(
    before: Sequence[Option], after: Sequence[Option], saved: Weights, tried: Weights
) -> tuple[str, ...]:
    """What is said when weights changed, and the order did not."""
    if [one.hash for one in before] != [one.hash for one in after] or not after:
        return ()
    changed = shifts(saved, tried)
    if not changed:
        return ()
    return (f"{'; '.join(changed)}. Nothing moves: {seen(after[0].seller.name)} stays first.",)


def _page(request: Request, found: Ranking, form: Form) -> Response:
    shown = found.shown
    percents = {name: round(100 * getattr(found.tried, name)) for name, _, _ in ISSUES}
    return render(
        request,
        "twin/compare_part.html" if is_fragment(request) else "twin/compare.html",
        wish=found.record.wish,
        found=found,
        heads=[
            (one, seen(one.seller.name), seen(one.title), domain_of(one.seller.id) if one.negotiable else "")
            for one in shown
        ],
        rows=rows_of(shown),
        total=len(found.after),
        sliders=[
            (name, word, percents[name], max(MOST_PERCENT, percents[name]), WORTH[name])
            for name, _, word in ISSUES
        ],
        changed=bool(shifts(found.saved, found.tried)),
        form=form,
    )
