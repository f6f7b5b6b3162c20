"""What goes over the wire to a model, and what is done with what comes back."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import aclosing
from decimal import Decimal
from typing import Any

import pytest

from foundation.fetch import Guard, open_client
from language import Form, Kind, ModelError, Scripted, Task, Usage, Where
from language.edge.key import Key
from language.edge.ollama import Ollama
from language.edge.openai import OpenAi
from language.edge.waits import retry_after_s
from language.speaker import Limits, Rates, Retry, Speaker
from tests.language.servers import (
    DIALECTS,
    HEAD,
    Asked,
    Dialect,
    backend,
    ended,
    saying,
    sending,
    serving,
    speaker,
    whole,
    wrapped,
)  # fmt: skip


class Mug(Form):
    """What the tests have filled."""

    colour: str
    quantity: int = 1


TASK = Task(Kind.TRIAL, "Read the mug.", "two red mugs")
TELL = Task(Kind.WHY, "Say why.", '{"price": "9.90"}')
ANSWER = '{"colour": "red", "quantity": 2}'


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_the_form_goes_along_as_a_schema_in_which_all_is_required(dialect: Dialect) -> None:
    async with serving(saying(dialect, [ANSWER])) as server, speaker(dialect, server.port) as model:
        assert await model.fill(TASK, Mug) == Mug(colour="red", quantity=2)
    sent = server.asked[0].members
    schema = sent["format"] if dialect == "ollama" else sent["response_format"]["json_schema"]["schema"]
    assert (schema["required"], schema["additionalProperties"]) == (["colour", "quantity"], False)
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    assert sent["messages"][1]["content"] == "two red mugs"
    assert "default" not in json.dumps(schema)


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_phrases_come_as_they_are_said(dialect: Dialect) -> None:
    heard = asyncio.Event()

    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + wrapped(dialect, "It is "))
        await writer.drain()
        await asyncio.wait_for(heard.wait(), 3)
        writer.write(wrapped(dialect, "cheap.") + ended(dialect))

    pieces = []
    async with (
        serving(reply) as server,
        speaker(dialect, server.port) as model,
        aclosing(model.phrase(TELL)) as flow,
    ):
        async for piece in flow:
            pieces.append(piece)
            heard.set()
    assert pieces == ["It is ", "cheap."]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("verb", ["fill", "phrase", "left"])
async def test_who_stops_waiting_hangs_up(dialect: Dialect, verb: str) -> None:
    asked = asyncio.Event()

    async def reply(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + wrapped(dialect, "{"))
        await writer.drain()
        asked.set()
        await asyncio.Event().wait()

    async def listen(model: Speaker) -> None:
        async with aclosing(model.phrase(TELL)) as flow:
            async for _ in flow:
                if verb == "left":
                    return

    async with serving(reply) as server, speaker(dialect, server.port) as model:
        work = asyncio.ensure_future(model.fill(TASK, Mug) if verb == "fill" else listen(model))
        await asyncio.wait_for(asked.wait(), 3)
        if verb != "left":
            work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await asyncio.wait_for(server.left.wait(), 3)


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_tokens_are_counted_and_cost_what_the_settings_say(dialect: Dialect) -> None:
    heard: list[Usage] = []
    rates = Rates(Decimal("0.15"), Decimal("0.60"), "USD")
    async with serving(saying(dialect, [ANSWER])) as server, backend(dialect, server.port) as made:
        await Speaker(made, Retry(lambda: 0.0), rates=rates).fill(TASK, Mug, meter=heard.append)
        await Speaker(made, Retry(lambda: 0.0)).fill(TASK, Mug, meter=heard.append)
    assert [(one.tokens_in, one.tokens_out) for one in heard] == [(11, 7), (11, 7)]
    assert [one.cost for one in heard] == [Decimal("0.00000585"), None]


async def test_a_server_that_does_not_stream_is_understood() -> None:
    message = {"choices": [{"message": {"content": ANSWER}, "finish_reason": "stop"}]}
    reply = sending(whole(json.dumps(message).encode(), content_type="application/json"))
    async with serving(reply) as server, speaker("openai", server.port) as model:
        assert (await model.fill(TASK, Mug)).quantity == 2


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_server_is_asked_again(dialect: Dialect, status: int) -> None:
    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if len(server.asked) < 3:
            writer.write(whole(b"{}", status, retry_after="0"))
        else:
            await saying(dialect, [ANSWER])(asked, writer)

    async with serving(reply) as server, speaker(dialect, server.port, tries=3) as model:
        assert (await model.fill(TASK, Mug)).colour == "red"
    assert len(server.asked) == 3


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_server_that_is_busy_until_a_date_is_asked_after_it(dialect: Dialect) -> None:
    """The server's clock stands in 1994: its own Date says how long it means."""
    said = {"date": "Sun, 06 Nov 1994 08:49:37 GMT", "retry_after": "Sun, 06 Nov 1994 08:49:38 GMT"}

    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        times.append(asyncio.get_running_loop().time())
        if len(times) == 1:
            writer.write(whole(b"{}", 429, **said))
        else:
            await saying(dialect, [ANSWER])(asked, writer)

    times: list[float] = []
    async with serving(reply) as server, speaker(dialect, server.port, tries=2) as model:
        assert (await model.fill(TASK, Mug)).colour == "red"
    assert 0.95 <= times[1] - times[0] < 2.5


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 17.0),
        ({"retry-after": "Sunday, 06-Nov-94 08:49:37 GMT"}, 17.0),
        ({"retry-after": "Sun Nov  6 08:49:37 1994"}, 17.0),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT", "date": "yesterday"}, 17.0),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:00 GMT"}, 0.0),
        ({"retry-after": "Sun, 06 Nov 2094 08:49:37 GMT"}, None),
        ({"retry-after": "Sun, 99 Nov 1994 08:49:37 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": ""}, None),
        ({}, None),
    ],
)
def test_a_date_to_wait_for_is_read_in_every_spelling(said: dict[str, str], seconds: float | None) -> None:
    assert retry_after_s(said, now_s=784_111_760.0) == seconds


