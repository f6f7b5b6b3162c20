"""The Co-Marketer: a brand's catalog, offers, guardrails and side of every negotiation."""

from brand_agent.desk import Desk, answer, receive
from brand_agent.errors import BrandError, Fault, PolicyError, UnguardedError
from brand_agent.policy import BrandPolicy
from brand_agent.policy_reader import read_policy
from brand_agent.ports import Clock, Ids, Ledger, Sale, Stored
from brand_agent.report import Report, report
from brand_agent.stockroom import Stockroom, sources, stockroom

__all__ = [
    "BrandError",
    "BrandPolicy",
    "Clock",
    "Desk",
    "Fault",
    "Ids",
    "Ledger",
    "PolicyError",
    "Report",
    "Sale",
    "Stockroom",
    "Stored",
    "UnguardedError",
    "answer",
    "read_policy",
    "receive",
    "report",
    "sources",
    "stockroom",
]
