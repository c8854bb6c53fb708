"""The local Messages API as somebody sees it who brings nothing but a socket."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from typing import Any

import pytest

from rostra.testing.messages_api import MessagesApi
from rostra.testing.prompt_cache import PromptCache
from rostra.testing.replies import Reply


async def ask(api: MessagesApi | str, path: str = "/v1/messages", *, key: str = "k", **body: Any) -> tuple[int, str]:
    url = api if isinstance(api, str) else api.url
    port = int(url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    message = {"model": "m", "max_tokens": 500, "messages": [{"role": "user", "content": "Hello."}]} | body
    content = json.dumps(message).encode()
    method = "GET" if path == "/stats" else "POST"
    head = f"{method} {path} HTTP/1.1\r\nx-api-key: {key}\r\ncontent-length: {len(content)}\r\n\r\n"
    writer.write(head.encode() + content)
    writer.write_eof()
    answer = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    top, _, rest = answer.partition("\r\n\r\n")
    return int(top.split()[1]), rest


async def test_plain_and_streamed_answers_say_the_same() -> None:
    async with MessagesApi(out_tokens=20) as api:
        _, whole = await ask(api)
        _, stream = await ask(api, stream=True)
        events = [json.loads(line[6:]) for line in stream.splitlines() if line.startswith("data: ")]
    text = "".join(event["delta"]["text"] for event in events if event["type"] == "content_block_delta")
    message = json.loads(whole)
    assert text == message["content"][0]["text"]
    assert message["usage"]["output_tokens"] == 20
    assert events[0]["type"] == "message_start"
    assert events[-1]["type"] == "message_stop"
    assert events[-2]["delta"]["stop_reason"] == "end_turn"


async def test_prose_makes_claims_where_the_prompt_speaks_of_them() -> None:
    prompt = "So far: [B1.2] It rains. Number your claims [C2.1], [C2.2]."
    async with MessagesApi() as api:
        _, whole = await ask(api, messages=[{"role": "user", "content": prompt}])
    assert "[C2.1]" in whole
    assert "[B1.2]" in whole


async def test_a_schema_gets_an_instance() -> None:
    schema = {"type": "object", "properties": {"side": {"enum": ["for", "against"]}}, "required": ["side"]}
    async with MessagesApi() as api:
        _, whole = await ask(api, output_config={"format": {"type": "json_schema", "schema": schema}})
    assert json.loads(json.loads(whole)["content"][0]["text"]) == {"side": "for"}


async def test_an_answer_keeps_to_its_ceiling() -> None:
    async with MessagesApi(out_tokens=100) as api:
        _, whole = await ask(api, max_tokens=10)
    assert json.loads(whole)["stop_reason"] == "max_tokens"
    assert json.loads(whole)["usage"]["output_tokens"] == 10


async def test_answers_can_be_written_by_whoever_embeds_it() -> None:
    async with MessagesApi(answer=lambda body: f"You use {body['model']}.") as api:
        api.replies.append(Reply(text="First this."))
        assert "First this." in (await ask(api))[1]
        assert "You use m." in (await ask(api))[1]


async def test_a_key_must_be_there_and_is_not_kept() -> None:
    async with MessagesApi() as api:
        assert (await ask(api, key=""))[0] == 401
        assert (await ask(api, key="sk-secret"))[0] == 200
        assert "sk-secret" not in repr(api.requests)


async def test_errors_look_like_the_services() -> None:
    async with MessagesApi() as api:
        api.replies.append(Reply(status=429, message="Slow down.", retry_after="7"))
        status, body = await ask(api)
        assert (status, json.loads(body)["error"]["type"]) == (429, "rate_limit_error")
        assert (await ask(api, path="/v1/nothing"))[0] == 404
        assert (await ask(api, messages=3))[0] == 400


async def test_faults_come_at_their_rate_and_the_same_each_time() -> None:
    async def run() -> list[int]:
        async with MessagesApi(out_tokens=1, rates={"429": 0.2, "500": 0.2}, seed=1) as api:
            return [(await ask(api))[0] for _ in range(60)]

    first = await run()
    assert first == await run()
    assert 3 <= first.count(429) <= 25
    assert 3 <= first.count(500) <= 25
    with pytest.raises(ValueError, match="Known"):
        MessagesApi(rates={"fire": 1})


async def test_totals_can_be_read_and_forgotten() -> None:
    async with MessagesApi(out_tokens=5) as api:
        await asyncio.gather(*(ask(api) for _ in range(3)))
        totals = json.loads((await ask(api, path="/stats"))[1])
        assert (totals["requests"], totals["answered"], totals["output"]) == (3, 3, 15)
        assert api.requests[0].text == "Hello."
        await ask(api, path="/reset")
        assert (api.stats.requests, api.requests) == (0, [])
        _, counted = await ask(api, path="/v1/messages/count_tokens")
        assert json.loads(counted) == {"input_tokens": 2}


def marked(*texts: str) -> dict[str, Any]:
    blocks = [{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}} for text in texts]
    return {"model": "m", "system": blocks, "messages": [{"role": "user", "content": "Go on."}]}


def test_a_prefix_is_written_then_read_once_its_answer_has_begun() -> None:
    cache = PromptCache(cache_from=10)
    first = cache.charge(marked("x" * 80))
    assert (first.input, first.cache_write, first.cache_read) == (2, 20, 0)
    assert cache.charge(marked("x" * 80)).cache_read == 0
    cache.begun(first)
    again = cache.charge(marked("x" * 80, "y" * 40))
    assert (again.input, again.cache_write, again.cache_read) == (2, 10, 20)
    assert again.equivalent == pytest.approx(2 + 12.5 + 2)


def test_short_prefixes_and_old_ones_are_not_cached() -> None:
    now = 0.0
    cache = PromptCache(cache_from=10, ttl=300, clock=lambda: now)
    short = cache.charge(marked("x" * 36))
    assert (short.input, short.cache_write) == (11, 0)
    cache.begun(cache.charge(marked("x" * 40)))
    now = 299.0
    assert cache.charge(marked("x" * 40)).cache_read == 10
    now = 598.0
    assert cache.charge(marked("x" * 40)).cache_read == 10
    now = 899.0
    assert cache.charge(marked("x" * 40)).cache_read == 0


def test_a_prefix_without_its_marker_is_found_by_looking_back_but_five_markers_are_refused() -> None:
    cache = PromptCache(cache_from=1)
    cache.begun(cache.charge(marked("rules", "first turn")))
    grown = marked("rules", "first turn", "second turn")
    del grown["system"][1]["cache_control"]
    assert cache.charge(grown).cache_read == 5
    with pytest.raises(ValueError, match="maximum of 4"):
        cache.charge(marked(*"abcde"))


async def test_it_runs_from_the_command_line() -> None:
    command = (sys.executable, "-m", "rostra.testing.messages_api", "--ttft-ms", "0", "--tps", "0", "--out-tokens", "3")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    try:
        assert (await ask(url))[0] == 200
    finally:
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
