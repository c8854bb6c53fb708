"""A citation as bibtexparser reads it."""

from __future__ import annotations

import re

import bibtexparser
import pytest
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware

from export.hostile import hostile
from export.reading import flagship
from rostra.debate import Debate
from rostra.disclosure import disclosure
from rostra.export.bibtex import render


def read(debate: Debate) -> Library:
    return bibtexparser.parse_string(render(debate), append_middleware=[LatexDecodingMiddleware()])


def test_the_author_is_the_program_and_the_people_are_keywords() -> None:
    (entry,) = read(flagship()).entries
    fields = {field.key: field.value for field in entry.fields}
    assert (entry.entry_type, entry.key) == ("misc", "rostra-existential-risk")
    assert fields["author"] == "Rostra (simulated debate)"
    assert fields["title"] == "Is the existential risk from AI overblown?"
    assert (fields["year"], fields["month"], fields["date"]) == ("2026", "nov", "2026-11-23")
    assert fields["note"].startswith(disclosure(flagship()))
    assert "Yann LeCun (simulated)" in fields["keywords"]


def test_the_title_keeps_its_capitals() -> None:
    assert "title = {{Is the existential risk from AI overblown?}}," in render(flagship())


def test_what_latex_would_run_or_bibtex_would_count_is_text() -> None:
    library = read(hostile())
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert re.fullmatch(r"[A-Za-z0-9-]+", entry.key)
    fields = {field.key: field.value for field in entry.fields}
    assert fields["author"] == "Rostra (simulated debate)"
    assert r"\input{/etc/passwd}" in fields["note"]
    raw = render(hostile())
    assert r"\input" not in raw
    assert r"\end" not in raw
    assert raw.count("@") == 1


@pytest.mark.parametrize(
    "title", ["}", "{", "}{", "a } b { c", "\\", "\\}", "50% & $1 #2 a_b ~ ^", '"', "@misc{x,", "日本語 😀"]
)
def test_any_title_is_one_field(title: str) -> None:
    debate = flagship().model_copy(update={"title": title})
    library = read(debate)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == ["rostra-existential-risk"]
    assert len(library.entries[0].fields) == 9
    written = render(debate)
    assert written.count("{") == written.count("}")
