"""JSON Schemas from the models: one for each type of message (envelope and body together) and of document."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from protocol import relation
from protocol.bodies import Agreement, Signature
from protocol.catalog import CatalogPage
from protocol.did import DidDocument
from protocol.envelope import MODELS
from protocol.errors import PROBLEM_TYPE
from protocol.profile import DirectoryPage, Profile
from protocol.promotion import OffersPage
from protocol.slices import SlicePage
from protocol.wire import Wire

BASE: Final = "https://dailyme.dev/spec/2026-12-01/"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


class Signed(Wire):
    """What every signed document carries beside its own members."""

    signatures: tuple[Signature]


class Plain(GenerateJsonSchema):
    """Schemas without a title for each field, which would only repeat its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never."""
        return False


def files() -> dict[str, str]:
    """Return `spec/schemas/*.schema.json`."""
    return {f"spec/schemas/{name}.schema.json": _spell(name, schema) for name, schema in schemas().items()}


def schemas() -> dict[str, Schema]:
    """Return the schemas by name."""
    messages = {name: _schema(model) for name, model in {**MODELS, **relation.MODELS}.items()}
    signed = {
        "catalog-page": _signed(CatalogPage),
        "directory-page": _signed(DirectoryPage),
        "demand-page": _signed(relation.DemandPage),
        "link": _signed(relation.Link),
        "offers-page": _signed(OffersPage),
        "profile": _signed(Profile),
        "slice-page": _signed(SlicePage),
    }
    return {
        **messages,
        **signed,
        "agreement": _schema(Agreement),
        "did-document": _schema(DidDocument),
        "problem": PROBLEM,
    }


PROBLEM: Final[Schema] = {
    "description": "The answer to a request that was refused (RFC 9457).",
    "type": "object",
    "properties": {
        "type": {"type": "string", "pattern": f"^{PROBLEM_TYPE}[a-z0-9-]+$"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "maxLength": 500},
        "code": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
        "requirement": {"type": "string", "pattern": "^([A-Z]+-[0-9]+)?$"},
        "advice": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail", "code", "requirement", "advice"],
}


def _schema(model: type[BaseModel]) -> Schema:
    return model.model_json_schema(by_alias=True, schema_generator=Plain)


def _signed(model: type[BaseModel]) -> Schema:
    own, beside = _schema(model), _schema(Signed)
    return {
        **own,
        "properties": {**own["properties"], **beside["properties"]},
        "required": [*own["required"], "signatures"],
        "$defs": {**own.get("$defs", {}), **beside["$defs"]},
    }


def _spell(name: str, schema: Schema) -> str:
    whole = {"$schema": DIALECT, "$id": f"{BASE}{name}.schema.json", **schema}
    return json.dumps(whole, indent=1, sort_keys=True) + "\n"
