"""What the command line says of a subscription, read into what is signed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from dailyme.acts.here import here
from dailyme.errors import UsageError
from protocol import write_time
from protocol.relation import Subscribe
from protocol.relation.subscription import MEMBERS

_DAY_MS: Final = 86_400_000
_CAP: Final = re.compile(r"(\d{1,3})/(\d{1,3})d")
_DAYS: Final = re.compile(r"(\d{1,3})d")


@dataclass(frozen=True)
class SubscribeFlags:
    """What the command line says of a subscription."""

    brand: str
    topics: tuple[str, ...]
    product: str | None
    variant: str | None
    share: float | None
    category: str | None
    agreement: str | None
    at_most: str
    until: str
    known: bool
    local: bool


def body_of(flags: SubscribeFlags, at_ms: int) -> Subscribe:
    """Return the subscription that *flags* ask for. Raises `UsageError`."""
    cap, days = _CAP.fullmatch(flags.at_most), _DAYS.fullmatch(flags.until)
    if cap is None or days is None:
        raise UsageError(
            "--at-most is such as 2/30d, --until such as 90d", "See `dailyme news subscribe -h`."
        )
    until_ms = at_ms // 1000 * 1000 + int(days[1]) * _DAY_MS
    try:
        return Subscribe.model_validate(
            {
                "topics": [_topic(kind, flags) for kind in flags.topics],
                "cap": {"messages": int(cap[1]), "days": int(cap[2])},
                "until": write_time(until_ms),
                "personal_terms": here().settings.personal_terms,
            }
        )
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        what = f"{where}: {error.errors()[0]['msg']}"
        raise UsageError(f"this can't be asked for: {what}", "See `dailyme news subscribe -h`.") from None


def _topic(kind: str, flags: SubscribeFlags) -> dict[str, Any]:
    """Return the members of the topic *kind* that *flags* give; those of other kinds are left out."""
    points = None if flags.share is None else round(flags.share * 10_000)
    given = {
        "product": flags.product,
        "variant": flags.variant,
        "basis_points": points,
        "category": flags.category,
        "agreement": flags.agreement,
    }
    if kind not in MEMBERS:
        raise UsageError(f"{kind!r} is no topic", f"Topics are {', '.join(MEMBERS)}.")
    needed, allowed = MEMBERS[kind]  # type: ignore[index]  # it is one of them
    found = {name: given[name] for name in needed | allowed if given[name] is not None}
    if missing := needed - found.keys():
        option = "share" if "basis_points" in missing else sorted(missing)[0]
        raise UsageError(f"{kind} needs --{option}", "See `dailyme news subscribe -h`.")
    return {"kind": kind, **found}
