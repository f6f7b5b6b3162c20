"""Keys for the brand's own programs: made, shown once, revoked."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from brand_agent.api_keys import MEANS, UnknownScopeError, spelled
from brand_agent.console.errors import BadNameError
from brand_agent.edge.api_keys import SqlApiKeys
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.shell import Form, needs, posted, render, see

router = APIRouter(prefix="/webhooks/keys")
_CHANGES = [Depends(needs("admin"))]


@router.get("")
async def keys(request: Request, office: OfficeDep) -> Response:
    """Show the keys, and the form of a new one."""
    return await _page(request, office, Form())


@router.post("", dependencies=_CHANGES)
async def make(request: Request, office: OfficeDep) -> Response:
    """Make a key and show it: on this page alone."""
    form, at_ms, who = await posted(request), office.now_ms(), office.who(request).name
    name, scopes = form.text("name", most=60), form.many("scopes")
    key = spelled(secrets.token_bytes(32))
    if not form.faults:
        try:
            made = await office.database.write(
                lambda found: SqlApiKeys(found, who).add(key, name, scopes, at_ms=at_ms)
            )
        except BadNameError as error:
            form.blame("name", error.advice)
        except UnknownScopeError as error:
            form.blame("scopes", "Choose at least one of those shown." if not scopes else str(error))
        else:
            return render(request, "brand/key_made.html", made=made, key=key)
    return await _page(request, office, form)


@router.post("/{number:int}/revoke", dependencies=_CHANGES)
async def revoke(request: Request, number: int, office: OfficeDep) -> Response:
    """Revoke a key."""
    at_ms, who = office.now_ms(), office.who(request).name
    await office.database.write(lambda found: SqlApiKeys(found, who).revoke(number, at_ms=at_ms))
    return see(request, "/webhooks/keys", said="Revoked: it opens nothing any more.")


async def _page(request: Request, office: Office, form: Form) -> Response:
    return render(
        request,
        "brand/keys.html",
        status=422 if form.faults else 200,
        form=form,
        keys=await office.database.read(lambda found: SqlApiKeys(found).all()),
        means=MEANS,
        chosen=form.given.get("scopes", ("deals:read",) if not form.given else ()),
    )
