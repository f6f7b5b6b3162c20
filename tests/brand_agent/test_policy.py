"""A shopkeeper's file: what it means, and what is said about mistakes in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from brand_agent import PolicyError, read_policy, sources
from brand_agent.edge.policy_file import example_policy, load_policy, write_example
from tests.brand_agent.shop import POLICY

BRAND = '[brand]\nname = "Shop"\n'


def faults(text: str) -> dict[str, str]:
    """What is wrong with *text*: path -> what is said."""
    with pytest.raises(PolicyError) as caught:
        read_policy(text)
    assert caught.value.code == "bad-policy"
    return {fault.path: str(fault) for fault in caught.value.faults}


def test_a_policy_says_what_its_file_says() -> None:
    policy = read_policy(POLICY)
    assert policy.guardrails.floor_margin == Decimal("0.08")
    assert [option.price.amount for option in policy.shipping] == [0, 990]
    assert policy.shipping[0].own_cost().amount == 0
    assert policy.shipping[1].own_cost().amount == 600
    assert policy.terms.extras[0].cost.words() == "2.00 USD"


def test_the_commented_example_states_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "brand.toml"
    write_example(path, name='Ann\'s "best" shop', source="shop.csv", currency="JPY")
    written = load_policy(path)
    assert written.brand.name == 'Ann\'s "best" shop'
    assert written.catalog.source == "shop.csv"
    bare = read_policy(
        '[brand]\nname = "Ann\'s \\"best\\" shop"\ncurrency = "JPY"\n[catalog]\nsource = "shop.csv"'
    )
    assert written == bare
    assert example_policy(name="Ann", currency="JPY").standard_shipping().price.currency == "JPY"


def test_an_example_is_never_written_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "brand.toml"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        write_example(path, name="Shop")
    assert path.read_text() == "mine"


def test_a_misspelt_key_is_an_error_with_a_suggestion() -> None:
    said = faults(BRAND + '[guardrails]\nmax_discont = "0.1"\n[shiping]\n')
    assert said["guardrails.max_discont"].endswith("there is no such key; did you mean max_discount?")
    assert said["shiping"].endswith("did you mean shipping?")


@pytest.mark.parametrize(
    ("line", "path", "instead"),
    [
        ("[guardrails]\nfloor_margin = 0.08", "guardrails.floor_margin", 'in quotes, such as "0.15"'),
        ('[guardrails]\nmax_discount = "15"', "guardrails.max_discount", 'fifteen percent is "0.15"'),
        ('[guardrails]\nmax_discount = "NaN"', "guardrails.max_discount", "plain decimal number"),
        ('[guardrails]\ncounters = "6"', "guardrails.counters", "write a whole number, without quotes"),
        ("[guardrails]\ncounters = 0", "guardrails.counters", "greater than or equal to 1"),
        ('[guardrails]\neagerness = "0"', "guardrails.eagerness", '"1.0" gives evenly'),
        ('[[shipping]]\ndays = 5\nprice = "9.999"', "shipping.1.price", "finer than the minor unit of USD"),
        ('[[shipping]]\ndays = 5\nprice = "-1"', "shipping.1.price", 'such as "9.90"'),
        ('[cost]\ncolumn = "a"\nshare = "0.5"', "cost", "either column or share"),
        ('[terms]\nextras = [{ name = "hat", cost = "1" }]', "terms.extras.1.name", "gift-wrap"),
        ('[personal_terms]\naccept = ["all"]', "personal_terms.accept.1", "sd-base"),
        ("[personal_terms]\naccept = []", "personal_terms.accept", "write at least one"),
        ('[tax]\nincluded = "yes"\n', "tax.included", "write true or false, without quotes"),
    ],
)
def test_a_bad_value_is_told_with_its_path_and_what_to_write(line: str, path: str, instead: str) -> None:
    said = faults(BRAND + line)
    assert list(said) == [path]
    assert instead in said[path]


def test_everything_wrong_is_told_at_once() -> None:
    said = faults('[brand]\ncurrency = "BTC"\nregions = ["usa"]\n')
    assert set(said) == {"brand.name", "brand.currency", "brand.regions.1"}


def test_a_file_that_is_no_toml_or_not_there_is_said_plainly(tmp_path: Path) -> None:
    assert "this is no TOML" in faults("[brand\n")["brand.toml"]
    with pytest.raises(PolicyError, match="can't be read"):
        load_policy(tmp_path / "none.toml")


def test_the_cost_column_may_be_named_by_our_name_or_the_files() -> None:
    columns = '[catalog.columns]\ncost_of_goods_sold = "unit_cost"\n'
    ours = read_policy(BRAND + columns + '[cost]\ncolumn = "cost_of_goods_sold"')
    theirs = read_policy(BRAND + columns + '[cost]\ncolumn = "unit_cost"')
    assert sources(ours).cost_column == sources(theirs).cost_column == "unit_cost"


def test_the_delivery_asked_for_is_the_cheapest_that_is_quick_enough() -> None:
    policy = read_policy(POLICY)
    assert [policy.shipping_within(days).days for days in (9, 5, 4, 2, 1)] == [5, 5, 2, 2, 2]
