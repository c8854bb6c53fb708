from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from inline_snapshot import snapshot

from rostra.errors import BadFile, NotFound
from rostra.format import PhaseSlot, SlotKind
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
        ("rounds: 2", "ronuds: 2", r"duel\.yaml:13: unknown key 'ronuds' in phase 'replies'\. Did you mean 'rounds'"),
        (
            "floor: together",
            "floor: togehter",
            r"duel\.yaml:9: phase 'openings': floor must be .*Did you mean 'together'",
        ),
        ("rounds: 2", "rounds: many", r"phase 'replies': rounds must be a whole number, not 'many'\."),
        ("rounds: 2", "rounds: 2.5", r"phase 'replies': rounds must be a whole number, not 2\.5\."),
        ("rounds: 2", "rounds: 0", r"phase 'replies': rounds must be at least 1, not 0\."),
        ("rounds: 2", "words: 3000", r"phase 'replies': words must be at most 2000, not 3000\."),
        ("rounds: 2", "rounds:", r"duel\.yaml:13: phase 'replies': rounds is empty, and must be a whole number\."),
        ("rounds: 2", "steer: maybe", r"phase 'replies': steer must be true or false, not 'maybe'\."),
        ("  - name: replies\n    title", "  - title", r"duel\.yaml:11: phase 2: 'name' is missing\."),
        ("  - name: openings", "  - openings\n  - name: openings", r"duel\.yaml:7: phase 1 must be `key: value` lines"),
        ("sides: [for, against]", "sides: for", r"duel\.yaml:4: sides must be a list, not 'for'\."),
        (
            "sides: [for, against]",
            "sides: [for, yes]",
            r"duel\.yaml:4: sides 2 must be text, and YAML reads true\. Put it in",
        ),
        ("title: Duel", "title: [Duel]", r"duel\.yaml:2: title must be text, not a list\."),
        ("name: duel", "name: my hall", r"duel\.yaml:1: name: 'my hall' is not of letters, .*write it as 'my-hall'"),
        ("name: replies", "name: re plies", r"duel\.yaml:11: name: 're plies' .*write it as 're-plies'"),
        ("title: Duel\n", "", r"duel\.yaml:1: 'title' is missing"),
        ("name: replies", "name: openings", r"duel\.yaml:11: phase 'openings' stands twice"),
        ("floor: together", "floor: in-order", r"duel\.yaml:10: phase 'openings': is blind, which needs"),
        ("rounds: 2", "slot: cluster", r"duel\.yaml:13: phase 'replies': `slot: cluster` is the moderator's"),
        (
            "rounds: 2",
            "slot: vote\n    floor: together",
            r"duel\.yaml:13: .*`slot: vote` is for the audience, not for 'deb",
        ),
        (
            "rounds: 2",
            "slot: verdict\n    who: for",
            r"duel\.yaml:14: .*`slot: verdict` is for the audience, not for 'for'",
        ),
        (
            "rounds: 2",
            "slot: rank\n    who: audience",
            r"duel\.yaml:14: .*`slot: rank` is for debaters, not for the aud",
        ),
        (
            "rounds: 2",
            "slot: stance",
            r"duel\.yaml:13: .*`slot: stance` is asked of all at the same moment; say `floor: to",
        ),
        (
            "rounds: 2",
            "slot: rank\n    floor: paired",
            r"duel\.yaml:14: .*`slot: rank` is asked of all at the same moment",
        ),
        ("rounds: 2", "answer_brief: Answer.", r"duel\.yaml:13: .*`answer_brief` is for whoever answers in a pair"),
        ("rounds: 2", "who: one-per-side", r"duel\.yaml:13: .*`who: one-per-side` is for `slot: question`"),
        ("rounds: 2", "who: judges", r"duel\.yaml:13: phase 'replies': there is no 'judges'\. Known: against, aud"),
        ("rounds: 2", "first: fro", r"duel\.yaml:13: phase 'replies': there is no side 'fro'\. Did you mean 'for'\?"),
        ("sees: before-phase", "first: for", r"duel\.yaml:10: .*with `floor: together` no side begins"),
        ("rounds: 2", "floor: called\n    first: for", r"duel\.yaml:14: .*with `floor: called` no side begins"),
        ("rounds: 2", "floor: urgency\n    first: for", r"duel\.yaml:14: .*with `floor: urgency` no side begins"),
        ("rounds: 2", "slot: question\n    first: for", r"duel\.yaml:14: .*with `slot: question` no side begins"),
        (
            "rounds: 2",
            "beside: true",
            r"duel\.yaml:13: phase 'replies' cannot run beside 'openings': .*drop 'beside'\.$",
        ),
        ("rounds: 2", "who: moderator", r"duel\.yaml:13: phase 'replies': `slot: speak` is for debaters"),
        ("sides: [for, against]", "sides: [for, for]", r"duel\.yaml:4: sides"),
        ("sides: [for, against]", "sides: [a, b, c]", r"duel\.yaml:4: sides: 3 sides need"),
        ("min_seats: 2", "min_seats: 9", r"duel\.yaml:5: min_seats is 9 and max_seats 8"),
        ("title: Duel", "title: Duel: x", r"duel\.yaml:2: the value contains"),
        ("title: Duel", "title: Duel\nname: duel", r"duel\.yaml:3: the key 'name' stands twice"),
        ("title: Duel", "title: !x y", r"duel\.yaml:2: YAML tags"),
        ("title: Duel", "title: 7", r"duel\.yaml:2: title must be text, and YAML reads 7\. Put it in quotes"),
        ("rounds: 2", "slot: introduce\n    who: moderator\n    floor: called", r"duel\.yaml:15: .*`in-order`"),
        ("rounds: 2", "slot: idea\n    steer: true", r"duel\.yaml:14: .*framed and steered"),
        ("title: Openings", "title: Openings\n    beside: true", r"duel\.yaml:9: .*no phase before it"),
    ],
)
def test_what_is_wrong_is_named_by_line(old: str, new: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read_format(DUEL.replace(old, new, 1), "duel.yaml")


def test_one_per_side_needs_sides() -> None:
    text = DUEL.replace("sides: [for, against]\n", "").replace("rounds: 2", "slot: question\n    who: one-per-side")
    with pytest.raises(BadFile, match=r"duel\.yaml:13: phase 'replies': takes one speaker a side"):
        read_format(text, "duel.yaml")


@pytest.mark.parametrize("slot", [slot for slot in get_args(SlotKind) if slot not in get_args(PhaseSlot)])
def test_what_only_the_agenda_gives_is_refused_with_the_slots_there_are(slot: str) -> None:
    with pytest.raises(
        BadFile, match=rf"duel\.yaml:13: phase 'replies': slot cannot be '{slot}': the agenda gives it\. Kn"
    ) as refused:
        read_format(DUEL.replace("rounds: 2", f"slot: {slot}"), "duel.yaml")
    for known in get_args(PhaseSlot):
        assert known in str(refused.value)


def test_a_side_of_a_format_without_sides() -> None:
    text = DUEL.replace("sides: [for, against]\n", "").replace("rounds: 2", "first: objectors")
    with pytest.raises(BadFile, match=r"there is no side 'objectors'\. The format has no sides\.$"):
        read_format(text, "duel.yaml")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("    floor: together", "   floor: together", 9),
        ("    floor: together", "      floor: together", 9),
        ("  - name: replies", " - name: replies", 11),
        ("  - name: replies", "    - name: replies", 11),
        ("title: Duel", " title: Duel", 2),
        ("min_seats: 2", "  min_seats: 2", 5),
    ],
)
def test_a_line_that_is_indented_wrongly_is_said_to_be(old: str, new: str, line: int) -> None:
    with pytest.raises(
        BadFile, match=rf"duel\.yaml:{line}: the indentation of this line does not fit the lines above it"
    ):
        read_format(DUEL.replace(old, new, 1), "duel.yaml")


