"""Words asked for, and the places where they were found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rostra.ledger.words import Term, asked, grams, in_names, named, sought


def test_only_words_are_asked_for() -> None:
    assert asked('The "owl" AND the_OWL* -x') == ("the", "owl", "and", "x")


def test_words_phrases_and_beginnings_are_told_apart() -> None:
    assert sought('owl -RAVEN "by night" ha_wk* "* "').terms == (
        Term(("owl",)),
        Term(("raven",)),
        Term(("by", "night"), quoted=True),
        Term(("ha",)),
        Term(("wk",), begins=True),
    )
    assert sought('"never closed').terms == (Term(("never",)), Term(("closed",)))


def test_of_a_word_too_long_its_beginning_is_sought() -> None:
    (term,) = sought("x" * 1000).terms
    assert term.begins
    assert len(term.words[0]) == 64


def test_a_text_is_about_it_when_it_has_all_of_it() -> None:
    both = sought("owl an")
    assert both.score("An owl.") > both.score("An owl, and a long text about other birds.") > 0
    assert both.score("An owl, an owl.") > both.score("An owl sits there.")
    assert both.score("The owl.") == 0
    assert sought("owl").score("owls") == 0 < sought("owl*").score("owls")


def test_places_do_not_overlap() -> None:
    assert sought('owl "an owl"').places("An owl, an owl.") == [(0, 6), (8, 14)]


def test_a_snippet_is_cut_between_words_around_the_first_hit() -> None:
    text = "before " * 50 + "the owl " + "after " * 50
    found, marks = sought("owl").snippet(text)
    assert found.startswith("…before before")
    assert " the owl after" in found
    assert found.endswith("after…")
    assert [found[start:end] for start, end in marks] == ["owl"]


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert sought("flies").snippet("An owl\n\nflies.") == ("An owl flies.", ((7, 12),))


@given(st.text(), st.text())
def test_a_snippet_is_short_and_never_an_error(text: str, words: str) -> None:
    found, marks = sought(words).snippet(text * 20)
    assert len(found) <= 202
    assert all(0 <= start < end <= len(found) for start, end in marks)


def test_what_is_written_without_spaces_is_kept_in_pairs() -> None:
    assert grams("Plain words.") is None
    assert grams("So: 東京タワー、生成AI 梟") == "東京 京タ タワ ワー ー 生成 成 AI 梟"
    assert sought("東京タ").terms[0].pieces == (("東京", "京タ"),)
    assert sought("生成AI").terms[0].pieces == (("生成",), ("ai",))


@given(st.text(alphabet="東京a ー・,B", min_size=1), st.integers(0), st.integers(1, 4))
def test_every_stretch_of_a_text_is_in_its_pairs(text: str, start: int, length: int) -> None:
    start %= len(text)
    part = text[start : start + length]
    kept = f" {(grams(text) or '').lower()} "
    for term in sought(part).terms:
        if any(letter >= "ー" for letter in "".join(term.words)):
            for piece in term.pieces:
                if not piece[0].isascii():
                    assert f" {' '.join(piece)}" in kept


def test_names_are_kept_as_words() -> None:
    assert named("“Walls, or moats?”", "w-1") == " walls or moats w 1 "
    assert in_names(Term(("moat",))) in named("Walls or moats?")
    assert in_names(Term(("alls",))) not in named("Walls or moats?")
    assert in_names(Term(("ai",))) in named("生成AIの未来")
    assert in_names(Term(("成aiの",))) in named("生成AIの未来")
