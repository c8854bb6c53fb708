"""The audience by phone: what is open to a guest, who they are in the transcript, and how much of it is enough. Knows no requests."""

from __future__ import annotations

import math
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from rostra.agenda import next_slots
from rostra.debate import Ballot, Debate, Question
from rostra.disclosure import disclosure
from rostra.format import Phase
from rostra.web.progress import Progress
from rostra.web.scene import status

Choice = Literal["for", "against", "undecided"]
CHOICES: tuple[Choice, ...] = ("for", "against", "undecided")
LONGEST_QUESTION = 600
"""Characters."""
LONGEST_NAME = 40
QUESTIONS = 10
"""A guest may ask in one debate."""
BETWEEN_QUESTIONS = 20.0
"""Seconds."""
VOTES = 20
"""How often a guest may change their mind in one poll; each time is an entry in the ledger."""
_REMEMBERED = 20_000
"""Guests; the oldest are forgotten first, and known again by their entries."""
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff()\[\]{}<>]")
"""Control characters, those that turn the order of letters around, and brackets: nobody is "(simulated)" by their own word."""


class Refused(Exception):
    """A guest cannot have that now. `wait`: seconds after which they can, where that helps."""

    def __init__(self, why: str, *, wait: float = 0.0) -> None:
        self.wait = math.ceil(wait)
        super().__init__(why)


@dataclass(slots=True)
class Guest:
    """Somebody in the audience of one debate."""

    by: str
    """Their name in the transcript; stays as it was when they first voted or asked, so that they are counted once."""
    votes: dict[str, Choice] = field(default_factory=dict)
    """By poll, the last one."""
    voted: dict[str, int] = field(default_factory=dict)
    """By poll, how often."""
    asked: list[float] = field(default_factory=list)
    """When, by the clock; -inf for questions of before this process."""


class Guests:
    """The audience's guests, as this process knows them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guests: OrderedDict[tuple[str, str], Guest] = OrderedDict()
        self._letters: dict[tuple[str, str], str] = {}

    def seen(self, debate: Debate, visitor: str) -> Guest | None:
        """A guest who has voted or asked before; None for a new one."""
        known = self._guests.get((debate.id, visitor))
        return known or self._from_entries(debate, visitor)

    def known(self, debate: Debate, visitor: str, name: str) -> Guest:
        """The guest, who is remembered from now on."""
        guest = self.seen(debate, visitor)
        if guest is None:
            guest = Guest(f"{clean_name(name) or 'Guest'} {self._mark(debate.id, visitor)}")
        self._guests[debate.id, visitor] = guest
        while len(self._guests) > _REMEMBERED:
            (forgotten, _), gone = self._guests.popitem(last=False)
            self._letters.pop((forgotten, gone.by.rpartition(" ")[2]), None)
        return guest

    def vote(self, guest: Guest, poll: Phase | None, wanted: str, choice: str) -> Choice | None:
        """What to count; None where it is counted already. `wanted`: the poll that the guest was shown. `Refused`."""
        if poll is None:
            raise Refused("Nothing is voted on in this debate.")
        if wanted != poll.name:
            raise Refused(f"That vote is closed. Now open: {poll.title}.")
        chosen = next((each for each in CHOICES if each == choice), None)
        if chosen is None:
            raise Refused("A vote is for, against or undecided.")
        if guest.votes.get(poll.name) == chosen:
            return None
        if guest.voted.get(poll.name, 0) >= VOTES:
            raise Refused("You have changed your mind often enough in this vote.")
        guest.voted[poll.name] = guest.voted.get(poll.name, 0) + 1
        return chosen

    def ask(self, guest: Guest, debate: Debate, text: str, to: str | None) -> str:
        """The question as it will be put; from now on it is one of the guest's. `Refused`."""
        text = text.strip()
        if not text:
            raise Refused("There is no question in that.")
        if len(text) > LONGEST_QUESTION:
            raise Refused(f"A question has at most {LONGEST_QUESTION} characters; this one has {len(text)}.")
        if to is not None and to not in {seat.name for seat in debate.debaters}:
            raise Refused("Nobody of that name debates here.")
        if not next_slots(debate):
            raise Refused("The debate has ended. Only whoever runs it can ask on.")  # and has it paid for
        if len(guest.asked) >= QUESTIONS:
            raise Refused(f"You have asked {QUESTIONS} questions; leave some to the others.")
        if (wait := self.wait(guest)) > 0:
            raise Refused(f"One question in {BETWEEN_QUESTIONS:.0f} seconds.", wait=wait)
        guest.asked.append(self._clock())
        return text

    def wait(self, guest: Guest) -> float:
        """Seconds until the guest may ask again."""
        return max(0.0, guest.asked[-1] + BETWEEN_QUESTIONS - self._clock()) if guest.asked else 0.0

    def _mark(self, debate_id: str, visitor: str) -> str:
        """The first letters of their cookie: four, or as many as nobody else's begin with."""
        length = 4
        while self._letters.setdefault((debate_id, visitor[:length]), visitor) != visitor and length < len(visitor):
            length += 1
        return visitor[:length]

    def _from_entries(self, debate: Debate, visitor: str) -> Guest | None:
        """A guest from before this process was started."""
        end = f" {visitor[:4]}"
        entries = [each for each in debate.entries if isinstance(each, Ballot | Question)]
        by = next((name for each in entries if (name := _from(each)).endswith(end)), None)
        if by is None:
            return None
        self._letters.setdefault((debate.id, visitor[:4]), visitor)
        guest = Guest(by)
        for each in entries:
            if isinstance(each, Ballot) and each.voter == by:
                guest.votes[each.poll] = each.choice
                guest.voted[each.poll] = guest.voted.get(each.poll, 0) + 1
            elif isinstance(each, Question) and each.by == by:
                guest.asked.append(-math.inf)
        return guest


