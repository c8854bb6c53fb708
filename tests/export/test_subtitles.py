"""Captions as other programs read them: WebVTT and SRT."""

from __future__ import annotations

import html
import io
import re
from functools import cache
from itertools import groupby, pairwise

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.claims import without_markers
from rostra.debate import Debate, Question, Turn
from rostra.disclosure import disclosure
from rostra.export import FORMATS
from rostra.export.vtt import stamp
from rostra.timing import timeline

HOSTILE = "A\x00 --> B. <script>alert(1)</script> <v Somebody>no</v> &amp; {\\an8}up\n\n\n00:00:01.000 --> 00:00:02.000\n\nNOTE end"
UNSEEN = "\u200f\u2060"


@cache
def staged() -> Debate:
    debate = a_debate(shipped_format("oxford"), 4, audience=2, questions=1)
    while slots := next_slots(debate):
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    return debate


def saying(*texts: str, language: str = "en", name: str = "Aaa") -> Debate:
    debate = a_debate(shipped_format("oxford"), 2, language=language)
    seat = debate.cast[0]
    persona = seat.persona.model_copy(update={"display_name": name, "kind": "real-person"})
    debate = debate.model_copy(update={"cast": (seat.model_copy(update={"persona": persona}), *debate.cast[1:])})
    turns = [Turn(seat=seat.name, text=text, slot=n, phase="openings", at=NOON) for n, text in enumerate(texts, 1)]
    return debate.append(*turns)


def captions(debate: Debate, suffix: str) -> list[webvtt.Caption]:
    content = FORMATS[suffix].render(debate)
    assert isinstance(content, str)
    read = webvtt.from_string if suffix == ".vtt" else lambda text: webvtt.from_buffer(io.StringIO(text), format="srt")
    return list(read(content))


def words(caption: webvtt.Caption, suffix: str) -> str:
    """What a player shows, without what takes no room."""
    said = html.unescape(re.sub(r"</?v[^>]*>", "", caption.raw_text)) if suffix == ".vtt" else caption.raw_text
    return said.translate(dict.fromkeys(map(ord, UNSEEN)))


def said_in(debate: Debate, suffix: str) -> list[str]:
    """The text of each turn, from a file's captions, without white space and without the name over it."""
    cues = timeline(debate).cues
    shown = captions(debate, suffix)
    assert len(shown) == len(cues)
    found = []
    rows = [(cue, words(caption, suffix)) for cue, caption in zip(cues, shown, strict=True) if cue.part == "turn"]
    for _, turn in groupby(rows, key=lambda row: row[0].entry_index):
        first, *rest = [text for _, text in turn]
        found.append("".join("".join([first.partition("\n")[2], *rest]).split()))
    return found


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("suffix", [".vtt", ".srt"])
def test_the_first_caption_is_the_disclosure_and_names_stand_over_turns(suffix: str) -> None:
    debate = staged()
    shown = captions(debate, suffix)
    assert words(shown[0], suffix).replace("\n", " ") == disclosure(debate)
    names = [words(caption, suffix).partition("\n")[0] for caption in shown]
    for seat in debate.debaters:
        assert names.count(f"{seat.byline}:") == sum(turn.seat == seat.name for turn in debate.turns)


@pytest.mark.parametrize("suffix", [".vtt", ".srt"])
def test_times_go_up_and_no_caption_is_without_any(suffix: str) -> None:
    shown = captions(staged(), suffix)
    assert all(caption.start < caption.end for caption in shown)
    assert all(one.end <= other.start for one, other in pairwise(shown))


@pytest.mark.parametrize("suffix", [".vtt", ".srt"])
def test_every_turn_is_there_word_for_word_without_markers(suffix: str) -> None:
    debate = staged()
    assert said_in(debate, suffix) == [bare(without_markers(turn.text)) for turn in debate.turns]


