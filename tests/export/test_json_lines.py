"""JSON lines that are the debate, no more and no less."""

from __future__ import annotations

import json

import pytest

from export.hostile import hostile
from export.reading import flagship
from rostra.disclosure import disclosure
from rostra.export.json_lines import read, render


def test_every_line_is_json_and_entries_stand_in_append_order() -> None:
    debate = flagship()
    header, *entries = [json.loads(line) for line in render(debate).splitlines()]
    assert header["schema"] == "rostra.lines/1"
    assert header["disclosure"] == disclosure(debate)
    assert header["simulated"][0] == "Yann LeCun"
    assert header["bylines"]["yann-lecun"] == "Yann LeCun (simulated)"
    assert [entry["seq"] for entry in entries] == list(range(1, len(debate.entries) + 1))


def test_together_the_lines_are_the_debate_whatever_was_said() -> None:
    assert read(render(flagship())) == flagship()
    debate = hostile()
    assert read(render(debate)) == debate
    assert len(render(debate).splitlines()) == len(debate.entries) + 1, "for those to whom U+2028 ends a line, too"


def test_other_json_lines_are_refused() -> None:
    with pytest.raises(ValueError, match=r"not rostra\.lines/1: 'else'"):
        read('{"schema": "else"}\n')