def test_a_tab_and_a_colon_are_told_from_a_wrong_indentation() -> None:
    with pytest.raises(BadFile, match=r"duel\.yaml:9: is indented with a tab"):
        read_format(DUEL.replace("    floor", "\tfloor"), "duel.yaml")
    with pytest.raises(BadFile, match=r'duel\.yaml:4: the value contains ": "'):
        read_format(DUEL.replace("turns.", "turns\n  and this: a colon."), "duel.yaml")


def test_a_list_is_no_format() -> None:
    with pytest.raises(BadFile, match="should be `key: value` lines"):
        read_format("- a", "duel.yaml")


def test_check_gathers_everything(tmp_path: Path) -> None:
    path = tmp_path / "duel.yaml"
    path.write_text(DUEL.replace("floor: together", "floor: called").replace("name: replies", "name: openings"))
    assert [note.line for note in check_format(path)] == [10, 11]
    path.write_text("name: [")
    assert len(check_format(path)) == 1


MISTAKEN = """\
name: my hall
name: my hall
purpose: 7
sides: [for, against]
min_seats: two
phases:
  - name: openings
    title: Openings
    flor: together
    sees: before-phase
    beisde: true
  - name: replies
    title: Replies
    slot: call
    who: moderator
    first: nobody
    answer_brief: Answer.
    rounds: two
  - title: Nameless
    floor: called
    first: for
"""


def test_every_mistake_is_told_in_one_run_and_nothing_that_follows_from_another(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(MISTAKEN)
    assert [str(note).removeprefix(f"{path}:") for note in check_format(path)] == snapshot(
        [
            "1: 'title' is missing.",
            "2: the key 'name' stands twice. Keep one of them.",
            "2: name: 'my hall' is not of letters, digits and dashes alone; write it as 'my-hall'.",
            "3: purpose must be text, and YAML reads 7. Put it in quotes.",
            "5: min_seats must be a whole number, not 'two'.",
            "9: unknown key 'flor' in phase 'openings'. Did you mean 'floor'?",
            "11: unknown key 'beisde' in phase 'openings'. Did you mean 'beside'?",
            "14: phase 'replies': slot cannot be 'call': the agenda gives it. Known: introduce, speak, question, idea, cluster, rank, "
            "stance, vote, verdict, synthesise.",
            "16: phase 'replies': there is no side 'nobody'. Known: against, for.",
            "17: phase 'replies': `answer_brief` is for whoever answers in a pair, which needs `floor: paired`, not 'in-order'.",
            "18: phase 'replies': rounds must be a whole number, not 'two'.",
            "19: phase 3: 'name' is missing.",
            "21: phase 3: `first` is for the floors 'in-order' and 'paired' of speakers; with `floor: called` no side begins. "
            "Leave it out.",
        ]
    )


def test_an_unknown_format_is_not_found() -> None:
    with pytest.raises(NotFound, match="Did you mean 'oxford'"):
        load_format("oxfrod")
