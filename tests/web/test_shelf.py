"""What the library shows of the store: searched, filtered, sorted, a page at a time."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest

from builders import NOON
from rostra.ledger import Hit, Listing
from rostra.web.shelf import PASSAGES, Wanted, arranged, formats_of, highlighted, page_of
from rostra.web.text import plain


def listing(name: str, **fields: Any) -> Listing:
    common = {"scenario": "s", "format": "oxford", "created": NOON, "updated": NOON, "turns": 1, "status": "ended"}
    return Listing.model_validate({"id": name, "title": name.title()} | common | fields)


def hit(debate: str, seq: int = 1) -> Hit:
    return Hit(debate=debate, title=debate, seq=seq, snippet="…a stone wall…")


def ids(debates: list[Listing], wanted: Wanted, hits: tuple[Hit, ...] = ()) -> list[str]:
    return [found.listing.id for found in arranged(debates, hits, wanted)]


THREE = [
    listing("walls", created=NOON, turns=9, cost=0.5, status="open"),
    listing("moats", created=NOON + timedelta(days=1), turns=3, cost=2.0, format="panel"),
    listing("towers", created=NOON + timedelta(days=2), turns=20, title="about towers", status="running"),
]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("newest", ["towers", "moats", "walls"]),
        ("oldest", ["walls", "moats", "towers"]),
        ("title", ["towers", "moats", "walls"]),
        ("turns", ["towers", "walls", "moats"]),
        ("cost", ["moats", "walls", "towers"]),
    ],
)
def test_debates_stand_in_the_order_wanted(order: str, expected: list[str]) -> None:
    assert ids(THREE, Wanted.model_validate({"order": order})) == expected


def test_they_are_filtered_by_status_and_format() -> None:
    assert ids(THREE, Wanted(state="running")) == ["towers"]
    assert ids(THREE, Wanted(format="panel")) == ["moats"]
    assert ids(THREE, Wanted(format="panel", state="open")) == []
    assert formats_of(THREE) == ["oxford", "panel"]


def test_words_are_looked_for_in_titles_and_in_what_was_said() -> None:
    assert ids(THREE, Wanted(words="ABOUT tower")) == ["towers"]
    assert ids(THREE, Wanted(words="stone wall"), (hit("moats"),)) == ["moats"]
    assert ids(THREE, Wanted(words="moats")) == ["moats"]
    assert ids(THREE, Wanted(words="  ")) == ["towers", "moats", "walls"]
    assert ids(THREE, Wanted(words="?!")) == []


def test_a_debate_shows_the_first_places_where_the_words_were_said() -> None:
    hits = tuple(hit("walls", seq) for seq in range(1, 9))
    (found,) = arranged(THREE, hits, Wanted(words="stone"))
    assert [each.seq for each in found.passages] == list(range(1, PASSAGES + 1))


def test_pages_are_counted_and_one_past_the_last_is_the_last() -> None:
    assert page_of(range(45), 1) == (range(20), 3)
    assert page_of(range(45), 3) == (range(40, 45), 3)
    assert page_of(range(45), 9) == (range(40, 45), 3)
    assert page_of(range(45), -1) == (range(20), 3)
    assert page_of([], 1) == ([], 1)


def test_the_words_found_are_bold_and_the_rest_is_as_it_was() -> None:
    assert highlighted("A wall of stone; walls.", "WALL stone") == "A **wall** of **stone**; walls\\."
    evil = "<b>wall</b> ![x](http://evil.example) **stone** $x$"
    assert highlighted(evil, "wall").replace("**wall**", "wall") == plain(evil)
    assert highlighted(evil, "") == plain(evil)


def test_ten_thousand_debates_are_arranged_at_once() -> None:
    many = [listing(f"d-{n}", created=NOON + timedelta(minutes=n), turns=n % 50) for n in range(10_000)]
    began = time.perf_counter()
    assert len(arranged(many, (), Wanted(words="d 99", order="title"))) > 10
    assert time.perf_counter() - began < 1.0
