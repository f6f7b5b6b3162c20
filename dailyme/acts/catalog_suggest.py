"""What `dailyme catalog suggest` does: product texts through the quarantine, and shown as what they are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import islice

from catalog_adapters import Entry
from dailyme.acts.here import here
from dailyme.clock import now_ms
from dailyme.model_ledger import ledger_at
from dailyme.models import open_model
from dailyme.outputs_suggest import CatalogSuggested, ShownSuggestion, SuggestedProduct
from dailyme.show import console, hints, print_json
from dailyme.sources import is_loopback, read_any, source_settings
from language import NOTHING_PRIVATE, LanguageModel, ModelError, Untrusted, suggest
from language.trial import HOPELESS
from protocol.catalog import Product


def suggest_for(source: str, *, model: str | None, limit: int, currency: str | None, as_json: bool) -> None:
    """Read the first *limit* products of *source* and show what their texts suggest.

    Raises what reading a source raises, and `ModelError` if the model can't be asked at all.
    """
    settings = source_settings(
        kind=None, currency=currency, columns=[], delimiter=None, encoding=None, decimal_mark=None
    )
    items = read_any(source, settings, at_ms=now_ms(), local=is_loopback(source))
    products = [item.product for item in islice((one for one in items if isinstance(one, Entry)), limit)]
    result = asyncio.run(_suggested(source, products, model))
    if as_json:
        print_json(result)
    else:
        _show(result)


async def _suggested(source: str, products: Sequence[Product], model: str | None) -> CatalogSuggested:
    at = here({"model": model})
    async with open_model(at.settings, NOTHING_PRIVATE, ledger_at(at.places.data)) as opened:
        read = [await _of(product, opened) for product in products]
        return CatalogSuggested(source=source, model=opened.name, products=read)


async def _of(product: Product, model: LanguageModel) -> SuggestedProduct:
    text = f"{product.title}\n{product.description.plain or ''}".strip()
    try:
        found, error = await suggest(model, text), None
    except HOPELESS:
        raise
    except ModelError as problem:
        found, error = (), problem.code
    return SuggestedProduct(
        id=product.id,
        text=text,
        suggestions=[_shown(one) for one in found if _is_new(one, product)],
        error=error,
    )


def _is_new(one: Untrusted, product: Product) -> bool:
    """Whether no option of *product* has the value already."""
    stated = {said.label.casefold() for variant in product.variants for said in variant.options or ()}
    return one.value.casefold() not in stated


def _shown(one: Untrusted) -> ShownSuggestion:
    return ShownSuggestion(attribute=one.attribute, value=one.value, start=one.span.start, end=one.span.end)


def _show(result: CatalogSuggested) -> None:
    for product in result.products:
        if product.suggestions or product.error:
            console().print(product.text.splitlines()[0], style="bold", soft_wrap=True)
        for one in product.suggestions:
            console().print(f"  {one.attribute}: {one.value}", soft_wrap=True)
        if product.error:
            console().print(f"  nothing ({product.error})", soft_wrap=True)
    hints().print("These are suggestions from the texts alone: nothing was changed.", soft_wrap=True)
