"""The brand's receipt: what the haggling gave away, and what was kept.

Plain numbers from the ledger, in minor units and shares; nothing in it is about a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from brand_agent.ports import Sale
from protocol import major


@dataclass(frozen=True, slots=True)
class Report:
    """The sales of one currency, and the threads they came from.

    `margin_minor` is None when the cost of any sale is unknown: half a sum would read like a whole one.
    """

    currency: str
    threads: int
    agreements: int
    sold_minor: int
    conceded_minor: int
    margin_minor: int | None
    net_minor: int

    @property
    def without_deal(self) -> int:
        """Threads that have no agreement."""
        return self.threads - self.agreements

    @property
    def conceded_share(self) -> float:
        """The concession as a share of the sales at list prices, 0 to 1."""
        listed = self.sold_minor + self.conceded_minor
        return self.conceded_minor / listed if listed else 0.0

    @property
    def margin_share(self) -> float | None:
        """The margin as a share of the net sales; None when it is unknown."""
        if self.margin_minor is None:
            return None
        return self.margin_minor / self.net_minor if self.net_minor else 0.0

    def members(self) -> dict[str, Any]:
        """The report as JSON members: money as on the wire, shares in basis points."""
        margin = None if self.margin_minor is None else _money(self.margin_minor, self.currency)
        share = self.margin_share
        return {
            "threads": self.threads,
            "agreements": self.agreements,
            "without_deal": self.without_deal,
            "sold": _money(self.sold_minor, self.currency),
            "conceded": _money(self.conceded_minor, self.currency),
            "conceded_basis_points": round(self.conceded_share * 10_000),
            "margin": margin,
            "margin_basis_points": None if share is None else round(share * 10_000),
        }

    def words(self) -> str:
        """The report in one sentence."""
        kept = (
            "margin unknown (no cost stated)"
            if self.margin_minor is None or self.margin_share is None
            else f"margin kept {major(self.margin_minor, self.currency)} {self.currency}"
            f" ({self.margin_share:.1%} of net sales)"
        )
        return (
            f"{self.agreements} agreement(s) for {major(self.sold_minor, self.currency)} {self.currency}, "
            f"{kept}, concession given {major(self.conceded_minor, self.currency)} {self.currency}"
            f" ({self.conceded_share:.1%} of list), {self.without_deal} thread(s) without a deal"
        )


def report(sales: Sequence[Sale], threads: int, currency: str) -> Report:
    """Return the report on *sales*, all in *currency*, out of *threads* threads."""
    costs = [sale.cost_minor for sale in sales]
    net = sum(sale.net_minor for sale in sales)
    known = [cost for cost in costs if cost is not None]
    return Report(
        currency=currency,
        threads=threads,
        agreements=len(sales),
        sold_minor=sum(sale.total_minor for sale in sales),
        conceded_minor=sum(sale.list_total_minor - sale.total_minor for sale in sales),
        margin_minor=net - sum(known) if len(known) == len(costs) else None,
        net_minor=net,
    )


def _money(amount_minor: int, currency: str) -> dict[str, Any]:
    return {"amount": amount_minor, "currency": currency}
