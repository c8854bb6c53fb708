"""Chats as fine-tuning and evaluation tools take them."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from export.hostile import hostile
from export.reading import flagship
from rostra.disclosure import disclosure
from rostra.export.messages import render


class ChatMessage(BaseModel):
    """The message of the chat format, strictly."""

    model_config = ConfigDict(extra="forbid", strict=True)

    role: Literal["system", "user", "assistant"]
    content: str


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_has_one_seat_and_its_chat_in_the_format_that_tools_take() -> None:
    debate = flagship()
    found = lines(render(debate))
    assert [line["seat"] for line in found] == [seat.name for seat in debate.debaters]
    for line in found:
        messages = TypeAdapter(list[ChatMessage]).validate_python(line["messages"])
        assert [m.role for m in messages[:3]] == ["system", "user", "assistant"]
        assert messages[-1].role == "assistant"
        assert line["disclosure"] == disclosure(debate)
        assert line["byline"].endswith(" (simulated)")
        assert line["created"] == "2026-11-23T12:00:00+00:00"


def test_what_the_others_said_stands_with_their_names() -> None:
    first, *_ = lines(render(flagship()))
    shown = " ".join(message["content"] for message in first["messages"] if message["role"] == "user")
    assert '<turn by="Geoffrey Hinton" side="against" phase="Openings">' in shown
    assert "(simulated)" in first["byline"]


def test_hostile_words_stay_in_their_message() -> None:
    debate = hostile()
    text = render(debate)
    assert len(text.splitlines()) == 2
    for line in lines(text):
        said = [entry.text.strip() for entry in debate.claimants if entry.seat == line["seat"] and entry.text.strip()]
        own = [message["content"] for message in line["messages"] if message["role"] == "assistant"]
        assert sorted(own) == sorted(said)
