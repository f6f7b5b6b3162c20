"""The brands of `daily.today`: one process, a port for each, real signed catalogs, nothing to sell.

python -m benchmarks.daily_brands      prints their addresses as JSON, and serves until its input closes
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
from hashlib import sha256
from typing import Any, Final

import uvicorn
from fastapi import FastAPI, Request, Response

from benchmarks.usage import read_arguments
from protocol import SigningKey, did_web, encode, message_hash, sign
from protocol.did import did_document
from transport import MESSAGE

BRANDS: Final = 20
ARTICLES: Final = 60
CREATED: Final = "2026-12-01T08:00:00Z"


class Brand:
    """A brand at *port*: its did document, its profile and its one page."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://localhost:{port}"
        key = SigningKey.for_brand(sha256(self.origin.encode()).digest(), did_web(self.origin))
        self.document = json.dumps(did_document(key.did, (key.public,))).encode()
        page = self._page(key)
        self.etag = f'"{message_hash(page)}"'
        self.page, self.profile = encode(sign(page, key)), encode(sign(self._profile(key), key))

    def _profile(self, key: SigningKey) -> dict[str, Any]:
        return {
            "protocol": "dailyme/2026-12-01",
            "type": "profile",
            "from": key.did,
            "name": f"Brand {key.did[-4:]}",
            "versions": ["dailyme/2026-12-01"],
            "capabilities": ["catalog", "negotiate.alternating"],
            "endpoints": {"catalog": f"{self.origin}/catalog", "negotiate": f"{self.origin}/negotiate"},
            "categories": ["electronics"],
            "regions": ["US"],
            "currencies": ["USD"],
            "personal_terms": ["sd-base"],
            "limits": {"message_bytes": 65536, "counters": 8},
            "created": CREATED,
        }

    def _page(self, key: SigningKey) -> dict[str, Any]:
        products = [_product(number) for number in range(ARTICLES)]
        return {
            "protocol": "dailyme/2026-12-01",
            "type": "catalog-page",
            "from": key.did,
            "version": message_hash({"type": "version", "products": products}),
            "created": CREATED,
            "cursor": "",
            "products": products,
        }


def _product(number: int) -> dict[str, Any]:
    price = {"amount": 1_000 + number, "currency": "USD"}
    described = {"title": f"Article {number} of the benchmark", "description": {"plain": ""}}
    variant = {"id": f"{number}-1", **described, "price": price}
    return {
        "id": str(number),
        **described,
        "price_range": {"min": price, "max": price},
        "variants": [variant],
    }


def application(brands: dict[int, Brand]) -> FastAPI:
    """Serve each brand on its port."""
    app = FastAPI(openapi_url=None)

    async def document(request: Request) -> Response:
        return Response(_brand(request).document, media_type="application/json")

    async def profile(request: Request) -> Response:
        return Response(_brand(request).profile, media_type=MESSAGE)

    async def catalog(request: Request) -> Response:
        brand = _brand(request)
        if request.headers.get("if-none-match") == brand.etag:
            return Response(status_code=304, headers={"etag": brand.etag})
        return Response(brand.page, media_type=MESSAGE, headers={"etag": brand.etag})

    def _brand(request: Request) -> Brand:
        return brands[request.scope["server"][1]]

    app.add_route("/.well-known/did.json", document)
    app.add_route("/.well-known/dailyme.json", profile)
    app.add_route("/catalog", catalog)
    return app


def main() -> None:
    """Serve until the input closes."""
    sockets = [socket.create_server(("127.0.0.1", 0), backlog=256) for _ in range(BRANDS)]
    brands = {one.getsockname()[1]: Brand(one.getsockname()[1]) for one in sockets}
    server = uvicorn.Server(uvicorn.Config(application(brands), log_level="warning", access_log=False))

    def end_with_input() -> None:
        sys.stdin.read()
        server.should_exit = True

    threading.Thread(target=end_with_input, daemon=True).start()
    print(json.dumps([brand.origin for brand in brands.values()]), flush=True)
    asyncio.run(server.serve(sockets=sockets))


if __name__ == "__main__":
    read_arguments(__doc__, prints_json=False)
    main()
