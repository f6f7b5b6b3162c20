"""What is bought together: published rules, lines, and what comes off them (NEG-51, NEG-52)."""

from __future__ import annotations

from spec.generate.vector import vector
from spec.generate.world import Json, Object, changed

ROUTER: Object = {
    "product": "router-1",
    "variant": "router-1-us",
    "quantity": 3,
    "price_minor": 12999,
    "categories": ["Electronics"],
}
CABLE: Object = {
    "product": "cable-1",
    "variant": "cable-1-2m",
    "quantity": 2,
    "price_minor": 899,
    "categories": ["Accessories"],
}
THREE: Object = {"pieces": 3, "basis_points": 500}
SIX: Object = {"pieces": 6, "basis_points": 800}
PAIR: Object = {"products": ["cable-1", "router-1"], "basis_points": 1000}


def cases() -> list[Object]:
    """Input is the profile's `volume` and `bundles` and the lines of an offer; `off` is in minor units."""
    return [*_volume(), *_bundles()]


def _volume() -> list[Object]:
    given: Object = {"volume": [THREE, SIX], "bundles": [], "lines": [ROUTER]}

    def good(key: str, why: str, off: int, value: Object = given) -> Object:
        return vector(f"NEG-51 {key}", why, value, {"off": {"volume": off, "bundle": 0}})

    def bad(key: str, why: str, path: str, value: Json) -> Object:
        return vector(f"NEG-51 {key}", why, changed(given, path, value), {"error": "bad-message"})

    own = changed(given, "volume", [THREE | {"applies": {"categories": ["Electronics"]}}])
    both = changed(given, "lines", [ROUTER, CABLE])
    return [
        good("three", "three pieces reach three; half a cent is rounded down", 1949),
        good("two", "two pieces reach nothing", 0, changed(given, "lines.0.quantity", 2)),
        good("six", "of two rules that are reached the greater one counts, and alone", 6239,
             changed(given, "lines.0.quantity", 6)),
        good("all-lines", "all lines count together, and each is rounded by itself", 2038, both),
        good("its-category", "a rule for a category takes nothing off another", 1949,
             changed(own, "lines", [ROUTER, CABLE])),
        good("not-its-category", "and pieces of another do not help to reach it", 0,
             changed(changed(own, "lines", [ROUTER, CABLE]), "lines.0.quantity", 2)),
        bad("one-piece", "one piece is no volume", "volume.0.pieces", 1),
        bad("nothing-off", "a rule takes something off", "volume.0.basis_points", 0),
        bad("all-off", "and never everything", "volume.0.basis_points", 10_000),
    ]  # fmt: skip


def _bundles() -> list[Object]:
    given: Object = {"volume": [], "bundles": [PAIR], "lines": [ROUTER, CABLE]}

    def good(key: str, why: str, off: int, value: Object = given) -> Object:
        return vector(f"NEG-52 {key}", why, value, {"off": {"volume": 0, "bundle": off}})

    def bad(key: str, why: str, products: list[Json]) -> Object:
        value = changed(given, "bundles.0.products", products)
        return vector(f"NEG-52 {key}", why, value, {"error": "bad-message"})

    dear = ROUTER | {"variant": "router-1-pro", "price_minor": 19999, "quantity": 1}
    again = changed(given, "bundles", [PAIR, PAIR])
    return [
        good("two-sets", "two cables make two sets, and the third router none", 2779),
        good("one-alone", "no set without the other product", 0, changed(given, "lines", [ROUTER])),
        good("cheapest", "the cheaper routers are in the sets", 2779,
             changed(given, "lines", [dear, ROUTER, CABLE])),
        good("once", "a piece is in one set only", 2779, again),
        bad("one-product", "one product is no bundle", ["cable-1"]),
        bad("unsorted", "the products stand in ascending order", ["router-1", "cable-1"]),
        bad("twice", "each once", ["cable-1", "cable-1"]),
    ]  # fmt: skip
