"""The log of goals and changes. It says who signed by the name they gave: nothing proves it."""

from __future__ import annotations

from typing import Literal

from brand_agent.chain import LogEntry, link, whole

__all__ = ["EntryKind", "LogEntry", "link", "whole"]

EntryKind = Literal["set", "approved", "withdrawn", "applied", "reverted", "declined"]
