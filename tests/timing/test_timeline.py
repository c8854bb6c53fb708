"""When what is said: by words, by the clock, and for a player."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.claims import without_markers
from rostra.debate import Ballot, Claim, Debate, Decision, Idea, Lineage, Pass, Question, Stance, Turn
from rostra.disclosure import disclosure
from rostra.timing import language_of, lines_of, seconds_of, tag_of, timeline, timeline_data


@cache
def staged(format_name: str = "oxford", *, to: int = 1_000, audience: int = 0) -> Debate:
    debate = a_debate(shipped_format(format_name), 4, audience=audience, questions=1)
    for _ in range(to):
        if not (slots := next_slots(debate)):
            break
        words = {"text": "Thus it was."}
        debate = debate.append(*(closing(debate, s, **(words if s.kind == "synthesise" else {})) for s in slots))
    return debate


def put(*entries: object, **scenario: object) -> Debate:
    return a_debate(shipped_format("oxford"), 4, **scenario).append(*entries)  # type: ignore[arg-type]


def texts(debate: Debate) -> list[str]:
    return [line.text for line in lines_of(debate)]


@pytest.mark.parametrize("format_name", ["oxford", "brainstorm", "panel", "courtroom", "delphi"])
def test_the_disclosure_is_first_and_every_turn_follows_in_order(format_name: str) -> None:
    debate = staged(format_name)
    lines = lines_of(debate)
    assert lines[0].part == "disclosure"
    assert lines[0].text == disclosure(debate)
    said = [(line.seat, line.text) for line in lines if line.part == "turn"]
    assert said == [(turn.seat, without_markers(turn.text)) for turn in debate.turns]
    assert all(line.byline == debate.seat(line.seat).byline for line in lines if line.seat)


@pytest.mark.parametrize("recorded", [False, True])
def test_captions_follow_one_another_and_never_overlap(recorded: bool) -> None:
    timed = timeline(staged(), recorded=recorded)
    assert all(cue.start <= cue.end for cue in timed.cues)
    assert all(one.end <= other.start + 1e-9 for one, other in pairwise(timed.cues))
    assert timed.cues[-1].end == pytest.approx(timed.end)
    assert [chapter.start for chapter in timed.chapters[1:]] == [chapter.end for chapter in timed.chapters[:-1]]


def test_phases_are_chapters_and_what_comes_before_them_is_one() -> None:
    debate = staged()
    said = {entry.phase for entry in debate.entries}
    titles = [phase.title for phase in debate.format.phases if phase.name in said]
    assert [chapter.title for chapter in timeline(debate).chapters] == [debate.title, *titles]


def test_words_take_their_time_by_language() -> None:
    assert seconds_of("one two three four", "en") == pytest.approx(1.5)
    assert seconds_of("one two three four", "de") > seconds_of("one two three four", "en")
    assert seconds_of("人工知能は危険です。", "ja") == pytest.approx(60 * 9 / 340)
    assert seconds_of("GPT-4は危険", "ja") == pytest.approx(60 * 3 / 340 + 60 / 160)
    assert seconds_of("", "en") == seconds_of("…—", "en") == 0


def test_a_language_is_known_by_tag_or_name() -> None:
    assert [tag_of(each) for each in ("en", "de-AT", "German", "日本語", " French ", "Klingon")] == [
        "en", "de", "de", "ja", "fr", "und",
    ]  # fmt: skip


def test_english_words_in_a_debate_of_another_language_are_known_as_english() -> None:
    assert language_of("The existential risk from AI is not overblown, and nobody knows.", "de") == "en"
    assert language_of("Die Gefahr ist groß, und niemand weiß, wie man sie misst.", "de") == "de"
    assert language_of("Les poids des modèles doivent être publiés.", "fr") == "fr"
    assert language_of("人工知能は、人間の仕事を奪うのか。", "ja") == "ja"


def test_recorded_it_takes_as_long_as_it_took_one_after_the_other_and_nobody_waits_for_the_night() -> None:
    def turn(seat: str, began: float, ended: float) -> Turn:
        return Turn(
            seat=seat,
            text="It is so. And so.",
            slot=slots.pop(0),
            phase="openings",
            started=NOON + timedelta(seconds=began),
            at=NOON + timedelta(seconds=ended),
        )

    slots = [1, 2, 3, 4]
    debate = put(turn("aaa", 0, 4), turn("bbb", 1, 7), turn("ccc", 9, 12), turn("ddd", 50_000, 50_001))
    spans = [span for span in timeline(debate, recorded=True).spans if span.line.part == "turn"]
    lengths = [span.end - span.start for span in spans]
    waits = [later.start - earlier.end for earlier, later in pairwise(spans)]
    assert lengths == pytest.approx([4, 6, 3, 1])
    assert waits == pytest.approx([0, 2, 5])


def test_a_person_who_was_away_is_not_waited_for() -> None:
    debate = put()
    human = debate.cast[0].model_copy(update={"human": True})
    long = {"slot": 1, "phase": "openings", "started": NOON, "at": NOON + timedelta(hours=9)}
    debate = debate.model_copy(update={"cast": (human, *debate.cast[1:])}).append(
        Turn(seat=human.name, text="I was out for lunch.", **long)
    )
    (span,) = [span for span in timeline(debate, recorded=True).spans if span.line.part == "turn"]
    assert span.end - span.start < 5


def test_what_has_no_record_takes_a_readers_time() -> None:
    debate = put(Turn(seat="aaa", text="From elsewhere, without a clock.", slot=1, phase="openings", at=NOON))
    read, recorded = timeline(debate), timeline(debate, recorded=True)
    assert [span.end - span.start for span in recorded.spans] == pytest.approx(
        [span.end - span.start for span in read.spans]
    )


def test_votes_are_summed_up_once_in_a_sentence() -> None:
    common = {"poll": "poll-after", "phase": "poll-after", "at": NOON}
    votes = [
        Ballot(voter=f"listener-{n}", choice=choice, slot=n, **common)
        for n, choice in enumerate(("for", "for", "against"), 1)
    ]
    assert texts(put(*votes, audience=3)).count("Poll after the debate: 2 for, 1 against.") == 1


def test_ranked_ideas_are_named_by_their_words() -> None:
    idea = Idea(
        seat="aaa", text="Fewer meetings. [A1.1]", claims=(Claim(id="A1.1", text="Fewer meetings."),), slot=1, at=NOON
    )
    vote = Ballot(voter="bbb", poll="ranking", ranking=("A1.1",), phase="ranking", slot=2, at=NOON)
    assert texts(put(idea, vote))[-3:-1] == ["Fewer meetings.", "ranking: Fewer meetings (3 points)."]


def test_who_abstains_is_told_in_one_line_and_who_passes_by_name() -> None:
    silent = [Pass(seat=f"listener-{n}", reason="abstains", phase="poll-before", slot=n + 1, at=NOON) for n in range(2)]
    passed = Pass(seat="aaa", reason="nothing-new", phase="rebuttals", slot=3, at=NOON)
    said = texts(put(*silent, passed, audience=2))
    assert said[2:4] == ["Abstained: Listener 0, Listener 1.", "Aaa passes."] or said[3:5] == [
        "Abstained: Listener 0, Listener 1.",
        "Aaa passes.",
    ]


def test_remarks_questions_and_stances_are_said_and_what_has_no_words_is_not() -> None:
    debate = put(
        Question(text="Why?", by="A listener", slot=None, after=0, at=NOON),
        Decision(action="steer", by="moderator", says="Back to [A1.1], please.", slot=1, at=NOON),
        Decision(action="call", by="moderator", seat="aaa", slot=2, at=NOON),
        Decision(action="bid", by="aaa", urgency=3, slot=3, at=NOON),
        Stance(seat="bbb", value=2, says="I always was.", slot=4, at=NOON),
        Decision(action="stop", by="Somebody", slot=None, after=4, at=NOON),
    )
    found = [(line.part, line.byline, line.text) for line in lines_of(debate) if line.entry is not None]
    assert found == [
        ("question", "A listener", "Why?"),
        ("remark", "Moderator", "Back to, please."),
        ("stance", "", "Bbb is strongly for. I always was."),
        ("note", "", "Somebody calls time."),
    ]


def test_an_open_debate_says_that_it_is_open_and_a_fork_that_it_is_one() -> None:
    assert texts(staged(to=3))[-1] == "So far. The debate has not ended."
    assert "So far. The debate has not ended." not in texts(staged())
    fork = staged().model_copy(update={"lineage": Lineage(parent="other", at=3)})
    assert "This debate branched off from another." in texts(fork)


@pytest.mark.parametrize(("language", "said"), [("German", "So weit."), ("fr", "Voilà"), ("Japanese", "ここまで")])
def test_what_the_captions_add_is_in_the_debates_language(language: str, said: str) -> None:
    assert texts(put(language=language))[-1].startswith(said)


def test_a_player_gets_anchors_and_times_as_json() -> None:
    debate = staged()
    rows = timeline_data(debate)
    assert json.loads(json.dumps(rows)) == rows
    assert [row["turn"] for row in rows if row["part"] == "turn"] == list(range(1, len(debate.turns) + 1))
    assert [row["slot"] for row in rows if row["turn"]] == [turn.slot for turn in debate.turns]
    assert all(set(row) == {"part", "start", "end", "seq", "slot", "turn", "seat"} for row in rows)
    assert rows[0] == {
        "part": "disclosure",
        "start": 0.0,
        "end": rows[0]["end"],
        "seq": None,
        "slot": None,
        "turn": None,
        "seat": None,
    }
    assert all(one["end"] <= other["start"] for one, other in pairwise(rows))
