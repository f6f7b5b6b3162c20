"""The page that says what the API answers: drawn from its own description, without a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from dailyme.pages.brand.api import described
from dailyme.pages.shell import render

router = APIRouter(prefix="/webhooks/api")


@dataclass(frozen=True)
class Member:
    """A member of an object, or a parameter: its name, what it is, and what the description says of it."""

    name: str
    kind: str
    words: str
    must: bool


@dataclass(frozen=True)
class Ask:
    """One thing that can be asked."""

    verb: str
    path: str
    title: str
    words: str
    parameters: tuple[Member, ...]
    body: tuple[Member, ...]
    answer: str


@dataclass(frozen=True)
class Shape:
    """An object that is sent or answered."""

    name: str
    words: str
    members: tuple[Member, ...]


@router.get("")
async def api(request: Request) -> Response:
    """Show what can be asked."""
    asks, shapes = read_description(described())
    return render(
        request, "brand/api.html", asks=asks, shapes=shapes, origin=str(request.base_url).rstrip("/")
    )


def _plain(words: str) -> str:
    """Return *words* of a description without its marks."""
    return words.replace("`", "").replace("*", "")


def read_description(found: dict[str, Any]) -> tuple[list[Ask], list[Shape]]:
    """Return what an OpenAPI description *found* says, as the page shows it."""
    asks = [_ask(verb, path, one) for path, some in found["paths"].items() for verb, one in some.items()]
    schemas = found["components"]["schemas"]
    ours = {name: one for name, one in schemas.items() if "ValidationError" not in name}
    shapes = [Shape(name, _plain(one.get("description", "")), _members(one)) for name, one in ours.items()]
    return asks, [shape for shape in shapes if shape.members]


def _ask(verb: str, path: str, one: dict[str, Any]) -> Ask:
    parameters = tuple(
        Member(each["name"], _kind(each["schema"]), _plain(each.get("description", "")), each["required"])
        for each in one.get("parameters", ())
    )
    good = next(answer for status, answer in one["responses"].items() if status.startswith("2"))
    return Ask(
        verb=verb.upper(),
        path=path,
        title=one["summary"],
        words=_plain(one.get("description", "")),
        parameters=parameters,
        body=(Member("body", _kind(_json(one["requestBody"])), "", True),) if "requestBody" in one else (),
        answer=_kind(_json(good)) if "content" in good else "",
    )


def _json(one: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = one["content"]["application/json"]["schema"]
    return found


def _members(schema: dict[str, Any]) -> tuple[Member, ...]:
    must = schema.get("required", ())
    return tuple(
        Member(name, _kind(one), _plain(one.get("description", "")), name in must)
        for name, one in schema.get("properties", {}).items()
    )


def _kind(schema: dict[str, Any]) -> str:
    """Return what a value of *schema* is, in words.

    >>> _kind({"type": "array", "items": {"$ref": "#/components/schemas/Deal"}})
    'list of Deal'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"] if one.get("type") != "null")
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    words = {"string": "text", "integer": "whole number", "boolean": "yes or no"}
    return words.get(str(schema.get("type")), "object")
