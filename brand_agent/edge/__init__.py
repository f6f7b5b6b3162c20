"""The brand's edge: its store, its pages over HTTP, and the files it is set up from."""

from brand_agent.edge.http import BrandSite, open_brand
from brand_agent.edge.policy_file import example_policy, load_policy, write_example
from brand_agent.edge.store import METADATA, SqlLedger, load_counts, read_report

__all__ = [
    "METADATA",
    "BrandSite",
    "SqlLedger",
    "example_policy",
    "load_counts",
    "load_policy",
    "open_brand",
    "read_report",
    "write_example",
]
