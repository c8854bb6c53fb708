"""WebVTT and SRT: voices, names and times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON
from rostra.debate import Debate, Notice
from rostra.errors import BadFile, NotATranscript
from rostra.importing import Imported, read

VTT = """WEBVTT
Language: de

STYLE
::cue { color: red }

NOTE made by hand

1
00:01.000 --> 00:02.500 align:start
<v Ada Lovelace>We <b>begin</b>

00:02.500 --> 00:04.000
<v.loud Ada Lovelace>here &amp; now.</v>

00:05.000 --> 00:06.000
[applause]

01:00:05.000 --> 01:00:06.250
<v Bob>No.</v><v Ada Lovelace>Yes.
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
Ada: We begin
with this

2
00:00:03,000 --> 00:00:04,000
and go on.

3
00:00:05,000 --> 00:00:06,000
- Bob: No!
- Ada: Yes!
- Whoever said that?
"""


def imported(text: str, name: str) -> Imported:
    return read(name, text.encode(), now=NOON)


def said(debate: Debate) -> list[tuple[str, str]]:
    return [(debate.seat(turn.seat).persona.display_name, turn.text) for turn in debate.turns]


def test_voices_are_speakers_and_cues_in_a_row_one_turn() -> None:
    debate = imported(VTT, "a.vtt").debate
    assert said(debate) == [("Ada Lovelace", "We begin here & now."), ("Bob", "No."), ("Ada Lovelace", "Yes.")]
    assert debate.scenario.language == "de"


def test_times_of_cues_are_kept_from_the_beginning() -> None:
    first, second, _ = imported(VTT, "a.vtt").debate.turns
    assert (first.started, first.at) == (NOON + timedelta(seconds=1), NOON + timedelta(seconds=4))
    assert second.at == NOON + timedelta(hours=1, seconds=6.25)


def test_where_others_have_voices_a_cue_without_is_nobodys() -> None:
    found = imported(VTT, "a.vtt")
    assert [(place.line, place.text) for place in found.account.unplaced] == [(17, "[applause]")]
    assert "[applause]" not in "".join(text for _, text in said(found.debate))
    assert [entry.text for entry in found.debate.entries if isinstance(entry, Notice)] == ["made by hand", "[applause]"]


def test_srt_with_names_goes_on_with_whoever_spoke_and_says_so() -> None:
    found = imported(SRT, "a.srt")
    assert said(found.debate) == [("Ada", "We begin with this and go on."), ("Bob", "No!"), ("Ada", "Yes!")]
    assert any("whoever spoke before: 1." in note for note in found.account.notes)
    assert [place.text for place in found.account.unplaced] == ["Whoever said that?"]


def test_both_are_known_by_how_they_begin() -> None:
    assert imported(VTT, "upload").account.format == "WebVTT"
    assert imported(SRT, "upload").account.format == "SRT"


def test_a_time_that_cannot_be_read_is_an_error_with_its_line() -> None:
    with pytest.raises(BadFile, match=r"a\.vtt:11: has a cue whose time cannot be read: '00:0x"):
        imported(VTT.replace("00:01.000 -->", "00:0x.000 -->").replace("\n1\n", "\n\n1\n"), "a.vtt")
    with pytest.raises(BadFile, match=r"a\.vtt:1: does not begin with WEBVTT"):
        imported(SRT, "a.vtt")


def test_captions_without_any_speaker_are_no_transcript() -> None:
    with pytest.raises(NotATranscript):
        imported("1\n00:00:01,000 --> 00:00:02,000\nhello there\n", "a.srt")
