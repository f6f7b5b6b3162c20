"""When a webhook that did not arrive is tried again.

Source: the waits are those that the Standard Webhooks specification proposes: at once, then after 5 seconds,
5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours: three days and some hours in all.
"""

from __future__ import annotations

from typing import Final

_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 60 * _MINUTE_MS
WAITS_MS: Final = (
    5_000, 5 * _MINUTE_MS, 30 * _MINUTE_MS, 2 * _HOUR_MS, 5 * _HOUR_MS,
    10 * _HOUR_MS, 14 * _HOUR_MS, 20 * _HOUR_MS, 24 * _HOUR_MS,
)  # fmt: skip
MOST_TRIES: Final = len(WAITS_MS) + 1
GONE: Final = 410
"""The status by which a receiver says that it wants no more: the webhook is switched off."""


def took(status: int | None) -> bool:
    """Whether a receiver that answered with *status* (None: not at all) took the webhook.

    >>> took(204), took(302), took(None)
    (True, False, False)
    """
    return status is not None and 200 <= status < 300


def next_try_ms(tries: int, at_ms: int) -> int | None:
    """Return when to try again after *tries* that failed, the last one at *at_ms*; None to give up.

    >>> next_try_ms(1, 0), next_try_ms(10, 0)
    (5000, None)
    """
    return at_ms + WAITS_MS[tries - 1] if tries < MOST_TRIES else None
