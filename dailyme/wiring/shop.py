"""A brand's own files, read: its policy and its catalog, from a `brand.toml` or from a catalog alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from brand_agent import BrandPolicy, sources
from brand_agent.edge.policy_file import example_policy, load_policy
from brand_agent.errors import PolicyError
from catalog_adapters import Entry, Reject
from catalog_adapters.sync.reading import SCHEME as SYNCED
from dailyme.errors import CommandError, UsageError
from dailyme.sources import column_pair, is_address, read_any
from foundation.query import is_database
from protocol import clean

NO_COST: Final = "No cost is stated, so no price is ever lowered: see [cost] in brand.toml."


class EmptyCatalogError(CommandError):
    """The catalog holds nothing that this brand can sell."""

    code = "empty-catalog"


@dataclass(frozen=True)
class Shop:
    """What a brand sells and how: its policy, its entries, and what could not be read."""

    policy: BrandPolicy
    source: str
    entries: tuple[Entry, ...]
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ShopFlags:
    """What the command line says of a shop. A flag wins over the file."""

    config: Path | None = None
    catalog: str | None = None
    name: str | None = None
    currency: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def shop_flags(
    *, config: Path | None, catalog: str | None, name: str | None, currency: str | None, columns: list[str]
) -> ShopFlags:
    """Return what the command line says; *columns* are `OURS=THEIRS`. Raises `UsageError`."""
    return ShopFlags(config, catalog, name, currency, dict(column_pair(column) for column in columns))


def read_shop(flags: ShopFlags, *, at_ms: int, local: bool) -> Shop:
    """Return the shop of *flags*.

    Raises `UsageError` without a catalog, `EmptyCatalogError` if nothing can be sold, and what reading a
    policy or a catalog raises.
    """
    policy = load_policy(flags.config) if flags.config else _plain_policy(flags)
    source = _source(flags, policy)
    settings = sources(policy)
    settings = replace(settings, columns={**settings.columns, **flags.columns})
    if settings.mapping is not None and flags.config is not None:  # beside brand.toml
        settings = replace(settings, mapping=str(flags.config.parent / settings.mapping))
    entries: list[Entry] = []
    rejects: list[Reject] = []
    for item in read_any(source, settings, at_ms=at_ms, local=local):
        if isinstance(item, Entry):
            entries.append(item)
        else:
            rejects.append(item)
    sold = [entry for entry in entries if entry.product.price_range.min.currency == policy.currency]
    if not sold:
        raise EmptyCatalogError(_why_empty(source, policy, entries, rejects), "See `dailyme catalog read`.")
    return Shop(policy, source, tuple(sold), tuple(rejects), _notes(flags, policy, entries, sold))


def files_of(flags: ShopFlags) -> tuple[Path, ...]:
    """Return the files that the shop of *flags* is read from, as far as they are files of this machine.

    A broken brand.toml names nothing but itself. It is read again when it was changed.
    """
    return _files_of(flags.config, flags.catalog, flags.name, flags.currency, stamp=_stamp(flags.config))


def _stamp(file: Path | None) -> tuple[int, int, int] | None:
    """Size, time of change and number of *file*; None if there is none."""
    try:
        told = None if file is None else file.stat()
    except OSError:
        return None
    return None if told is None else (told.st_size, told.st_mtime_ns, told.st_ino)


@lru_cache(maxsize=8)
def _files_of(
    config: Path | None,
    catalog: str | None,
    name: str | None,
    currency: str | None,
    *,
    stamp: tuple[int, int, int] | None,
) -> tuple[Path, ...]:
    """The files of those flags, while brand.toml is as *stamp* says."""
    flags = ShopFlags(config, catalog, name, currency)
    own = () if flags.config is None else (flags.config,)
    try:
        policy = load_policy(flags.config) if flags.config else _plain_policy(flags)
        source = _source(flags, policy)
    except (PolicyError, CommandError):
        return own
    mapping = policy.catalog.mapping
    beside = () if mapping is None or flags.config is None else (flags.config.parent / mapping,)
    if is_address(source) or is_database(source):
        return (*own, *beside)
    kept = source.removeprefix(SYNCED)
    return (*own, *beside, Path(kept), *((Path(f"{kept}-wal"),) if source != kept else ()))


def _plain_policy(flags: ShopFlags) -> BrandPolicy:
    if flags.catalog is None:
        raise UsageError("nothing says what is sold", "Give --catalog FILE or --config brand.toml.")
    name = flags.name or Path(flags.catalog).stem.replace("_", " ").replace("-", " ").strip()
    return example_policy(name=clean(name or "My shop", 100), currency=flags.currency or "USD")


def _source(flags: ShopFlags, policy: BrandPolicy) -> str:
    """Return the catalog's place; a relative one in brand.toml is beside that file."""
    if flags.catalog is not None:
        return flags.catalog
    named = policy.catalog.source
    if named is None or flags.config is None:
        raise UsageError("brand.toml names no catalog", "Set source under [catalog], or give --catalog FILE.")
    if named.startswith(SYNCED):
        return f"{SYNCED}{flags.config.parent / named.removeprefix(SYNCED)}"
    return named if is_address(named) or is_database(named) else str(flags.config.parent / named)


def _why_empty(source: str, policy: BrandPolicy, entries: list[Entry], rejects: list[Reject]) -> str:
    if entries:
        found = entries[0].product.price_range.min.currency
        return f"{source}: prices are in {found}, and the brand sells in {policy.currency} (--currency)"
    first = f"; the first reject: line {rejects[0].line}: {rejects[0].reason}" if rejects else ""
    return f"{source}: no product can be read{first}"


def _notes(flags: ShopFlags, policy: BrandPolicy, entries: list[Entry], sold: list[Entry]) -> tuple[str, ...]:
    notes = []
    if flags.config is None:
        notes.append(
            f"No brand.toml: prices without a currency are {policy.currency}, delivery is free in 5 days; "
            "`dailyme brand init` writes a file with every default."
        )
    if policy.cost.share is None and not any(entry.cost for entry in sold):
        notes.append(NO_COST)
    if len(sold) < len(entries):
        notes.append(f"{len(entries) - len(sold)} products are in another currency and not sold.")
    return tuple(notes)
