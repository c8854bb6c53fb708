"""Speakers have emphasis, lists and claim numbers; all else they write stays as it is."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from rostra.export.prose import Block, Bullets, Number, Paragraph, Reference, Span, Words, line, prose

ORDINARY = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="*_`[]()#>-•"), min_size=1)


def flat(blocks: tuple[Block, ...]) -> str:
    lines: list[tuple[Span, ...]] = []
    for block in blocks:
        lines += block.items if isinstance(block, Bullets) else block.lines
    return " ".join("".join(span.text for span in spans if isinstance(span, Words)) for spans in lines)


def test_paragraphs_lists_and_emphasis_are_seen() -> None:
    first, second, third = prose("One *two* **three** `four`\nfive\n\n- six\n- seven\n\n3. eight\n4. nine")
    assert first == Paragraph(
        (
            (
                Words("One "),
                Words("two", "em"),
                Words(" "),
                Words("three", "strong"),
                Words(" "),
                Words("four", "code"),
            ),
            (Words("five"),),
        )
    )
    assert second == Bullets(((Words("six"),), (Words("seven"),)))
    assert third == Bullets(((Words("eight"),), (Words("nine"),)), 3)


def test_a_claim_is_numbered_once_and_pointed_at_afterwards() -> None:
    (block,) = prose("So it is. [A1.1] As I said [A1.1], (rebuts [B1.1], [B1.2]) it is.", own=["A1.1"])
    assert isinstance(block, Paragraph)
    spans = [span for span in block.lines[0] if not isinstance(span, Words)]
    assert spans == [Number("A1.1"), Reference(("A1.1",)), Reference(("B1.1", "B1.2"), "rebuts")]


def test_what_looks_like_markup_of_another_kind_is_left_alone() -> None:
    said = "<b>x</b> ![a](http://x/y.png) [link](javascript:1) &amp; \\* $x$ {{y}}"
    assert flat(prose(said)) == said


def test_a_single_number_at_the_start_is_no_list() -> None:
    assert flat(prose("1984. A year like any other.")) == "1984. A year like any other."


@given(st.lists(st.lists(ORDINARY, min_size=1), min_size=1))
def test_ordinary_words_come_through_letter_by_letter(paragraphs: list[list[str]]) -> None:
    words = [word for words in paragraphs for word in words]
    said = "\n\n".join(" ".join(words) for words in paragraphs)
    if not re.search(r"(?:^|\n)\s*\d+[.)]", said):
        assert flat(prose(said)) == " ".join(words)


@given(st.text())
def test_no_text_breaks_it_and_words_keep_their_order(text: str) -> None:
    said = iter(re.findall(r"\w", flat(prose(text))))
    letters = re.findall(r"\w", text)
    assert all(letter in letters for letter in said)
    assert all(isinstance(span, Words | Number | Reference) for span in line(text))
