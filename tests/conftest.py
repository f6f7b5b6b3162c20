"""How many cases Hypothesis tries: `quick` in `make test`, `thorough` in `make test-all`.

A test that wants more or fewer names a multiple of it (`settings().max_examples * 2`), or its own number.
No case has a deadline: how long one takes tells more of the machine than of us.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=300)
settings.load_profile("quick")