def clean_name(name: str) -> str:
    """A name as it may stand in a transcript."""
    return " ".join(_NOT_IN_NAMES.sub(" ", name).split())[:LONGEST_NAME].strip()


def poll_now(progress: Progress) -> Phase | None:
    """The vote that is open: the one before until the debate has left its openings, then the one after. None where none is taken."""
    phases = progress.debate.format.phases
    polls = [number for number, phase in enumerate(phases) if phase.slot == "vote"]
    if not polls:
        return None
    begun = max(_places(progress), default=-1)
    return phases[polls[0] if begun <= _end_of_openings(phases, polls[0]) else polls[-1]]


def _places(progress: Progress) -> list[int]:
    """Of the phases that have begun, the numbers."""
    numbers = {phase.name: number for number, phase in enumerate(progress.debate.format.phases)}
    begun = {each.phase for each in progress.debate.entries if each.slot is not None}
    begun |= {each.slot.phase for each in progress.open.values()}
    return [numbers[name] for name in begun if name in numbers]


def _end_of_openings(phases: tuple[Phase, ...], poll: int) -> int:
    """The last of the phases in which everybody first speaks, and of those that run beside them."""
    end = next((n for n, phase in enumerate(phases) if n > poll and phase.slot in ("speak", "idea")), poll)
    while end + 1 < len(phases) and phases[end + 1].beside:
        end += 1
    return end


def board(progress: Progress, *, live: bool) -> dict[str, Any]:
    """What everybody in the audience sees, as JSON."""
    debate = progress.debate
    state = status(progress, live=live)
    poll = poll_now(progress)
    return {
        "title": debate.title,
        "motion": debate.scenario.motion,
        "disclosure": disclosure(debate),
        "language": debate.scenario.language,
        "state": state["state"],
        "said": state["said"] if live else _standing(state["state"]),
        "where": state["where"],
        "poll": {"name": poll.name, "title": poll.title} if poll else None,
        "seats": [{"name": seat.name, "shown": seat.byline, "side": seat.side or ""} for seat in debate.debaters],
    }


def desk(guests: Guests, guest: Guest | None, poll: str | None) -> dict[str, Any]:
    """What one guest sees of their own, as JSON."""
    return {
        "name": guest.by if guest else None,
        "choice": guest.votes.get(poll) if guest and poll else None,
        "left": QUESTIONS - len(guest.asked) if guest else QUESTIONS,
        "wait": math.ceil(guests.wait(guest)) if guest else 0,
    }


def _standing(state: str) -> str:
    """Why nobody speaks; what failed, and how to mend it, is for whoever runs the debate."""
    return {"ended": "The debate has ended", "waiting": "Somebody in the room has the floor"}.get(state, "A pause")


def _from(entry: Ballot | Question) -> str:
    return entry.voter if isinstance(entry, Ballot) else entry.by