@pytest.mark.parametrize("status", [400, 401, 404, 500])
async def test_what_is_refused_is_not_asked_again(status: int) -> None:
    async with (
        serving(sending(whole(b"{}", status))) as server,
        speaker("ollama", server.port, tries=3) as model,
    ):
        with pytest.raises(ModelError):
            await model.fill(TASK, Mug)
    assert len(server.asked) == 1


def test_waits_grow_and_spread_and_heed_the_server() -> None:
    low, high = Retry(lambda: 0.0), Retry(lambda: 1.0)
    assert [low.wait_s(tried, None) for tried in (1, 2, 3, 9)] == [0.25, 0.5, 1.0, 4.0]
    assert [high.wait_s(tried, None) for tried in (1, 2, 3, 9)] == [0.5, 1.0, 2.0, 8.0]
    assert low.wait_s(1, 30.0) == 30.0


@pytest.mark.parametrize(
    ("refuses", "kept"),
    [
        (lambda sent: sent.get("response_format", {}).get("type") == "json_schema", "json_object"),
        (lambda sent: "response_format" in sent, None),
        (lambda sent: "max_tokens" in sent, "json_schema"),
        (lambda sent: "temperature" in sent, "json_schema"),
        (lambda sent: "stream_options" in sent, "json_schema"),
    ],
)
async def test_a_server_that_takes_less_is_asked_in_a_plainer_dialect(
    refuses: Callable[[dict[str, Any]], bool], kept: str | None
) -> None:
    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if refuses(asked.members):
            named = "use max_completion_tokens" if "max_tokens" in asked.members else ""
            whys = [name for name in ("temperature", "stream_options") if name in asked.members and not named]
            writer.write(whole(json.dumps({"error": f"no {named} {whys}"}).encode(), 400))
        else:
            await saying("openai", [ANSWER])(asked, writer)

    async with serving(reply) as server, speaker("openai", server.port) as model:
        assert (await model.fill(TASK, Mug)).quantity == 2
        tried = len(server.asked)
        assert (await model.fill(TASK, Mug)).quantity == 2
    assert len(server.asked) == tried + 1  # the dialect that worked is kept
    assert server.asked[-1].members.get("response_format", {}).get("type") == kept
    assert "additionalProperties" in server.asked[-1].members["messages"][0]["content"]


