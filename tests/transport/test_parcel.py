"""Values travel beside a message, in an object of their own, and no log sees them."""

from __future__ import annotations

import pytest

from foundation.fetch import Guard
from protocol import ProtocolError, did_key_ring, encode, to_base64url
from protocol.commitment import commit
from protocol.relation import FetchSketch, read_letter, request
from tests.transport.corner import DID, NOON_MS, ORIGIN, TWIN, Corner
from transport import Courier
from transport.media import CARRIED, MESSAGE
from transport.memory import memory_client
from transport.parcel import Parcel, unwrap, wrap
from transport.routes import application, brand_router
from transport.wire_line import WireLine

ID = to_base64url(bytes(16))
ASKED = request(FetchSketch(), TWIN, to=DID, id=ID, created_ms=NOON_MS, expires_ms=NOON_MS + 60_000)
_, EMAIL = commit("email", "ada@example.org", salt=bytes(32), message=ID)


def test_without_values_a_parcel_is_the_message() -> None:
    assert wrap(Parcel(ASKED.data)) == (ASKED.data, MESSAGE)


def test_what_is_wrapped_comes_out_again_to_the_byte() -> None:
    body, kind = wrap(Parcel(ASKED.data, (EMAIL,)))
    assert kind == CARRIED
    assert unwrap(body, kind) == Parcel(ASKED.data, (EMAIL,))


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'{"message":{}}',
        b'{"message":{},"values":[{"field":"email","salt":"short","value":1}]}',
        b'{ "message":{},"values":[]}',
        encode({"message": {}, "values": [EMAIL.members()] * 33}),
        encode({"message": {}, "more": "Ada", "values": [EMAIL.members()]}),
        encode({"message": {}, "values": [EMAIL.members() | {"more": "Ada"}]}),
    ],
)
def test_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        unwrap(body, CARRIED)


async def test_values_arrive_and_come_back_and_no_log_sees_them() -> None:
    lines: list[WireLine] = []
    corner = Corner()
    async with memory_client({ORIGIN: application(brand_router(corner))}) as client:
        courier = Courier(client, Guard(local=True), clock=lambda: NOON_MS, wire_log=lines.append)
        got = await courier.relate(f"{ORIGIN}/relate", ASKED.data, brand=DID, values=(EMAIL,))
    assert got.values == (EMAIL,)
    assert corner.seen == [ASKED.data]
    answer = await _verified(got.data, corner)
    assert answer == "sketch-page"
    assert [line.thread for line in lines] == [ASKED.hash, ASKED.hash]
    assert all("ada@example.org" not in line.text and EMAIL.salt not in line.text for line in lines)


async def _verified(data: bytes, corner: Corner) -> str:
    def ring(kid: str) -> object:
        return corner.keys[0].public if kid == corner.keys[0].kid else did_key_ring(kid)

    return read_letter(data, ring, to=TWIN.did).type  # type: ignore[arg-type]
