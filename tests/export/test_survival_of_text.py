"""What was said is in every format that is read, letter by letter and in its order."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from export.readable import saying
from rostra.debate import Debate
from rostra.export import epub, markdown, text, word

PLAIN = st.text(
    st.characters(codec="utf-8", categories=("L", "Nd", "Zs")) | st.sampled_from(" .,:;'’“”%$€&<>🧠🇩🇪"), min_size=1
)
"""Words and signs of ordinary text, of any script."""


def of_markdown(debate: Debate) -> str:
    return html.unescape(markdown.render(debate))


def of_word(debate: Debate) -> str:
    body = Document(io.BytesIO(word.render(debate))).element.body
    return "\n".join("".join(t.text or "" for t in each.iter(qn("w:t"))) for each in body.iter(qn("w:p")))


def of_epub(debate: Debate) -> str:
    with zipfile.ZipFile(io.BytesIO(epub.render(debate))) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")]
    return "\n".join("".join(ElementTree.fromstring(page).itertext()) for page in pages)


READERS: list[Callable[[Debate], str]] = [of_markdown, of_word, of_epub, text.render]


def bare(said: str) -> str:
    return re.sub(r"\s", "", said)


@pytest.mark.parametrize("read", READERS, ids=["markdown", "word", "epub", "text"])
@settings(max_examples=40)
@given(said=PLAIN.filter(lambda said: bool(said.strip()) and not re.match(r"\s*(?:>|\d+\.)", said)))
def test_a_text_survives(read: Callable[[Debate], str], said: str) -> None:
    assert bare(read(saying(said))).count(bare(said)) >= 4


@pytest.mark.parametrize("read", READERS, ids=["markdown", "word", "epub", "text"])
@settings(max_examples=25)
@given(said=st.text(max_size=200))
def test_whatever_is_said_there_is_a_document(read: Callable[[Debate], str], said: str) -> None:
    assert "Tests are worth writing." in read(saying(said))
