"""Webhooks: where the brand's own programs hear of what happens, what was sent, and what they answered."""

from __future__ import annotations

import json
import secrets
from hashlib import sha256

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection
from starlette.responses import Response

from brand_agent.edge.webhooks import SqlHooks, deliveries
from brand_agent.edge.webhooks.deliveries import Letter
from brand_agent.edge.webhooks.hooks import OFF_BY_PERSON
from brand_agent.webhooks import MOST_TRIES, TEST, Hook, secret_of, shown_secret, trial_payload
from brand_agent.webhooks.hook import NoEventsError, UnknownEventError
from dailyme.pages.brand.event_words import GROUPS, words_of
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.brand.way_out import WayOutDep
from dailyme.pages.shell import Form, needs, posted, render, see
from foundation.fetch import BadUrlError

router = APIRouter(prefix="/webhooks")
_CHANGES = [Depends(needs("admin"))]
_ON_A_PAGE = 50


@router.get("")
async def webhooks(request: Request, office: OfficeDep) -> Response:
    """Show all webhooks."""

    def read(connection: Connection) -> list[tuple[Hook, deliveries.Delivery | None]]:
        return [
            (hook, next(iter(deliveries.latest(connection, hook.number, 1)), None))
            for hook in SqlHooks(connection).all()
        ]

    found = await office.database.read(read)
    return render(request, "brand/webhooks.html", hooks=found, words_of=words_of)


@router.get("/new", dependencies=_CHANGES)
async def new(request: Request) -> Response:
    """Show the form of a new webhook."""
    return _form(request, Form(), chosen=("first-deal", "repeat-deal"))


@router.post("", dependencies=_CHANGES)
async def add(request: Request, office: OfficeDep) -> Response:
    """Add a webhook and show its secret; the same form sent twice adds one."""
    form, at_ms, who = await posted(request), office.now_ms(), office.who(request).name
    url, events, mark = form.text("url", most=2000), form.many("events"), form.text("mark", most=60)
    if form.faults:
        return _form(request, form, chosen=events)
    salt = sha256(mark.encode()).digest()[:16]

    def work(connection: Connection) -> Hook:
        hooks = SqlHooks(connection, who)
        known = next((hook for hook in hooks.all() if hook.salt == salt), None)
        return known or hooks.add(url, events, salt, local=office.local, at_ms=at_ms)

    try:
        hook = await office.database.write(work)
    except (BadUrlError, NoEventsError, UnknownEventError) as error:
        _blame(form, error)
        return _form(request, form, chosen=events)
    return _secret(request, office, hook, "It is set up.")


@router.get("/{number:int}")
async def one(request: Request, number: int, office: OfficeDep, before: int | None = None) -> Response:
    """Show one webhook and its log."""
    return await _one(request, number, office, Form(), before)


@router.post("/{number:int}", dependencies=_CHANGES)
async def change(request: Request, number: int, office: OfficeDep) -> Response:
    """Send a webhook elsewhere, or let it tell of other events."""
    form, at_ms, who = await posted(request), office.now_ms(), office.who(request).name
    url, events = form.text("url", most=2000), form.many("events")
    if not form.faults:
        try:
            await office.database.write(
                lambda found: SqlHooks(found, who).change(
                    number, url, events, local=office.local, at_ms=at_ms
                )
            )
        except (BadUrlError, NoEventsError, UnknownEventError) as error:
            _blame(form, error)
    if form.faults:
        return await _one(request, number, office, form, None)
    return see(request, f"/webhooks/{number}", said="Changed.")


@router.post("/{number:int}/secret", dependencies=_CHANGES)
async def rotate(request: Request, number: int, office: OfficeDep) -> Response:
    """Give it a new secret and show it."""
    at_ms, who = office.now_ms(), office.who(request).name
    hook = await office.database.write(
        lambda found: SqlHooks(found, who).rotate(number, secrets.token_bytes(16), at_ms=at_ms)
    )
    return _secret(request, office, hook, "The one before still signs beside it for a day.")


@router.post("/{number:int}/switch", dependencies=_CHANGES)
async def switch(request: Request, number: int, office: OfficeDep, way_out: WayOutDep) -> Response:
    """Switch it on or off."""
    form, at_ms, who = await posted(request), office.now_ms(), office.who(request).name
    off = OFF_BY_PERSON if form.choice("to", {"on", "off"}) == "off" else ""
    await office.database.write(lambda found: SqlHooks(found, who).switch(number, off, at_ms=at_ms))
    way_out.postman.ring()
    said = "Switched off: nothing is sent." if off else "Switched on: what waited is sent now."
    return see(request, f"/webhooks/{number}", said=said)


