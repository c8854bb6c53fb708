"""Files that mean harm, or are merely broken: an error with its place, or honest text; never a traceback, never a hang."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import NOON
from rostra.errors import BadFile, WrongUse
from rostra.export.json import render
from rostra.export.markdown import render as render_markdown
from rostra.importing import MAX_BYTES, SUFFIXES, Imported, preview, read

TALK = "Ada: Hello.\nBob: Zoë said so.\nAda: Bye.\n"


def imported(content: bytes | str, name: str = "a.txt") -> Imported:
    return read(name, content.encode() if isinstance(content, str) else content, now=NOON)


def words(found: Imported) -> list[str]:
    return [turn.text for turn in found.debate.turns]


def test_a_file_over_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(BadFile, match=r"has 5\d\.\d MB; the limit is 50 MB"):
        imported(b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-mark", "cp1252"])
def test_encodings_are_read_as_they_are(encoding: str) -> None:
    content = b"\xff\xfe" + TALK.encode("utf-16-le") if encoding == "utf-16-le-mark" else TALK.encode(encoding)
    found = imported(content)
    assert words(found) == ["Hello.", "Zoë said so.", "Bye."]
    assert any("read as Windows-1252" in note and "line 2" in note for note in found.account.notes) == (
        encoding == "cp1252"
    )


def test_own_json_with_a_mark_is_the_same_debate() -> None:
    text = render(imported(TALK).debate)
    assert imported(b"\xef\xbb\xbf" + text.encode(), "a.json").debate == imported(text, "a.json").debate


@pytest.mark.parametrize(
    "content", [TALK.encode("utf-16-le"), TALK.encode("utf-32"), b"Ada: H\0i.\n", b"\x89PNG\r\n\0"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile, match=r"is not text: it contains zero bytes\. Save it as UTF-8"):
        imported(content)


def test_windows_line_ends_are_line_ends() -> None:
    assert words(imported(TALK.replace("\n", "\r\n"))) == words(imported(TALK))


def test_what_could_drive_a_screen_is_taken_out_and_told() -> None:
    found = imported("Ada: Red \x1b[31mtext \u202eback\u202c.\nBob: Hi.\nAda: Bye.\n")
    assert words(found)[0] == "Red [31mtext back."
    assert any("Control characters were removed, the first in line 1 (U+001B)" in note for note in found.account.notes)


def test_lone_surrogates_and_zeros_in_json_are_taken_out() -> None:
    text = '[{"name": "A\\u0000da", "text": "x \\ud800 y \\u0000 z"}, {"name": "Bob", "text": "Hi."}]'
    found = imported(text, "a.json")
    assert words(found)[0] == "x \N{REPLACEMENT CHARACTER} y  z"
    render(found.debate).encode()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[" * 200_000, "nested too deeply|is not JSON"),
        ("[" * 200_000 + "]" * 200_000, "nested too deeply"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
        ('{"messages": [\n{"role": "user",\n "content": ', r"a\.json:3: is not JSON.*cut short"),
        ('[{"name": "Ada",\n "text": "x",\n "text": "y"}]', r"a\.json:3: has the key 'text' twice"),
        ('[{"name": "Ada", "text": "x", "n": ' + "9" * 10_000 + "}]", "a number that cannot be read"),
        ('[{"name": "Ada", "text": "x", "n": 1e999}]', "a number that cannot be read"),
        ('[{"name": "Ada", "text": "x", "n": NaN}]', "a number that cannot be read"),
        ('{"schema": "rostra.transcript/1", "id": "x"}', "does not fit its schema"),
        ('{"schema": "rostra.transcript/../../x"}', "does not know"),
    ],
)
def test_json_that_cannot_be_read(text: str, problem: str) -> None:
    with pytest.raises(BadFile, match=problem):
        imported(text, "a.json")


@pytest.mark.parametrize("id_", ["", "..", "../x", "a/b", "a b", ".x", "-x", "x" * 121, "é", "a\n", "<b>"])
def test_an_id_that_would_not_be_safe_is_refused(id_: str) -> None:
    with pytest.raises(WrongUse, match="cannot be a debate's id"):
        read("a.txt", TALK.encode(), now=NOON, id=id_)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("../../etc/My Talk (1).md", "my-talk-1"),
        ("C:\\Users\\x\\Café.txt", "cafe"),
        ("..", "transcript-"),
        ("对话.md", "transcript-"),
        ("x" * 300 + ".md", "x" * 60),
    ],
)
def test_ids_are_made_from_names_and_are_safe(name: str, id_: str) -> None:
    assert imported(TALK, name).debate.id.startswith(id_)
    assert imported(TALK, name).debate.id == imported(TALK, name).debate.id


def test_markup_stays_text() -> None:
    found = imported("Ada: <script>alert(1)</script>\nBob: =1+1\nAda: Bye.\n")
    assert words(found)[:2] == ["<script>alert(1)</script>", "=1+1"]
    assert "<script>" not in render_markdown(found.debate)


def test_a_front_matter_of_aliases_is_not_unfolded() -> None:
    bomb = "---\na: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50)) + "---\n" + TALK
    assert words(imported(bomb, "a.md")) == words(imported(TALK))


@pytest.mark.parametrize(
    "text",
    [
        "Ada: " + "word " * 200_000 + "\nBob: Hi.\nAda: Bye.\n",
        "Ada: " + "([" * 500_000 + "\nBob: Hi.\nAda: Bye.\n",
        "Ada: " + "[A1.1] (rebuts [B1.1]) " * 40_000 + "\nBob: Hi.\nAda: Bye.\n",
        "**" * 400_000 + "\nAda: Hi.\nBob: Ho.\nAda: Bye.\n",
        "# " * 400_000 + "\nAda: Hi.\nBob: Ho.\nAda: Bye.\n",
        "".join(f"Ada: {n}\n" for n in range(20_000)),
        "".join(f"## Heading {n}\n\nAda: x\n\n" for n in range(10_000)),
        "<v " * 200_000 + "\nAda: Hi.\nBob: Ho.\nAda: Bye.\n",
        "A" * 1_000_000 + ":\nAda: Hi.\nBob: Ho.\nAda: Bye.\n",
        " " * 1_000_000 + "\nAda: Hi.\nBob: Ho.\nAda: Bye.\n",
        "x: " * 300_000 + "\nAda: Hi.\nBob: Ho.\nAda: Bye.\n",
    ],
    ids=lambda text: text[:12],
)
def test_a_megabyte_is_read_in_seconds(text: str) -> None:
    began = time.process_time()
    found = imported(text, "a.md")
    preview(found.account)
    assert found.account.speakers[0].name == "Ada"
    assert time.process_time() - began < 15


def test_captions_of_a_megabyte_too() -> None:
    began = time.process_time()
    payload = "<v " * 50_000 + "<" * 50_000 + "{\\" * 50_000 + "&" * 100_000
    found = imported(f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>{payload}\n", "a.vtt")
    assert found.account.speakers[0].name == "Ada"
    assert time.process_time() - began < 15


def test_a_thousand_speakers_are_the_most() -> None:
    with pytest.raises(BadFile, match="1,500 speakers; the most is 1,000"):
        imported(json.dumps([{"name": f"Ada {n}", "text": "x"} for n in range(1_500)]), "a.json")


@given(content=st.binary(max_size=300), suffix=st.sampled_from(sorted(SUFFIXES)))
def test_any_bytes_are_read_or_refused(content: bytes, suffix: str) -> None:
    with suppress(BadFile):
        found = imported(content, f"a{suffix}")
        render(found.debate)
        preview(found.account)


LINES = st.sampled_from(
    [
        "Ada: Hi. [A1.1]", "**Bob:** No (rebuts [A1.1]).", "## Ada", "# T", "", "---", "```", "WEBVTT", "NOTE x", "1",
        "00:01.000 --> 00:02.000", "<v Ada>x", "- claim_ids: P1.1", "## Turn 1: PRO Opening", "[P1.1] x", "*x*",
        "> **Motion:** x", "- **Ada** · for · claims A · offline", "Oxford · 03 May 2026 · `x`", "> **X asks:** y?",
        '{"name": "Ada", "text": "x"}', "{", "[", "00:99:99,999 --> 00:00:00,000", "## Flow sheet", "text", "**Ada**",
    ]
)  # fmt: skip


@given(lines=st.lists(LINES, max_size=14), suffix=st.sampled_from(sorted(SUFFIXES)))
def test_any_mixture_of_what_is_understood_is_read_or_refused(lines: list[str], suffix: str) -> None:
    text = "\n".join(lines)
    try:
        found = imported(text, f"a{suffix}")
    except BadFile:
        return
    assert render(imported(render(found.debate), "a.json").debate) == render(found.debate)
    assert all(place.line <= text.count("\n") + 1 for place in (*found.account.unplaced, *found.account.dangling))
    preview(found.account)
