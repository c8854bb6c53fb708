"""What personas, models and people wrote is shown, and does nothing."""

from __future__ import annotations

import re

import pytest

from rostra.web.avatars import COLOURS, avatar
from rostra.web.text import badge, plain, spoken

COLOURED = {"A": "blue", "B": "orange"}
SHOWN = re.compile(r"\\([!-/:-@\[-`{-~])")


def read(markdown: str) -> str:
    """What a reader of the page sees of escaped text."""
    return SHOWN.sub(r"\1", markdown).replace("\u2060", "")


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://evil.example/a.png)",
        "[click](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "<https://evil.example>",
        "# A heading",
        "$5 and $6",
        ":material/home: :smile: :red[x]",
        "`code` ~~gone~~ | a | b |",
        "&lt;b&gt; &#60;",
        "*stars* and __lines__",
    ],
)
def test_plain_text_is_shown_as_it_was_written(text: str) -> None:
    markdown = plain(text)
    assert read(markdown) == text
    assert not re.search(r"(?<!\\)[\[\]<>$`*_#&~|!]", markdown)


def test_links_and_codes_that_are_found_after_the_escapes_are_broken_up() -> None:
    for text in ("http://evil.example", "www.evil.example", "mail@evil.example", ":smile:", "a -> b", "a <= b"):
        assert "\u2060" in plain(text)


def test_speech_keeps_paragraphs_and_emphasis_and_nothing_else() -> None:
    assert spoken("I *do* mean it.\nTruly.\n\n\nNext <b>point</b>.", {}) == (
        "I *do* mean it\\.  \nTruly\\.\n\nNext \\<b\\>point\\<\\/b\\>\\."
    )


def test_claims_are_small_and_in_the_colour_of_whoever_made_them() -> None:
    said = spoken("It scales. [A2.1] (rebuts [B1.1])", COLOURED)
    assert said == "It scales\\. :small[:blue[A2.1]] :small[:gray[rebuts]] :small[:orange[B1.1]]"
    assert badge("C1.1", COLOURED) == ":small[:gray[C1.1]]"


def test_several_claims_may_be_answered_at_once() -> None:
    said = spoken("No. (concedes [A1.1], [B2.3])", COLOURED)
    assert said == "No\\. :small[:gray[concedes]] :small[:blue[A1.1]] :small[:orange[B2.3]]"


def test_a_bracket_without_a_claim_is_words() -> None:
    assert read(spoken("(rebuts [sic]) and [so on]", COLOURED)) == "(rebuts [sic]) and [so on]"


def test_an_avatar_has_initials_and_no_markup_of_a_name() -> None:
    assert ">YL<" in avatar("Yann LeCun", "blue")
    assert ">HK<" in avatar("Hans van der Kamp", "orange")
    assert "script" not in avatar("<script> &x", "violet")
    assert all(avatar("A", colour) for colour in COLOURS)
