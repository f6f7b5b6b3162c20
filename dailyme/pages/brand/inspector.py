"""The inspector: look at any agent, send it a message, and see what comes back, raw and judged."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from brand_agent.inspecting import (
    BadTrialError,
    Check,
    Trial,
    check_answer,
    check_problem,
    check_same,
    example,
    sealed,
    tampered,
)
from dailyme.pages.brand.looked import Look, look_at, origin_in, shown
from dailyme.pages.brand.office import OfficeDep
from dailyme.pages.brand.way_out import WayOut, WayOutDep
from dailyme.pages.shell import Form, needs, posted, render
from foundation.fetch import BadUrlError, Fetched, FetchError, fetch
from protocol import ProtocolError, SigningKey, from_base64url, to_base64url
from transport import MESSAGE, PROBLEM

router = APIRouter(prefix="/inspector")
_SEED = 32
HOWS = {
    "as-signed": "as it is signed",
    "twice": "twice, the same bytes",
    "tampered": "with one character changed after signing",
}


@dataclass(frozen=True)
class Sent:
    """A message that was sent: both sides raw, what kind of answer came, and the verdicts on it."""

    url: str
    request: str
    status: int | None
    kind: str
    answer: str
    said: str
    checks: tuple[Check, ...]
    why: str = ""


@router.get("")
async def inspector(request: Request, office: OfficeDep, at: str = "") -> Response:
    """Show where to type an address; *at* stands there already."""
    return render(request, "brand/inspector.html", form=Form(), at=at[:300] or office.origin, look=None)


@router.post("")
async def look(request: Request, office: OfficeDep, way_out: WayOutDep) -> Response:
    """Look at the agent whose address was typed."""
    form, at_ms = await posted(request), office.now_ms()
    origin = _origin(form, way_out)
    if origin is None:
        return render(request, "brand/inspector.html", status=422, form=form, at="", look=None)
    found = await look_at(origin, way_out, at_ms=at_ms)
    seed = secrets.token_bytes(_SEED)
    return _looked(request, form, found, _example(found, seed, at_ms=at_ms), seed=seed)


@router.post("/send", dependencies=[Depends(needs("marketer"))])
async def send(request: Request, office: OfficeDep, way_out: WayOutDep) -> Response:
    """Sign what was typed with the throw-away key, send it, and judge what comes back."""
    form, at_ms = await posted(request), office.now_ms()
    text = form.text("message", most=20_000, lines=True)
    how, seed = form.choice("how", HOWS), _seed(form)
    origin = _origin(form, way_out)
    if origin is None or seed is None:
        return render(request, "brand/inspector.html", status=422, form=form, at="", look=None)
    found = await look_at(origin, way_out, at_ms=at_ms)
    sent = None
    if not form.faults and found.profile is not None:
        try:
            trial = sealed(text, SigningKey.for_twin(seed))
        except BadTrialError as error:
            form.blame("message", f"{str(error)[:1].upper()}{str(error)[1:]}. {error.advice}")
        else:
            sent = await _sent(found, trial, how, way_out, at_ms=office.now_ms())
            form, text = Form(), _anew(trial)
    return _looked(request, form, found, text, seed=seed, how=how, sent=sent)


def _looked(
    request: Request,
    form: Form,
    found: Look,
    message: str,
    *,
    seed: bytes,
    how: str = "as-signed",
    sent: Sent | None = None,
) -> Response:
    return render(
        request,
        "brand/inspector.html",
        status=422 if form.faults else 200,
        form=form,
        at=found.origin,
        look=found,
        seed=to_base64url(seed),
        message=message,
        hows=tuple(HOWS.items()),
        how=how,
        sent=sent,
    )


def _origin(form: Form, way_out: WayOut) -> str | None:
    text = form.text("at", most=300)
    if "at" in form.faults:
        return None
    try:
        return origin_in(text, local=way_out.guard.local)
    except (BadUrlError, ProtocolError):
        form.blame("at", "This can't be asked. Write an address such as https://shop.example")
        return None


def _seed(form: Form) -> bytes | None:
    try:
        seed = from_base64url(form.text("seed", most=60), "seed")
    except ProtocolError:
        seed = b""
    if len(seed) != _SEED:
        form.blame("at", "The page was open for too long, or changed. Look at the agent again.")
        return None
    return seed


def _example(found: Look, seed: bytes, *, at_ms: int) -> str:
    if found.profile is None:
        return ""
    key, id = SigningKey.for_twin(seed), to_base64url(secrets.token_bytes(16))
    return json.dumps(example(found.profile, found.page, key, id, at_ms=at_ms), indent=2, ensure_ascii=False)


def _anew(trial: Trial) -> str:
    """Return the message of *trial* as it can be sent once more: under an id of its own."""
    value = trial.value | {"id": to_base64url(secrets.token_bytes(16))}
    return json.dumps(value, indent=2, ensure_ascii=False)


async def _sent(found: Look, trial: Trial, how: str, way_out: WayOut, *, at_ms: int) -> Sent:
    assert found.profile is not None and found.document is not None
    url = found.profile.endpoints.negotiate
    data = tampered(trial.data) if how == "tampered" else trial.data
    raw = f"POST {url}\ncontent-type: {MESSAGE}\n\n{shown(data)}"
    try:
        got = await _post(url, data, way_out)
        again = await _post(url, data, way_out) if how == "twice" else None
    except FetchError as error:
        return Sent(
            url, raw, None, "", "", "", (), f"{str(error)[:1].upper()}{str(error)[1:]}. {error.advice}"
        )
    kind = got.headers.get("content-type", "").partition(";")[0].strip()
    answer = f"{got.status}\ncontent-type: {got.headers.get('content-type', '')}\n\n{shown(got.body)}"
    if kind == MESSAGE:
        said, checks = check_answer(got.body, trial, found.document, at_ms=at_ms)
        checks = checks if again is None else (*checks, check_same(got.body, again.body))
        return Sent(url, raw, got.status, "message", answer, said, checks)
    if kind == PROBLEM:
        said, checks = check_problem(got.body, got.status)
        return Sent(url, raw, got.status, "problem", answer, said, checks)
    why = "This is neither a signed message nor a problem document."
    return Sent(url, raw, got.status, "other", answer, "", (), why)


async def _post(url: str, data: bytes, way_out: WayOut) -> Fetched:
    headers = {"content-type": MESSAGE, "accept": f"{MESSAGE}, {PROBLEM}"}
    return await fetch(
        url, guard=way_out.guard, client=way_out.client, method="POST", headers=headers, content=data
    )
