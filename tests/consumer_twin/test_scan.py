"""Which pages make one catalog, and which brands can serve a wish."""

from __future__ import annotations

from typing import Any

import pytest

from consumer_twin import Seller
from consumer_twin.errors import BrokenCatalogError
from consumer_twin.scan import following, stock_shelf, unfit
from protocol import CatalogPage, Profile, to_base64url
from tests.consumer_twin.town import router
from tests.consumer_twin.twins import wish_for
from tests.transport.corner import profile_members

SELLER = Seller("did:web:a.example", "A", "https://a.example", "https://a.example/negotiate", 8)


def page(cursor: str = "", after: str | None = None, *, version: bytes = b"one", id: str = "") -> CatalogPage:
    return CatalogPage.model_validate(
        {
            "protocol": "dailyme/2026-12-01",
            "type": "catalog-page",
            "from": "did:web:a.example",
            "version": to_base64url(version.ljust(32, b".")),
            "created": "2026-12-01T09:00:00Z",
            "cursor": cursor,
            "products": [router(id=id or f"router{cursor}").members()],
            **({} if after is None else {"next": after}),
        }
    )


def test_pages_that_follow_each_other_make_a_shelf() -> None:
    pages = [page("", "1"), page("1", "2"), page("2")]
    assert [following(pages[: count + 1]) for count in range(3)] == ["1", "2", None]
    assert len(stock_shelf(SELLER, pages).products) == 3


@pytest.mark.parametrize(
    "pages",
    [
        [page("", "1"), page("1", version=b"two")],
        [page("", "1"), page("7")],
        [page("", "1"), page("1", "1")],
        [page("", "1"), page("1", "2"), page("2", "1")],
    ],
)
def test_pages_that_do_not_belong_together_are_refused(pages: list[CatalogPage]) -> None:
    with pytest.raises(BrokenCatalogError):
        following(pages)


def test_one_product_on_two_pages_is_refused() -> None:
    with pytest.raises(BrokenCatalogError):
        stock_shelf(SELLER, [page("", "1", id="same"), page("1", id="same")])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"regions": ["US-CA"]}, None),
        ({"versions": ["dailyme/2030-01-01"]}, "speaks dailyme/2030-01-01 and not dailyme/2026-12-01"),
        ({"capabilities": ["catalog"]}, "does not offer a catalog and negotiate.alternating"),
        ({"regions": ["DE"]}, "does not deliver to US"),
        ({"currencies": ["EUR"]}, "does not sell in USD"),
        ({"personal_terms": ["sd-care"]}, "does not take the terms sd-base"),
    ],
)
def test_a_brand_that_cannot_serve_the_wish_says_why(change: dict[str, Any], reason: str | None) -> None:
    profile = Profile.model_validate(profile_members(**change))
    assert unfit(profile, wish_for()) == reason
    assert unfit(profile, wish_for(ceiling_minor=1)) == reason
