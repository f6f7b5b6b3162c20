"""A twin whose person watches while it looks: each shelf is shown once it is read."""

from __future__ import annotations

from dataclasses import replace

from consumer_twin.edge.brands import HttpBrands
from consumer_twin.scan import See
from consumer_twin.twin import Twin


def watched(twin: Twin, see: See) -> Twin:
    """Return *twin*, which shows *see* each shelf as it is read; one without brands on a wire shows none."""
    brands = twin.brands
    return replace(twin, brands=replace(brands, see=see)) if isinstance(brands, HttpBrands) else twin
