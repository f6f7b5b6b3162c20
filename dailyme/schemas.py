"""Writes the JSON Schemas of everything that `--json` prints into `docs/schemas/`.

python -m dailyme.schemas [FOLDER]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from dailyme import (
    outputs,
    outputs_ask,
    outputs_audit,
    outputs_autonomy,
    outputs_catalog,
    outputs_claims,
    outputs_control,
    outputs_deal,
    outputs_demand,
    outputs_demo,
    outputs_events,
    outputs_goal,
    outputs_index,
    outputs_ladder,
    outputs_memory,
    outputs_model,
    outputs_negotiate,
    outputs_news,
    outputs_offer,
    outputs_pages,
    outputs_people,
    outputs_play,
    outputs_prices,
    outputs_programs,
    outputs_reading,
    outputs_relation,
    outputs_rules,
    outputs_search,
    outputs_sense,
    outputs_standing,
    outputs_suggest,
    outputs_today,
    outputs_voice,
    outputs_wish,
)
from dailyme.demo.week import outputs as outputs_week
from dailyme.demo.year import outputs as outputs_year

BASE = "https://dailyme.dev/schemas/"

MODELS: Mapping[str, type[BaseModel]] = {
    "problem": outputs.Problem,
    "init": outputs.Initialised,
    "catalog-read-product": outputs.CatalogProduct,
    "catalog-read-reject": outputs.CatalogReject,
    "catalog-map": outputs_catalog.CatalogMap,
    "catalog-sync": outputs_catalog.CatalogSynced,
    "catalog-suggest": outputs_suggest.CatalogSuggested,
    "serve-ready": outputs.Ready,
    "pages-open": outputs_pages.PagesOpen,
    "demo-open": outputs_pages.DemoOpen,
    "brand-init": outputs.BrandInitialised,
    "brand-check": outputs.BrandChecked,
    "brand-people": outputs_people.BrandPeople,
    "brand-key": outputs_programs.BrandKeys,
    "brand-webhook": outputs_programs.BrandWebhooks,
    "brand-report": outputs.BrandReport,
    "brand-fairness": outputs_play.BrandFairness,
    "brand-steered": outputs_control.BrandSteered,
    "brand-learn": outputs_play.BrandLearnt,
    "brand-goal": outputs_goal.BrandGoal,
    "brand-goal-list": outputs_goal.BrandGoals,
    "brand-propose": outputs_goal.BrandProposed,
    "brand-voice": outputs_voice.BrandVoice,
    "market-init": outputs.MarketInitialised,
    "market-list": outputs.MarketList,
    "market-demand": outputs_demand.MarketDemand,
    "market-index": outputs_index.MarketIndexed,
    "market-demo": outputs.DemoMarket,
    "brand-events": outputs_events.BrandEvents,
    "relation-events": outputs_events.TwinEvents,
    "ask": outputs_ask.AskResult,
    "ask-list": outputs_ask.AskList,
    "brand-offer-list": outputs_offer.OfferList,
    "brand-offer-test": outputs_offer.OfferTest,
    "brand-segment-list": outputs_claims.SegmentList,
    "brand-segment-test": outputs_claims.SegmentTest,
    "twin-facts": outputs_claims.FactList,
    "twin-autonomy": outputs_autonomy.ShownAutonomy,
    "twin-rules": outputs_rules.RuleList,
    "wish-now": outputs_wish.WishResult,
    "wish-parse": outputs_reading.WishParsed,
    "wish-standing": outputs_standing.ShownStanding,
    "wish-contribute": outputs_demand.Contributed,
    "wish-list": outputs_standing.StandingList,
    "today": outputs_today.TodayResult,
    "news-subscription": outputs_news.ShownSubscription,
    "news-list": outputs_news.NewsList,
    "news-fetch": outputs_news.NewsFetched,
    "news-listen-line": outputs_news.ShownNews,
    "brand-publish": outputs_news.BrandPublished,
    "twin-schedule": outputs_today.Scheduled,
    "twin-run-ready": outputs_today.Watching,
    "twin-status": outputs_wish.TwinStatus,
    "twin-threads": outputs_wish.Threads,
    "twin-show": outputs_wish.ShownThread,
    "twin-resume": outputs_wish.Resumed,
    "twin-agreements": outputs_wish.Agreements,
    "twin-verify": outputs_wish.Verified,
    "twin-audit": outputs_audit.TwinAudit,
    "twin-audit-evidence": outputs_audit.CheckedEvidence,
    "deal-list": outputs_deal.DealList,
    "deal": outputs_deal.ShownDeal,
    "brand-order-list": outputs_deal.OrderList,
    "brand-order": outputs_deal.ShownOrder,
    "relation-disclose": outputs_relation.Disclosed,
    "relation-consents": outputs_relation.Consents,
    "relation-revoke": outputs_relation.RevokedGrant,
    "relation-sketch": outputs_relation.Sketch,
    "relation-correct": outputs_relation.CorrectedEntry,
    "relation-erase": outputs_relation.ErasedEntries,
    "brand-register": outputs_relation.BrandRegister,
    "brand-use": outputs_relation.BrandUse,
    "twin-import": outputs_sense.Imported,
    "twin-import-reject": outputs_sense.ImportReject,
    "twin-import-undo": outputs_sense.ImportUndone,
    "twin-import-list": outputs_sense.ImportList,
    "twin-prices": outputs_prices.PriceList,
    "twin-suggestions": outputs_sense.Suggestions,
    "twin-suggestion": outputs_sense.SuggestionAnswered,
    "relation-list": outputs_ladder.RelationList,
    "relation-climbed": outputs_ladder.Climbed,
    "memory": outputs_memory.MemoryList,
    "memory-why": outputs_memory.MemoryWhy,
    "memory-forget": outputs_memory.MemoryForgotten,
    "memory-log": outputs_memory.MemoryLog,
    "memory-verify": outputs_memory.MemoryVerified,
    "memory-outcome": outputs_memory.MemoryNoted,
    "twin-export": outputs_memory.Exported,
    "twin-export-file": outputs_memory.TwinExport,
    "twin-erase": outputs_memory.Erased,
    "model-check": outputs_model.ModelChecked,
    "model-ledger": outputs_model.ModelLedger,
    "negotiate-lab": outputs_negotiate.LabResult,
    "search": outputs_search.SearchResult,
    "demo": outputs_demo.DemoResult,
    "demo-days": outputs_week.WeekResult,
    "demo-first-year": outputs_year.YearResult,
    "wire-log-line": outputs_demo.WireLogLine,
}


def schema_files() -> dict[str, str]:
    """Return file name -> text of every published schema."""
    return {f"{name}.schema.json": _text(name, model) for name, model in MODELS.items()}


def _text(name: str, model: type[BaseModel]) -> str:
    schema = model.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{BASE}{name}.schema.json"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the files into the folder that is named, or into `docs/schemas`."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/schemas")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