SAID = st.one_of(
    st.text(alphabet="ab <>&-/v1:.,\n", min_size=1, max_size=160),
    st.text(alphabet="人工知能は、危険「か」。AI\n", min_size=1, max_size=120),
    st.text(alphabet="שלוםمرحبا .12\n", min_size=1, max_size=120),
    st.text(alphabet="👩‍🔬👍🏽🇩🇪e\u0301 .", min_size=1, max_size=120),
).filter(lambda text: text.strip() and not re.search(r"^\s*(?:>|-)\s", text, re.MULTILINE))


@pytest.mark.parametrize("suffix", [".vtt", ".srt"])
@given(text=SAID)
def test_text_survives(suffix: str, text: str) -> None:
    (said,) = said_in(saying(text), suffix)
    assert said == bare(without_markers(text)).translate(dict.fromkeys(map(ord, UNSEEN)))


@pytest.mark.parametrize("suffix", [".vtt", ".srt"])
def test_hostile_text_is_shown_and_does_nothing(suffix: str) -> None:
    debate = saying(HOSTILE, "It is over.", name="Eve --> <b>\n\nBob")
    content = FORMATS[suffix].render(debate)
    assert isinstance(content, str)
    assert content.count("-->") == len(timeline(debate).cues)
    assert "\x00" not in content
    assert "<script" not in content
    assert "{\\" not in content.replace("{\u2060\\", "") or suffix == ".vtt"
    hostile, after = said_in(debate, suffix)
    assert hostile == bare(HOSTILE.replace("\x00", ""))
    assert after == "Itisover."
    if suffix == ".vtt":
        assert content.count("<v ") == sum(bool(cue.byline) for cue in timeline(debate).cues)


def test_what_is_said_from_right_to_left_says_so_in_every_line() -> None:
    hebrew = saying(
        "2026 היא השנה שבה AI משנה את העולם. GPT איננו מבין דבר ממה שהוא אומר, ואיש אינו יודע מדוע.", language="he"
    )
    shown = [caption.raw_text for caption in captions(hebrew, ".vtt")]
    lines = [line for text in shown for line in text.replace("</v>", "").split("\n") if re.search("[א-ת]", line)]
    assert len(lines) >= 3
    assert all("\u200f" in line for line in lines)
    assert "\u200f" not in str(FORMATS[".vtt"].render(staged()))


def test_the_facts_of_a_debate_stand_in_a_note_for_machines() -> None:
    debate = saying("So it is.")
    content = str(FORMATS[".vtt"].render(debate))
    assert content.startswith("WEBVTT A test\nKind: captions\nLanguage: en\n\nNOTE\nDisclosure: A simulated debate")
    assert "\nSimulated: Aaa\n" in content
    assert "\nDebate: test\n" in content
    assert "\nNOTE Chapter: Openings\n" in content
    assert "<v Aaa (simulated)>Aaa (simulated):\nSo it is.</v>" in content


def test_chapters_are_a_track_of_their_own_with_the_captions_times() -> None:
    debate = staged()
    chapters = webvtt.from_string(str(FORMATS[".chapters.vtt"].render(debate)))
    assert [caption.text for caption in chapters] == [chapter.title for chapter in timeline(debate).chapters]
    assert chapters[0].start == "00:00:00.000"
    assert chapters[-1].end == captions(debate, ".vtt")[-1].end


def test_a_question_from_somebody_unknown_has_their_name_over_it() -> None:
    debate = staged().append(Question(text="Why?", by="A <listener>", slot=None, after=999, at=NOON))
    content = str(FORMATS[".vtt"].render(debate))
    assert "<v A &lt;listener&gt;>A &lt;listener&gt;:\nWhy?</v>" in content


def test_times_are_written_as_players_read_them() -> None:
    assert stamp(0) == "00:00:00.000"
    assert stamp(3_723.4567) == "01:02:03.457"
    assert stamp(59.9996, ",") == "00:01:00,000"
    assert stamp(360_000) == "100:00:00.000"
