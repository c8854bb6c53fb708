"""The offline model: honest, deterministic, worth reading."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from rostra.agenda import next_slots
from rostra.claims import sentences
from rostra.debate import Ballot, Debate, Pass, Stance, Summary
from rostra.flow import flow_sheet
from rostra.loading.personas import load_persona
from rostra.loading.statements import read_sheet
from rostra.models.offline import frames
from rostra.models.offline.frames import called, clipped, is_linking
from rostra.models.offline.hearing import plain
from rostra.models.offline.matching import Matcher
from rostra.models.offline.moderating import _question_of, introduce
from shipped import PERSONAS, SCENARIOS, SEED, shipped, staged_offline, topical

LINKING = re.compile(r"“[^”]*”")


@cache
def staged(name: str) -> Debate:
    return asyncio.run(staged_offline(shipped(name)))


@pytest.fixture(params=SCENARIOS)
def debate(request: pytest.FixtureRequest) -> Debate:
    return staged(request.param)


def content(debate: Debate, seat: str) -> list[str]:
    """What a seat said, sentence by sentence: quotations and sentences under eight words stripped."""
    said = [turn.text for turn in debate.turns if turn.seat == seat]
    found = [LINKING.sub("", sentence) for text in said for sentence in sentences(text)]
    return [sentence for sentence in found if len(sentence.split()) >= 8]


def grams(sentence: str) -> set[tuple[str, ...]]:
    words = plain(sentence).split()
    return {tuple(words[n : n + 5]) for n in range(max(1, len(words) - 4))}


def test_it_ends_with_enough_turns_and_a_count(debate: Debate) -> None:
    assert next_slots(debate) == ()
    assert len([turn for turn in debate.turns if debate.seat(turn.seat).role == "debater"]) >= 12
    last = [entry for entry in debate.entries if isinstance(entry, Summary)][-1]
    assert {section.title for section in last.sections} >= {"What it turns on", "What went unanswered"}


def test_no_seat_says_a_sentence_twice(debate: Debate) -> None:
    for seat in debate.debaters:
        for one, other in combinations(content(debate, seat.name), 2):
            a, b = grams(one), grams(other)
            assert len(a & b) / len(a | b) < 0.8, f"{seat.name} says twice: {one!r} / {other!r}"


def test_every_sentence_stands_in_the_speakers_file_or_is_a_linking_phrase(debate: Debate) -> None:
    linking = [
        plain(re.sub(r"\{\w+\}|“[^”]*”", " ", frame))
        for group in vars(frames).values()
        if isinstance(group, tuple)
        for frame in group
    ]
    for turn in debate.turns:
        seat = debate.seat(turn.seat)
        if seat.role != "debater":
            continue
        file = plain(seat.persona.body)
        phrases = [plain(said.text) for many in read_sheet(seat.persona.body).phrases.values() for said in many]
        for sentence in sentences(turn.text):
            bare = plain(LINKING.sub("", sentence))
            bare = next((bare.removeprefix(phrase).strip() for phrase in phrases if bare.startswith(phrase)), bare)
            known = (
                is_linking(sentence)
                or bare in file
                or any(all(word in bare.split() for word in frame.split()) for frame in linking if frame)
            )
            assert known, f"{seat.name}: {sentence!r} stands neither in the file nor among the phrases"


def test_replies_point_at_claims_of_others_that_stood_before(debate: Debate) -> None:
    made = {claim.id: turn for turn in debate.turns for claim in turn.claims}
    replies = [(turn, reply) for turn in debate.turns for reply in turn.replies if reply.relation != "cites"]
    assert len(replies) >= 10
    for turn, reply in replies:
        assert made[reply.to].seat != turn.seat
        assert (made[reply.to].slot or 0) < (turn.slot or 0)
    assert not [turn.missing for turn in debate.turns if turn.missing]


def test_most_claims_that_could_be_answered_were(debate: Debate) -> None:
    open_ = [line for line in flow_sheet(debate) if line.status != "last-word"]
    answered = [line for line in open_ if line.status in ("answered", "conceded", "supported")]
    assert len(answered) / len(open_) >= 0.6


def test_turns_keep_near_their_length(debate: Debate) -> None:
    for turn in debate.turns:
        if debate.seat(turn.seat).role == "debater":
            assert len(turn.text.split()) <= 150, turn.text


def test_it_abstains_where_an_opinion_is_asked(debate: Debate) -> None:
    assert not [entry for entry in debate.entries if isinstance(entry, Stance | Ballot)]
    asked = [entry for entry in debate.entries if isinstance(entry, Pass) and entry.reason == "abstains"]
    assert asked
    assert all(entry.detail == "The offline model holds no opinion." for entry in asked)


def test_in_an_anonymous_phase_people_are_addressed_by_letter() -> None:
    debate = staged("when-will-machines-reach-human-level")
    hidden = [turn.text for turn in debate.turns if debate.format.hides_names(turn.phase)]
    names = {name for seat in debate.debaters for name in seat.persona.display_name.split()}
    said = [sentence for text in hidden for sentence in sentences(text) if "Participant" in sentence]
    assert len(said) >= 5
    assert not [sentence for sentence in said if names & set(re.findall(r"\w+", LINKING.sub("", sentence)))]
    named = "|".join(called(seat) for seat in debate.debaters)
    assert not [
        text for text in hidden if re.search(rf"\b(?:{named})(?:, (?:you say|is that so)| (?:holds|tells|told) )", text)
    ]
    for turn in debate.turns:
        # A letter before a full stop would read like an initial, and the claim after it begin with the quotation.
        assert not [claim.text for claim in turn.claims if "Participant" in claim.text]


@pytest.mark.parametrize(
    ("name", "said"), [("who-audits-ai", "for the side “government”"), ("existential-risk", "for it")]
)
def test_the_introduction_reads_well_whatever_the_sides_are_called(name: str, said: str) -> None:
    debate = shipped(name)
    side = debate.debaters[0].side
    names = [seat.persona.display_name for seat in debate.debaters if seat.side == side]
    assert f"{' and '.join(names)} speak {said}." in introduce(debate)


async def test_the_seed_file_debates_unmodified_against_a_curated_one() -> None:
    debate = await staged_offline(
        topical("The existential risk from AI is overblown.", [SEED, PERSONAS / "geoffrey-hinton.md"])
    )
    assert next_slots(debate) == ()
    spoken = [turn for turn in debate.turns if debate.seat(turn.seat).persona.name == "yann-lecun"]
    assert len(spoken) >= 4
    said = " ".join(turn.text for turn in spoken)
    assert (
        "I'm not worried about AI taking over the world" in said
        or "existential risk from AI is vastly overblown" in said
    )
    assert "?" not in said.replace("?”", ""), "questions and checklists of the file are not claims"
    assert any(
        reply.relation == "rebuts" for turn in debate.turns if turn.seat == "geoffrey-hinton" for reply in turn.replies
    )


async def test_a_curated_file_is_silent_on_what_it_knows_nothing_of_and_the_moderator_says_so() -> None:
    debate = await staged_offline(
        topical("Sourdough needs no kneading.", [PERSONAS / "geoffrey-hinton.md", PERSONAS / "gary-marcus.md"])
    )
    assert "On this question Geoffrey Hinton and Gary Marcus's files hold nothing" in debate.turns[0].text
    assert not [turn for turn in debate.turns if debate.seat(turn.seat).role == "debater"]


async def test_a_bare_topic_is_opened_by_whoever_knows_something_of_it() -> None:
    debate = await staged_offline(
        topical(
            "The existential risk from AI is overblown.", [PERSONAS / "yann-lecun.md", PERSONAS / "geoffrey-hinton.md"]
        )
    )
    openings = [turn.seat for turn in debate.turns if turn.phase == "openings"]
    assert openings == ["yann-lecun", "geoffrey-hinton"]


async def test_a_file_with_nothing_to_say_passes_and_says_so(tmp_path: Path) -> None:
    silent = tmp_path / "silent.md"
    silent.write_text("---\nname: silent\ndescription: Says nothing.\n---\n\nRun the linter.\n")
    debate = await staged_offline(topical("AI is risky.", [silent, PERSONAS / "geoffrey-hinton.md"]))
    passes = [entry for entry in debate.entries if isinstance(entry, Pass) and entry.seat == "silent"]
    assert passes
    assert all(entry.reason == "nothing-new" for entry in passes)
    assert not [turn for turn in debate.turns if turn.seat == "silent"]


def test_the_same_words_whatever_the_hash_seed() -> None:
    code = (
        "import asyncio, shipped, hashlib;"
        "d = asyncio.run(shipped.staged_offline(shipped.shipped('existential-risk')));"
        "print(hashlib.sha256('\\n'.join(t.text for t in d.turns).encode()).hexdigest())"
    )
    here = Path(__file__).resolve().parents[1]
    path = os.pathsep.join([str(here), *sys.path])
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_one_stem_in_common_is_noise() -> None:
    matcher = Matcher(["networks learn from data", "networks understand nothing", "the moon is cold"])
    assert matcher.similarity("networks are large", "networks understand nothing") == 0
    assert matcher.similarity("networks learn data quickly", "networks learn from data") > 0.8


def test_a_quote_is_cut_where_a_clause_ends() -> None:
    assert clipped("Scaling stalls.") == "Scaling stalls"
    long = "Bigger networks with more data kept getting better, decade after decade, when theory said that they should stop."
    assert clipped(long) == "Bigger networks with more data kept getting better, decade after decade …"


def test_every_shipped_persona_has_enough_to_say() -> None:
    for path in PERSONAS.glob("*.md"):
        sheet = read_sheet(path.read_text())
        persona = load_persona(path)
        positions, retorts = (12, 24) if persona.kind == "real-person" else (8, 16)
        assert sheet.curated, path.name
        assert len(sheet.positions) >= positions, path.name
        assert sum(len(position.when_told) for position in sheet.positions) >= retorts, path.name


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "So answer me this: Who should stand in court: the machine, or its maker?",
            "Who should stand in court: the machine, or its maker?",
        ),
        ("Then tell me: Which of the old failures is gone?", "Which of the old failures is gone?"),
        ("Which of them: the first, or the second?", "Which of them: the first, or the second?"),
    ],
)
def test_a_question_is_reported_whole(sentence: str, question: str) -> None:
    assert _question_of(sentence, ["So answer me this:", "So"]) == question
