"""Text on the screen."""

from __future__ import annotations

import pytest

from rostra.cli.printing import clean
from rostra.cli.words import styled


def test_markers_are_dim_and_carry_the_colour_of_their_seat() -> None:
    text = styled("That is so. [A1.1] (rebuts [B2.1])", {"A": "cyan", "B": "magenta"})
    found = {(text.plain[span.start : span.end], str(span.style)) for span in text.spans}
    assert {("[A1.1]", "dim"), ("A1.1", "cyan"), ("(rebuts [B2.1])", "dim"), ("B2.1", "magenta")} <= found


@pytest.mark.parametrize("begun", ["[", "[A1", "[A1.1", "(rebuts", "(rebuts [B2.", "(rebuts [B2.1]"])
def test_a_marker_that_is_not_whole_yet_is_not_shown(begun: str) -> None:
    assert styled(f"That is so. {begun}", {}, growing=True).plain == "That is so."


def test_nothing_in_a_turn_can_drive_the_terminal() -> None:
    hostile = "a\x1b[2J\x1b]0;owned\x07b\r\x9bc\u202ed[bold]e[/bold]"
    assert clean(hostile) == "a[2J]0;ownedbcd[bold]e[/bold]"
    assert styled(hostile, {}).plain == clean(hostile)
