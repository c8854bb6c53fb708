"""Text in captions: nothing is lost but space, and every line can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.claims import without_markers
from rostra.timing import passages, plain, unwrapped
from rostra.timing.captions import COLUMNS, sentences, width, wrapped

SCRIPTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300),
    st.text(alphabet="abc ABC.?!,’“”()[]1\n", max_size=300),
    st.text(alphabet="人工知能は、危険「か」。ー AI\n", max_size=200),
    st.text(alphabet="אבגדعربي. 12\n", max_size=200),
    st.text(alphabet="👩‍🔬👍🏽🇩🇪e\u0301 ", max_size=200),
)


def bare(text: str) -> str:
    return "".join(text.split())


@given(SCRIPTS, st.booleans())
def test_nothing_of_a_text_is_lost_but_space(text: str, headed: bool) -> None:
    shown = "".join(caption for passage in passages(text, headed=headed) for caption in passage)
    assert bare(shown) == bare(text)


@given(SCRIPTS, st.booleans())
def test_a_caption_has_two_lines_of_42_columns_and_none_is_empty(text: str, headed: bool) -> None:
    captions = [caption.split("\n") for passage in passages(text, headed=headed) for caption in passage]
    assert all(line.strip() for lines in captions for line in lines)
    assert all(len(lines) <= 2 for lines in captions)
    assert not headed or len((captions or [[]])[0]) <= 1
    single = [line for lines in captions for line in lines if len(line) > 1 and width(line) > COLUMNS]
    assert single == []


@given(SCRIPTS)
def test_the_sentences_of_a_paragraph_are_the_paragraph(text: str) -> None:
    paragraph = " ".join(text.split())
    assert "".join(sentences(paragraph)) == paragraph


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Dr. Hinton waits. He knows.", ["Dr. Hinton waits.", "He knows."]),
        ("He said “No.” Then he left.", ["He said “No.”", "Then he left."]),
        ("No. Not No. 5.", ["No.", "Not No. 5."]),
        ("It costs 3.5 dollars, i.e. little.", ["It costs 3.5 dollars, i.e. little."]),
        ("危険です。本当ですか？はい。", ["危険です。", "本当ですか？", "はい。"]),
    ],
)
def test_sentences_end_where_a_reader_would_pause(paragraph: str, expected: list[str]) -> None:
    assert [sentence.strip() for sentence in sentences(paragraph)] == expected


def test_short_sentences_share_a_caption_and_a_long_one_is_cut_into_even_lines() -> None:
    assert passages("No. Not so. Never.") == (("No. Not so. Never.",),)
    long = "The danger of losing control does not depend on language models becoming superintelligent by themselves."
    (captions,) = passages(long)
    lines = [line for caption in captions for line in caption.split("\n")]
    assert max(map(width, lines)) - min(map(width, lines)) <= 12
    assert unwrapped(captions) == long


def test_a_paragraph_begins_a_new_caption() -> None:
    assert passages("One.\n\nTwo.") == (("One.",), ("Two.",))


def test_japanese_lines_begin_with_no_full_stop_and_break_between_signs() -> None:
    text = "人工知能の危険性については、研究者のあいだでも意見が大きく分かれていると言われています。"
    lines = [line for passage in passages(text) for caption in passage for line in caption.split("\n")]
    assert len(lines) > 1
    assert all(width(line) <= COLUMNS for line in lines)
    assert not any(line[0] in "、。」" for line in lines)
    assert unwrapped(lines) == text


def test_letters_are_never_broken() -> None:
    family, flag, accented = "👩‍👩‍👧‍👦", "🇩🇪", "e\u0301"
    for cluster in (family, flag, accented):
        lines = wrapped(cluster * 60, 10)
        assert len(lines) > 1
        assert all(len(line) % len(cluster) == 0 for line in lines), cluster


def test_a_marker_that_stays_is_not_broken() -> None:
    # What stands in brackets and says more than a reference is part of the sentence.
    text = "It was as clear as that long before anybody (as I said in [A1.1, B2.3] to all of you) knew it."
    assert without_markers(text) == text
    shown = [line for passage in passages(text) for caption in passage for line in caption.split("\n")]
    assert any("[A1.1, B2.3]" in line for line in shown)


def test_plain_text_has_no_markers_no_asterisks_and_nothing_that_drives_a_player() -> None:
    said = "## So\n\n- It **must** be *so*. [A1.1] (rebuts [B1.1])\x00\x1b[31m\u202etxt\ufeff\r\nEnd\u2028here"
    assert plain(said) == "So\n\nIt must be so. [31mtxt\nEnd\nhere"


@given(st.text(alphabet="ab C.\n[]A1(rebuts)3 ", max_size=200))
def test_plain_text_is_what_is_read_aloud(text: str) -> None:
    assert bare(plain(text)) == bare(without_markers(text))


def test_a_long_text_is_cut_in_no_time() -> None:
    text = "Networks scale, and whoever doubts it (as some do) has not measured it. " * 2_000
    assert sum(len(passage) for passage in passages(text)) >= 2_000
    assert re.sub(r"\s", "", unwrapped(wrapped("x" * 50_000))) == "x" * 50_000
