"""Words asked for, and the places where they were found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rostra.ledger.words import asked, counted, snippet


def test_only_words_are_asked_for() -> None:
    assert asked('The "owl" AND the_OWL* -x') == ("the", "owl", "and", "x")


def test_a_text_counts_when_it_has_all_the_words() -> None:
    assert counted("An owl, an Owl.", ("owl", "an")) == 4
    assert counted("An owl, an Owl.", ("owl", "raven")) == 0


def test_a_snippet_is_cut_between_words_around_the_first_hit() -> None:
    text = "before " * 50 + "the owl " + "after " * 50
    found = snippet(text, ("owl",))
    assert found.startswith("…before before")
    assert " the owl after" in found
    assert found.endswith("after…")


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert snippet("An owl\n\nflies.", ("flies",)) == "An owl flies."


@given(st.text(), st.text())
def test_a_snippet_is_short_and_never_an_error(text: str, words: str) -> None:
    assert len(snippet(text * 20, asked(words))) <= 202
