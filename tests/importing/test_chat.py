"""Chats in JSON and JSON lines."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from builders import NOON
from rostra.debate import Debate, Notice
from rostra.errors import BadFile, NotATranscript
from rostra.importing import Imported, read

OPENAI = {
    "title": "A chat",
    "messages": [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "We should. [A1.1]"},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "x"}]},
        {"role": "assistant", "model": "model-one", "content": "I rebut [A1.1] and [Z3.4]."},
        {"role": "user", "name": "Zoe", "content": "I do not."},
    ],
}
ANTHROPIC = {
    "system": [{"type": "text", "text": "Be brief."}],
    "messages": [
        {"role": "user", "content": [{"type": "text", "text": "One."}, {"type": "image", "source": {}}]},
        {"role": "assistant", "content": [{"type": "text", "text": "Two."}, {"type": "text", "text": "Three."}]},
    ],
}


def imported(value: Any, name: str = "chat.json") -> Imported:
    text = value if isinstance(value, str) else json.dumps(value, indent=1)
    return read(name, text.encode(), now=NOON)


def said(debate: Debate) -> list[tuple[str, str]]:
    return [(debate.seat(turn.seat).persona.display_name, turn.text) for turn in debate.turns]


def notices(debate: Debate) -> list[str]:
    return [entry.text for entry in debate.entries if isinstance(entry, Notice)]


def test_messages_with_roles_and_names() -> None:
    found = imported(OPENAI)
    assert said(found.debate) == [
        ("user", "We should. [A1.1]"),
        ("assistant", "I rebut [A1.1] and [Z3.4]."),
        ("Zoe", "I do not."),
    ]
    assert notices(found.debate) == ["Be brief."]
    assert found.debate.title == "A chat"
    assert found.debate.turns[1].model == "model-one"
    assert found.debate.turns[1].replies[0].relation == "rebuts"


def test_places_are_told_with_the_line_of_the_message() -> None:
    found = imported(OPENAI)
    lines = json.dumps(OPENAI, indent=1).split("\n")
    (dangling,) = found.account.dangling
    assert '"content": "I rebut' in "".join(lines[dangling.line - 1 : dangling.line + 4])
    assert [place.text for place in found.account.unplaced] == ["Be brief.", "a message of assistant without text"]


def test_lists_of_content_blocks_are_their_texts_and_the_rest_is_listed() -> None:
    found = imported(ANTHROPIC)
    assert said(found.debate) == [("user", "One."), ("assistant", "Two.\n\nThree.")]
    assert notices(found.debate) == ["Be brief."]
    assert [place.text for place in found.account.unplaced] == ["Be brief.", "a block of the kind 'image'"]


@pytest.mark.parametrize("who", ["name", "speaker", "author", "role"])
@pytest.mark.parametrize("what", ["content", "text"])
def test_a_list_of_messages_with_other_keys(who: str, what: str) -> None:
    assert said(imported([{who: "Ada", what: "Hi."}, {who: "Bob", what: "Ho."}]).debate) == [
        ("Ada", "Hi."),
        ("Bob", "Ho."),
    ]


def test_lines_of_json_with_times() -> None:
    text = (
        '{"speaker": "Ada", "text": "Hi.", "timestamp": "2026-05-01T10:00:00Z"}\n\n'
        '{"author": {"name": "Bob"}, "text": "Ho.", "timestamp": 1777629660}\n'
    )
    found = imported(text, "chat.jsonl")
    assert said(found.debate) == [("Ada", "Hi."), ("Bob", "Ho.")]
    assert [turn.at for turn in found.debate.turns] == [
        datetime(2026, 5, 1, 10, tzinfo=UTC),
        datetime(2026, 5, 1, 10, 1, tzinfo=UTC),
    ]
    assert imported(text, "chat.json").debate.entries == found.debate.entries


def test_a_broken_line_is_named() -> None:
    with pytest.raises(BadFile, match=r"chat\.jsonl:3: is not JSON"):
        imported('{"name": "Ada", "text": "Hi."}\n\n{"name": "Bob", "tex\n', "chat.jsonl")


def test_one_conversation_a_file() -> None:
    line = json.dumps({"messages": [{"role": "user", "content": "Hi."}]})
    assert said(imported(line, "one.jsonl").debate) == [("user", "Hi.")]
    with pytest.raises(BadFile, match=r":2: has a second conversation"):
        imported(f"{line}\n{line}\n", "two.jsonl")


@pytest.mark.parametrize("value", [{"name": "rostra", "version": 1}, [1, 2, 3], 7, "words", {"messages": []}])
def test_other_json_is_no_transcript(value: Any) -> None:
    with pytest.raises(NotATranscript, match="neither a transcript of Rostra's nor a chat"):
        imported(json.dumps(value))


@pytest.mark.parametrize("when", [1e300, -1e300, 10**25, "yesterday", True, [], "0001-01-01T00:00:00+14:00"])
def test_times_that_mean_nothing_are_left_out(when: Any) -> None:
    turns = imported([{"name": "Ada", "text": "Hi.", "timestamp": when}]).debate.turns
    assert turns[0].text == "Hi."
