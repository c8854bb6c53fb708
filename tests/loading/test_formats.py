from __future__ import annotations

from pathlib import Path

import pytest

from rostra.errors import BadFile, NotFound
from rostra.loading.formats import check_format, list_formats, load_format, read_format

DUEL = """\
name: duel
title: Duel
purpose: Two people, two turns.
sides: [for, against]
min_seats: 2
phases:
  - name: openings
    title: Openings
    floor: together
    sees: before-phase
  - name: replies
    title: Replies
    rounds: 2
"""


def test_a_format_is_read() -> None:
    form = read_format(DUEL, "duel.yaml")
    assert form.sides == ("for", "against")
    assert [phase.name for phase in form.phases] == ["openings", "replies"]
    assert form.phase("replies").rounds == 2


def test_shipped_formats_are_clean() -> None:
    assert {"oxford", "panel"} <= {form.name for form in list_formats()}
    assert load_format("OXFORD").sides == ("for", "against")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rounds: 2", "ronuds: 2", r"duel\.yaml:13: unknown key 'ronuds' in phases\[2\]\. Did you mean 'rounds'"),
        ("floor: together", "floor: togehter", r"duel\.yaml:9: phases\[1\]\.floor: .*Did you mean 'together'"),
        ("rounds: 2", "rounds: many", r"duel\.yaml:13: phases\[2\]\.rounds: .*not 'many'"),
        ("title: Duel\n", "", r"duel\.yaml:1: 'title' is missing"),
        ("name: replies", "name: openings", r"duel\.yaml:11: phase 'openings' stands twice"),
        ("floor: together", "floor: in-order", r"duel\.yaml:10: phase 'openings': is blind, which needs"),
        ("rounds: 2", "slot: frame", r"duel\.yaml:11: phase 'replies': `slot: frame` is the moderator's"),
        ("rounds: 2", "who: moderator", r"duel\.yaml:13: phase 'replies': `slot: speak` is for debaters"),
        ("sides: [for, against]", "sides: [for, for]", r"duel\.yaml:4: sides"),
        ("sides: [for, against]", "sides: [a, b, c]", r"duel\.yaml:4: sides: 3 sides need"),
        ("min_seats: 2", "min_seats: 9", r"duel\.yaml:5: min_seats is 9 and max_seats 8"),
        ("title: Duel", "title: Duel: x", r"duel\.yaml:2: the value contains"),
        ("title: Duel", "name: duel", r"duel\.yaml:2: the key 'name' stands twice"),
        ("title: Duel", "title: !x y", r"duel\.yaml:2: YAML tags"),
        ("title: Duel", "title: 7", r"duel\.yaml:2: title: should be text, and YAML reads 7.*quotes"),
        ("rounds: 2", "slot: introduce\n    who: moderator\n    floor: called", r"duel\.yaml:15: .*`in-order`"),
        ("rounds: 2", "slot: vote\n    steer: true", r"duel\.yaml:14: .*framed and steered"),
        ("title: Openings", "title: Openings\n    beside: true", r"duel\.yaml:9: .*no phase before it"),
    ],
)
def test_what_is_wrong_is_named_by_line(old: str, new: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read_format(DUEL.replace(old, new, 1), "duel.yaml")


def test_one_per_side_needs_sides() -> None:
    text = DUEL.replace("sides: [for, against]\n", "").replace("rounds: 2", "who: one-per-side")
    with pytest.raises(BadFile, match=r"duel\.yaml:12: phase 'replies': takes one speaker a side"):
        read_format(text, "duel.yaml")


def test_a_list_is_no_format() -> None:
    with pytest.raises(BadFile, match="should be `key: value` lines"):
        read_format("- a", "duel.yaml")


def test_check_gathers_everything(tmp_path: Path) -> None:
    path = tmp_path / "duel.yaml"
    path.write_text(DUEL.replace("floor: together", "floor: called").replace("name: replies", "name: openings"))
    assert [note.line for note in check_format(path)] == [10, 11]
    path.write_text("name: [")
    assert len(check_format(path)) == 1


def test_an_unknown_format_is_not_found() -> None:
    with pytest.raises(NotFound, match="Did you mean 'oxford'"):
        load_format("oxfrod")
