"""Standing rules: what the person said once and for all, until they take it back.

Spec: spec/70-decide.md (DEC-40 to DEC-43).

`Never` keeps a seller out: it is not asked, not shown, and nothing binds to it. `Always` lets the twin take
the best option without asking, if it is of this brand, or of this one product, and costs no more than was
said. Where both are about one seller, never wins. A rule has a number, by which it is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from consumer_twin.errors import TwinError
from consumer_twin.option import Option
from consumer_twin.scan import Seller, Trouble
from negotiation import GuardError, Mandate
from protocol import Price

MAX_RULES: Final = 500
RULED_OUT: Final = "ruled-out"
RuleKind = Literal["never", "always"]


class UnknownRuleError(TwinError):
    """No rule has that number."""

    code = "unknown-rule"
    requirement = "DEC-42"
    advice = "See `dailyme twin rules`."


class BadRuleError(TwinError):
    """A rule can't be made like that."""

    code = "bad-rule"
    requirement = "DEC-41"
    advice = "See `dailyme twin rules --help`."


class RuledOutError(TwinError):
    """The person said that they never want to buy there."""

    code = RULED_OUT
    requirement = "DEC-40"
    advice = "Take the rule back first: see `dailyme twin rules`."


class RuleError(GuardError):
    """An accept against a rule, or by one that was taken back."""

    code = RULED_OUT
    requirement = "DEC-40"
    words = "a standing rule does not allow this"


@dataclass(frozen=True)
class Rule:
    """A rule about the brand of DID *brand* (or the public page of that address).

    seller, title: what brand and product were called when the rule was made; for people only.
    product: the brand's name of the one product it is about; nothing for all that it sells.
    under: of `always`, the all-in total up to which the twin takes it. revoked_ms: when it was taken back.
    """

    number: int
    kind: RuleKind
    brand: str
    seller: str
    made_ms: int
    product: str = ""
    title: str = ""
    under: Price | None = None
    revoked_ms: int | None = None

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.revoked_ms is None

    def same(self, other: Rule) -> bool:
        """Whether both are about the same."""
        return (self.kind, self.brand, self.product) == (other.kind, other.brand, other.product)

    def covers(self, option: Option) -> bool:
        """Whether it is about *option*; a bundle is covered by a rule about the whole brand alone."""
        product = self.product in {"", option.product} and not (self.product and option.pieces)
        return self.brand == option.seller.id and product

    @property
    def words(self) -> str:
        """The rule as a sentence."""
        if self.kind == "never":
            return f"Never buy from {self.seller}."
        what = f"{self.title or self.product} from {self.seller}" if self.product else f"from {self.seller}"
        most = "" if self.under is None else f" up to {self.under.words()}"
        return f"Buy {what}{most} without asking, when it is the best offer."


@dataclass(frozen=True, slots=True)
class ByRule(Mandate):
    """What rule number *rule* allows: a mandate for one deal. It counts as spent by mandate."""

    rule: int = 0


class Rules(Protocol):
    """The rules that stand. Asked anew for each decision, so that one taken back holds no longer."""

    async def standing(self) -> tuple[Rule, ...]: ...


class NoRules:
    """A person without rules."""

    async def standing(self) -> tuple[Rule, ...]:
        """Return none."""
        return ()


@dataclass(frozen=True)
class NeverOnly:
    """The rules of *inner* that keep out: for a moment at which nothing may be taken without asking."""

    inner: Rules = field(default_factory=NoRules)

    async def standing(self) -> tuple[Rule, ...]:
        """Return those that say never."""
        return tuple(one for one in await self.inner.standing() if one.kind == "never")


def ruled_out(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the sellers that a rule keeps out (DEC-40)."""
    return frozenset(one.brand for one in rules if one.kind == "never" and one.stands)


def kept_out(sellers: Iterable[Seller], rules: Iterable[Rule]) -> tuple[Trouble, ...]:
    """Return a trouble for each of *sellers* that a rule keeps out, each once."""
    out = ruled_out(rules)
    found = {one.id: one for one in sellers if one.id in out}
    return tuple(
        Trouble(one.id, RULED_OUT, f"you said never to buy from {one.name}") for one in found.values()
    )


def authorities(option: Option, rules: Sequence[Rule]) -> tuple[ByRule, ...]:
    """Return what *rules* allow for *option* without asking (DEC-41); nothing if one keeps its seller out."""
    if option.seller.id in ruled_out(rules):
        return ()
    yes = (one for one in rules if one.kind == "always" and one.stands and one.covers(option))
    return tuple(ByRule(per_deal=one.under, rule=one.number) for one in yes if one.under is not None)


def fit_to_make(rule: Rule, before: Sequence[Rule]) -> None:
    """Return if *rule* can be made beside those *before*. Raises `BadRuleError`."""
    if rule.kind == "always" and (rule.under is None or rule.under.amount <= 0):
        raise BadRuleError("to buy without asking needs an amount above nothing")
    if rule.kind == "always" and rule.brand in ruled_out(before):
        raise BadRuleError(f"you said never to buy from {rule.seller}: take that back first")
    if sum(one.stands for one in before) >= MAX_RULES:
        raise BadRuleError(f"there are {MAX_RULES} rules already: take some back first")