@router.post("/{number:int}/remove", dependencies=_CHANGES)
async def remove(request: Request, number: int, office: OfficeDep) -> Response:
    """Remove it."""
    at_ms, who = office.now_ms(), office.who(request).name
    await office.database.write(lambda found: SqlHooks(found, who).remove(number, at_ms=at_ms))
    return see(request, "/webhooks", said="Removed. Nothing more is sent there.")


@router.post("/{number:int}/test", dependencies=_CHANGES)
async def test(request: Request, number: int, office: OfficeDep, way_out: WayOutDep) -> Response:
    """Send a test."""
    at_ms = office.now_ms()
    letter = Letter(f"msg_{secrets.token_urlsafe(18)}", TEST, "", trial_payload(at_ms=at_ms))

    def work(connection: Connection) -> int:
        SqlHooks(connection).get(number)
        return deliveries.put(connection, number, letter, at_ms=at_ms)

    sent = await office.database.write(work)
    way_out.postman.ring()
    return see(request, f"/webhooks/{number}/sent/{sent}", said="A test is on its way.")


@router.get("/{number:int}/sent/{sent:int}")
async def delivery(request: Request, number: int, sent: int, office: OfficeDep) -> Response:
    """Show one delivery: its body, and each try."""

    def read(connection: Connection) -> tuple[Hook, deliveries.Delivery, tuple[deliveries.Try, ...]]:
        found, tries = deliveries.get(connection, number, sent)
        return SqlHooks(connection).get(number), found, tries

    hook, found, tries = await office.database.read(read)
    body = json.dumps(json.loads(found.body), indent=2, ensure_ascii=False)
    return render(
        request,
        "brand/webhook_sent.html",
        hook=hook,
        delivery=found,
        tries=tries,
        body=body,
        most=MOST_TRIES,
        words_of=words_of,
    )


@router.post("/{number:int}/sent/{sent:int}/again", dependencies=[Depends(needs("marketer"))])
async def again(request: Request, number: int, sent: int, office: OfficeDep, way_out: WayOutDep) -> Response:
    """Send one delivery again."""
    at_ms = office.now_ms()
    await office.database.write(lambda found: deliveries.replay(found, number, sent, at_ms=at_ms))
    way_out.postman.ring()
    return see(request, f"/webhooks/{number}/sent/{sent}", said="It is sent again, under the same id.")


def _form(request: Request, form: Form, *, chosen: tuple[str, ...]) -> Response:
    mark = form.typed("mark") or secrets.token_urlsafe(24)
    status = 422 if form.faults else 200
    return render(
        request,
        "brand/webhook_new.html",
        status=status,
        form=form,
        groups=GROUPS,
        chosen=chosen,
        mark=mark,
    )


async def _one(request: Request, number: int, office: Office, form: Form, before: int | None) -> Response:
    def read(connection: Connection) -> tuple[Hook, tuple[deliveries.Delivery, ...]]:
        hook = SqlHooks(connection).get(number)
        return hook, deliveries.latest(connection, number, _ON_A_PAGE + 1, before=before)

    hook, sent = await office.database.read(read)
    older = sent[_ON_A_PAGE - 1].number if len(sent) > _ON_A_PAGE else None
    chosen = form.given.get("events", hook.events if not form.given else ())
    return render(
        request,
        "brand/webhook.html",
        status=422 if form.faults else 200,
        form=form,
        groups=GROUPS,
        chosen=chosen,
        words_of=words_of,
        hook=hook,
        sent=sent[:_ON_A_PAGE],
        older=older,
        newest=before is None,
    )


def _secret(request: Request, office: Office, hook: Hook, said: str) -> Response:
    """Show the secret of *hook*: on this page alone."""
    secret = shown_secret(secret_of(office.key, hook.salt))
    return render(request, "brand/webhook_secret.html", hook=hook, secret=secret, sentence=said)


def _blame(form: Form, error: BadUrlError | NoEventsError | UnknownEventError) -> None:
    if isinstance(error, BadUrlError):
        form.blame("url", "This can't be called. Write a public address that begins with https://")
    elif isinstance(error, NoEventsError):
        form.blame("events", "Choose at least one.")
    else:
        form.blame("events", "One of them is not known. Choose from those shown.")
