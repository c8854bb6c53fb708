"""What an offline speaker has heard: the others' claims with the sentences behind them, and its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rostra.claims import ID, sentences, split_id, without_markers
from rostra.debate import Debate, Decision, Idea, Seat, Turn
from rostra.flow import Answer
from rostra.models.offline.frames import called, is_linking
from rostra.models.offline.sheets import phrases_of
from rostra.slot import Slot


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody's claim, and the sentences said with it."""

    id: str
    seat: Seat
    slot: int
    sentences: tuple[str, ...]
    """The claim first, then what supported it."""
    against: tuple[str, ...] = ()
    """The claims of ours that it answers."""
    unnamed: bool = False
    """Whether it was said in a phase that hides names."""

    @property
    def by(self) -> str:
        """How whoever said it is addressed."""
        return called(self.seat, unnamed=self.unnamed)


def claims_heard(debate: Debate, seat: Seat) -> list[Heard]:
    """The claims of all other debaters, oldest first."""
    return [
        heard
        for turn in debate.claimants
        if turn.seat != seat.name and debate.seat(turn.seat).role == "debater"
        for heard in _claims_of(debate, turn, seat)
    ]


def answerer(debate: Debate, answer: Answer) -> str:
    """How whoever gave an answer is addressed."""
    phase = next((entry.phase for entry in debate.claimants if entry.slot == answer.slot), "")
    return called(debate.seat(answer.seat), unnamed=debate.format.hides_names(phase))


def own_words(debate: Debate, seat: Seat) -> str:
    """All that this seat said, plain, for telling what it said already."""
    return plain(" ".join(entry.text for entry in debate.claimants if entry.seat == seat.name))


def plain(text: str) -> str:
    """Text reduced to its words, so that a sentence is found again whatever marks stand in it."""
    return " ".join(re.findall(r"\w+", without_markers(text).lower()))


def pointed_at(debate: Debate, slot: Slot) -> list[str]:
    """The claims the moderator named last, in this phase; giving the floor without naming one takes nothing back."""
    named = _ids(slot.called_by or "")
    for entry in debate.entries:
        if entry.phase != slot.phase:
            continue
        if isinstance(entry, Turn) and debate.seat(entry.seat).role == "moderator":
            named = _ids(entry.text) or named
        elif isinstance(entry, Decision) and entry.action in ("steer", "call"):
            named = _ids(entry.says) or named
    return named


def _ids(said: str) -> list[str]:
    return [match[0] for match in ID.finditer(said)]


def _argues(sentence: str) -> bool:
    """Whether a sentence beside a claim is a reason for it: no frame, no question, not too short to be one."""
    return not is_linking(sentence) and not sentence.endswith("?") and len(sentence.split()) > 6


def _claims_of(debate: Debate, turn: Turn | Idea, seat: Seat) -> Iterator[Heard]:
    if not turn.claims:
        return
    blocks: dict[str, list[str]] = {claim.id: [claim.text] for claim in turn.claims}
    current: str | None = None
    order = {claim.text: claim.id for claim in turn.claims}
    phrases = phrases_of(debate.seat(turn.seat).persona.body)
    for sentence in sentences(turn.text):
        if sentence in order:
            current = order[sentence]
        elif current and sentence not in phrases and _argues(sentence):
            blocks[current].append(sentence)
    for claim in turn.claims:
        attacks = [reply for reply in turn.replies if reply.relation in ("rebuts", "questions")]
        against = tuple(reply.to for reply in attacks if reply.by == claim.id and split_id(reply.to)[0] == seat.mark)
        said, unnamed = tuple(blocks[claim.id]), debate.format.hides_names(turn.phase)
        yield Heard(claim.id, debate.seat(turn.seat), turn.slot or 0, said, against, unnamed)
