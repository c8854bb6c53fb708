"""What the library shows of what the store found: passages, pages, families."""

from __future__ import annotations

import pytest

from builders import NOON
from rostra.analysis.lineages import Branch, Kin
from rostra.ledger import Hit
from rostra.ledger.wanted import Wanted
from rostra.web.shelf import PASSAGES, asked, by_debate, marked, pages, rows, titled
from rostra.web.text import plain


def hit(debate: str, seq: int | None = 1, **fields: object) -> Hit:
    return Hit.model_validate({"debate": debate, "title": debate, "seq": seq, "snippet": "…a stone wall…"} | fields)


def kin(name: str) -> Kin:
    return Kin(id=name, title=name, parent=None, at=None, how="", created=NOON, turns=1, status="ended", cost=0)


def test_debates_in_which_the_words_were_said_are_wanted_too_once_each() -> None:
    wanted = Wanted(words="stone", format="panel")
    found = asked(wanted, [hit("walls"), hit("moats", 2), hit("walls", 3)])
    assert found == Wanted(words="stone", format="panel", said=("walls", "moats"))
    assert asked(Wanted(), ()) == Wanted()


def test_what_is_no_word_is_nowhere() -> None:
    assert asked(Wanted(words="?!"), ()).among == ()


def test_a_debate_shows_the_first_places_and_its_title_before_them() -> None:
    found = by_debate([hit("walls", 9), *(hit("walls", seq) for seq in range(1, 9)), hit("walls", None), hit("moats")])
    assert [each.seq for each in found["walls"]] == [None, 9, *range(1, PASSAGES)]
    assert [each.seq for each in found["moats"]] == [1]


@pytest.mark.parametrize(("count", "expected"), [(0, 1), (1, 1), (20, 1), (21, 2), (45, 3)])
def test_pages_are_counted(count: int, expected: int) -> None:
    assert pages(count) == expected


def test_the_words_found_are_bold_and_the_rest_is_as_it_was() -> None:
    assert marked("A wall of stone.", ((2, 6), (10, 15))) == "A **wall** of **stone**\\."
    evil = "<b>wall</b> ![x](http://evil.example) **stone** $x$ \ue000wall\ue001"
    assert marked(evil, ((3, 7),)).replace("**wall**", "wall") == plain(
        evil.replace("\ue000", "").replace("\ue001", "")
    )
    assert marked(evil, ()) == plain(evil.replace("\ue000", "").replace("\ue001", ""))


def test_a_title_shows_its_words_only_where_they_were_found_in_it() -> None:
    found = hit("walls", None, kind="title", snippet="Walls [or] moats?", marks=((0, 5),))
    assert titled("Walls [or] moats?", [found]) == "**:orange-background[Walls] \\[or\\] moats?**"
    assert titled("Another *title*", [found, hit("walls")]) == "**Another \\*title\\***"


def test_a_family_is_told_line_by_line_each_under_its_parent() -> None:
    tree = Branch(
        kin=kin("a"),
        forks=(Branch(kin=kin("b"), forks=(Branch(kin=kin("c")),)), Branch(kin=kin("d"))),
    )
    assert [(depth, each.id) for depth, each in rows(tree)] == [(0, "a"), (1, "b"), (2, "c"), (1, "d")]
