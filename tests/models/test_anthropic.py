"""Claude over real sockets, against the project's own Messages API."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable

import pytest

from model_calls import KEY, Vote, heard, make_request, said
from rostra.debate import Usage
from rostra.errors import ProviderError
from rostra.models.base import ChatModel, Finished, Restarted, Text
from rostra.models.registry import Models
from rostra.prompts.prompt import Block
from rostra.settings import Settings
from rostra.testing.messages_api import MessagesApi
from rostra.testing.replies import Reply

Open = Callable[..., ChatModel]
QUICK = {"attempts": 1}


async def test_prose_streams_and_is_counted(api: MessagesApi, claude: Open) -> None:
    api.replies.append(Reply(text="[A1.1] It is so."))
    pieces = await heard(claude(), make_request())
    assert len([piece for piece in pieces if isinstance(piece, Text)]) == 4
    finished = pieces[-1]
    assert isinstance(finished, Finished)
    assert finished.model == "anthropic:claude-haiku-4-5"
    assert finished.usage == Usage(input=14, output=4)
    assert finished.cost == pytest.approx((14 * 1 + 4 * 5) / 1e6)


async def test_what_is_sent(api: MessagesApi, claude: Open) -> None:
    request = make_request(
        system=(Block(text="Rules.", cache=True), Block(text="  ")),
        user=(Block(text="Transcript.", cache=True), Block(text="Speak.")),
        options={"effort": "low", "thinking": "between_tools"},
    )
    await heard(claude("claude-sonnet-5-5"), request)
    body = api.requests[0].body
    assert body["system"] == [{"type": "text", "text": "Rules.", "cache_control": {"type": "ephemeral"}}]
    assert ["cache_control" in block for block in body["messages"][0]["content"]] == [True, False]
    assert body["output_config"] == {"effort": "low"}
    assert body["thinking"] == {"type": "between_tools"}
    assert body["max_tokens"] == 400


async def test_a_model_that_thinks_gets_room_for_it_and_others_are_left_alone(api: MessagesApi, claude: Open) -> None:
    await heard(claude("claude-opus-5-5"), make_request(max_tokens=400))
    await heard(claude("claude-haiku-4-5"), make_request(max_tokens=400))
    thinking, plain = api.requests[0].body, api.requests[1].body
    assert thinking["max_tokens"] > 2000
    assert thinking["output_config"] == {"effort": "medium"}
    assert plain["max_tokens"] == 400
    assert "output_config" not in plain


async def test_a_structured_answer_is_a_checked_value(api: MessagesApi, claude: Open) -> None:
    _, finished = await said(claude(), make_request(answer=Vote))
    assert finished.value == Vote(choice="Yes.")
    schema = api.requests[0].body["output_config"]["format"]["schema"]
    assert schema["additionalProperties"] is False
    assert "minimum" not in schema["properties"]["weight"]


@pytest.mark.parametrize("text", ['```json\n{"choice": "for"}\n```', 'Here you are: {"choice": "for"} as asked.'])
async def test_a_service_that_ignores_the_schema_is_understood_where_it_can_be(
    api: MessagesApi, claude: Open, text: str
) -> None:
    api.replies.append(Reply(text=text))
    _, finished = await said(claude(**QUICK), make_request(answer=Vote))
    assert finished.value == Vote(choice="for")


@pytest.mark.parametrize("text", ['{"choice": "for", "weight": 9}', "I would rather talk.", "{", ""])
async def test_an_answer_outside_the_schema_is_asked_again(api: MessagesApi, claude: Open, text: str) -> None:
    api.replies.append(Reply(text=text))
    pieces = await heard(claude(), make_request(answer=Vote))
    assert isinstance(pieces[-1], Finished)
    assert pieces[-1].value == Vote(choice="Yes.")
    assert any(isinstance(piece, Restarted) and "cannot be used" in piece.reason for piece in pieces)


async def test_three_useless_answers_end_the_turn_as_invalid(api: MessagesApi, claude: Open) -> None:
    api.replies.extend([Reply(text="no")] * 2)
    _, finished = await said(claude(attempts=2), make_request(answer=Vote))
    assert (finished.stop, finished.value) == ("invalid", None)
    assert finished.usage.output == 2


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("end_turn", "end_turn"),
        ("stop_sequence", "stop_sequence"),
        ("max_tokens", "max_tokens"),
        ("refusal", "refusal"),
        ("model_context_window_exceeded", "context-exceeded"),
        ("pause_turn", "end_turn"),
        ("tool_use", "end_turn"),
    ],
)
async def test_every_way_an_answer_stops(api: MessagesApi, claude: Open, theirs: str, ours: str) -> None:
    api.replies.append(Reply(text="Some words.", stop=theirs, detail="Because." if theirs == "refusal" else ""))
    _, finished = await said(claude(**QUICK), make_request())
    assert finished.stop == ours
    assert finished.detail == ("Because." if ours == "refusal" else "")


async def test_a_refused_question_has_no_value(api: MessagesApi, claude: Open) -> None:
    api.replies.append(Reply(text="", stop="refusal"))
    _, finished = await said(claude(**QUICK), make_request(answer=Vote))
    assert (finished.stop, finished.value) == ("refusal", None)


async def test_a_turn_without_words_is_asked_again(api: MessagesApi, claude: Open) -> None:
    api.replies.extend([Reply(text=" ", stop="max_tokens"), Reply(text="Words.")])
    text, finished = await said(claude(), make_request())
    assert (text, finished.stop) == ("Words.", "end_turn")


async def test_a_prompt_that_does_not_fit_closes_the_slot(api: MessagesApi, claude: Open) -> None:
    api.replies.append(Reply(status=400, message="prompt is too long: 210000 tokens > 200000 maximum"))
    _, finished = await said(claude(), make_request())
    assert finished.stop == "context-exceeded"
    assert len(api.requests) == 1


@pytest.mark.parametrize(
    ("status", "remedy"),
    [(400, "options"), (401, "ANTHROPIC_API_KEY"), (402, "billing"), (403, "key"), (404, "--model"), (413, "Shorten")],
)
async def test_what_cannot_be_mended_by_waiting_is_raised_at_once(
    api: MessagesApi, claude: Open, status: int, remedy: str
) -> None:
    api.replies.append(Reply(status=status, message=f"no, not with {KEY}"))
    with pytest.raises(ProviderError) as caught:
        await heard(claude(), make_request())
    assert not caught.value.retryable
    assert remedy in caught.value.remedy
    assert len(api.requests) == 1
    assert KEY not in str(caught.value)
    assert KEY not in repr(caught.value)


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503, 529])
async def test_what_may_pass_is_tried_again(
    api: MessagesApi, claude: Open, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rostra.models.policies.BASE_WAIT", 0.01)
    api.replies.extend([Reply(status=status), Reply(text="At last.")])
    text, _ = await said(claude(), make_request())
    assert text == "At last."


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(breaks="disconnect"), "broke"),
        (Reply(breaks="error"), "overloaded"),
        (Reply(breaks="stall"), "silent"),
        (Reply(breaks="close"), "early"),
        (Reply(breaks="garbage"), "no answer"),
    ],
)
async def test_a_stream_that_breaks_starts_over(
    api: MessagesApi, claude: Open, reply: Reply, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rostra.models.policies.BASE_WAIT", 0.01)
    api.replies.extend([reply, Reply(text="Whole.")])
    pieces = await heard(claude(stall=0.2), make_request())
    restart = next(piece for piece in pieces if isinstance(piece, Restarted))
    assert reason in restart.reason
    after = pieces[pieces.index(restart) :]
    assert "".join(piece.text for piece in after if isinstance(piece, Text)) == "Whole."
    finished = pieces[-1]
    assert isinstance(finished, Finished)
    # What the broken call had read and written is paid as well: 14 in, and the three pieces that came.
    assert finished.usage == Usage(input=28, output=3 + 2)


async def test_a_service_that_asks_for_a_day_is_not_waited_for(api: MessagesApi, claude: Open) -> None:
    api.replies.append(Reply(status=429, retry_after="86400"))
    with pytest.raises(ProviderError, match="asked for 86400 s") as caught:
        await asyncio.wait_for(heard(claude(), make_request()), 5)
    assert caught.value.retryable
    assert len(api.requests) == 1


async def test_retry_after_may_be_a_date(api: MessagesApi, claude: Open) -> None:
    api.replies.append(Reply(status=529, retry_after="Fri, 01 Jan 2100 00:00:00 GMT"))
    with pytest.raises(ProviderError) as caught:
        await heard(claude(), make_request())
    assert (caught.value.retry_after or 0) > 86400


async def test_a_place_where_nobody_answers_is_named_as_such() -> None:
    async with MessagesApi() as gone:
        pass
    async with Models(Settings(_env_file=None, api_key=KEY, base_url=gone.url, attempts=1)) as models:
        with pytest.raises(ProviderError, match="cannot be reached") as caught:
            await heard(models.get("anthropic:claude-haiku-4-5"), make_request())
    assert caught.value.retryable


async def test_the_key_is_in_no_traceback(api: MessagesApi, claude: Open) -> None:
    api.replies.append(Reply(status=401, message="invalid x-api-key"))
    with pytest.raises(ProviderError) as caught:
        await heard(claude(), make_request())
    assert KEY not in "".join(traceback.format_exception(caught.value))


async def test_parallel_calls_with_one_prefix_write_it_once(claude: Open) -> None:
    shared = Block(text="The rules and all cards. " * 400, cache=True)
    async with (
        MessagesApi(ttft=0.1, out_tokens=10) as api,
        Models(Settings(_env_file=None, api_key=KEY, base_url=api.url)) as models,
    ):
        model = models.get("anthropic:claude-opus-5-5")
        calls = [make_request(system=(shared,), user=(Block(text=f"Speak, seat {n}."),)) for n in range(4)]
        await asyncio.gather(*(heard(model, call) for call in calls))
        assert api.stats.cache_write == 2500
        assert api.stats.cache_read == 3 * 2500
        assert api.stats.max_in_flight == 3


async def test_calls_in_flight_are_limited(api: MessagesApi, claude: Open) -> None:
    api.ttft = 0.02
    model = claude(in_flight=2)
    await asyncio.gather(*(heard(model, make_request()) for _ in range(6)))
    assert api.stats.max_in_flight == 2


async def test_a_listener_who_leaves_leaves_nothing_behind(api: MessagesApi, claude: Open) -> None:
    api.tps = 200
    before = asyncio.all_tasks()
    stream = claude().stream(make_request())
    await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]
    await asyncio.sleep(0.05)
    assert not [task for task in asyncio.all_tasks() - before if "MessagesApi" not in repr(task)]