async def test_the_key_goes_to_its_host_and_nowhere_else() -> None:
    async with serving(saying("openai", [ANSWER])) as other:
        away = sending(whole(b"", 307, location=f"http://127.0.0.1:{other.port}/v1/chat/completions"))
        async with serving(away) as server, speaker("openai", server.port, key=Key("sk-abcdef")) as model:
            with pytest.raises(ModelError) as caught:
                await model.fill(TASK, Mug)
    assert server.asked[0].headers["authorization"] == "Bearer sk-abcdef"
    assert (other.asked, caught.value.code) == ([], "model-refused")
    assert "abcdef" not in f"{model!r}{model.backend!r}{caught.value!r}{Key('sk-abcdef')}"
    with pytest.raises(ValueError, match="one word"):
        Key("two\nlines")


async def test_ollamas_client_sends_no_key_of_its_own() -> None:
    os.environ["OLLAMA_API_KEY"] = "from-the-environment"
    try:
        async with serving(saying("ollama", [ANSWER])) as server, speaker("ollama", server.port) as model:
            await model.fill(TASK, Mug)
    finally:
        del os.environ["OLLAMA_API_KEY"]
    assert "authorization" not in server.asked[0].headers


async def test_here_is_a_name_of_this_machine_and_a_model_that_is_not_lent() -> None:
    client = open_client(Guard())
    for url, where in [
        ("http://127.0.0.1:1/v1", Where.HERE),
        ("http://localhost:1/v1", Where.HERE),
        ("http://[::1]:1/v1", Where.HERE),
        ("https://localhost.example/v1", Where.ELSEWHERE),
        ("https://127.0.0.1.nip.example/v1", Where.ELSEWHERE),
        ("https://api.example/v1", Where.ELSEWHERE),
    ]:
        assert OpenAi(url, "m", client).where is where
    await client.aclose()
    assert Ollama("qwen3:4b").where is Where.HERE
    assert Ollama("gpt-oss:120b-cloud").where is Where.ELSEWHERE
    assert Scripted([]).where is Where.HERE


async def test_a_model_that_ollama_lends_out_gets_no_prompt() -> None:
    shown = {"remote_host": "https://ollama.example:443", "details": {}}
    async with serving(saying("ollama", [ANSWER]), shown) as server, speaker("ollama", server.port) as model:
        with pytest.raises(ModelError, match="lent out"):
            await model.fill(TASK, Mug)
    assert server.asked == []


@pytest.mark.parametrize("host", ["http://192.0.2.7", "http://10.1.2.3:11434", "https://10.1.2.3"])
async def test_a_machine_of_the_network_around_is_not_asked(host: str) -> None:
    client, ollama = open_client(Guard(local=True)), Ollama("m", host)
    for made in (OpenAi(f"{host}/v1", "m", client), ollama):
        with pytest.raises(ModelError) as caught:
            await Speaker(made, Retry(lambda: 0.0), Limits(2, 3)).fill(TASK, Mug)
        assert (caught.value.code, made.where) == ("model-address", Where.ELSEWHERE)
    await client.aclose()
    await ollama.aclose()


async def test_a_text_that_is_too_long_is_not_sent() -> None:
    async with serving(saying("openai", [ANSWER])) as server, speaker("openai", server.port) as model:
        with pytest.raises(ModelError) as caught:
            await model.fill(Task(Kind.TRIAL, "Read.", "x" * 20_001), Mug)
    assert (caught.value.code, server.asked) == ("model-too-long", [])
