"""What of a debate is said or shown, in reading order: words that can be put into captions or into a voice's mouth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rostra.agenda import next_slots
from rostra.debate import Ballot, Debate, Decision, Entry, Idea, Notice, Pass, Question, Stance, Summary, Turn, Verdict
from rostra.disclosure import disclosure
from rostra.slot import anchor
from rostra.timing.captions import passages, plain, wrapped
from rostra.timing.language import tag_of
from rostra.timing.phrases import Phrases, phrases
from rostra.transcript import Poll, polls

Part = Literal[
    "disclosure", "title", "announcement", "turn", "idea", "remark", "question", "summary", "verdict", "vote", "stance", "note",
]  # fmt: skip
"""What a line is. `remark`: what the moderator says between turns; `announcement`: a name, spoken before its turn."""


@dataclass(frozen=True)
class Line:
    """Something said by one voice, or shown at once."""

    part: Part
    text: str
    """Without markers and markup; paragraphs are lines."""
    byline: str = ""
    """Who says it; empty where nobody does."""
    seat: str | None = None
    entry: int | None = None
    """The index in `debate.entries`; of a poll, that of its last vote. None for what is no entry."""
    phase: str = ""
    """The title of its phase."""

    @cached_property
    def passages(self) -> tuple[tuple[str, ...], ...]:
        """Its text in passages of captions; a disclosure is one, and shown whole."""
        if self.part == "disclosure":
            return (("\n".join(wrapped(self.text)),),)
        return passages(self.text, headed=bool(self.byline))


def reading_order(debate: Debate) -> list[int]:
    """Indices of `debate.entries`, by slots; those without one after the slot they are anchored to."""
    entries = debate.entries
    return sorted(
        range(len(entries)),
        key=lambda n: (anchor(entries[n]), entries[n].slot is None, entries[n].seq or 0),
    )


def lines_of(debate: Debate) -> tuple[Line, ...]:
    """Everything said or shown, the disclosure first. Bids, calls of the floor without a word and rolling summaries are neither."""
    return tuple(line for line in _Reader(debate).lines() if line.text)


class _Reader:
    """Turns the entries of one debate into lines."""

    def __init__(self, debate: Debate) -> None:
        self._debate = debate
        self._say: Phrases = phrases(tag_of(debate.scenario.language))
        self._seats = {seat.name: seat for seat in debate.cast}
        self._titles = {phase.name: phase.title for phase in debate.format.phases}
        self._ideas = {claim.id: plain(claim.text) for entry in debate.claimants for claim in entry.claims}
        self._polls = {poll.poll: poll for poll in polls(debate)}
        ordered = [(n, debate.entries[n]) for n in reading_order(debate)]
        # Told once, after the last of their kind: the votes of a poll, and who abstained in a phase.
        self._counts = {entry.poll: n for n, entry in ordered if isinstance(entry, Ballot)}
        self._silent = {
            entry.phase: n for n, entry in ordered if isinstance(entry, Pass) and entry.reason == "abstains"
        }

    def lines(self) -> Iterator[Line]:
        debate, say = self._debate, self._say
        yield Line("disclosure", plain(disclosure(debate)))
        yield Line("title", plain(debate.title))
        if debate.scenario.motion.strip(" .?") != debate.title.strip(" .?"):
            yield Line("title", say.motion.format(motion=plain(debate.scenario.motion)))
        if debate.lineage is not None and debate.whole:
            yield Line("note", say.fork)
        for index in reading_order(debate):
            yield from self._entry(index, debate.entries[index])
        if debate.whole and next_slots(debate):
            yield Line("note", say.so_far)

    def _entry(self, index: int, entry: Entry) -> Iterator[Line]:
        match entry:
            case Turn():
                yield self._said(index, entry, "turn", entry.seat, entry.text)
            case Idea():
                yield self._said(index, entry, "idea", entry.seat, entry.text)
            case Question():
                yield self._said(index, entry, "question", entry.by, entry.text)
            case Decision(action="call" | "steer") if entry.says:
                yield self._said(index, entry, "remark", entry.by, entry.says)
            case Decision():
                yield self._note(index, entry, self._decided(entry))
            case Summary(scope="synthesis" | "clusters"):
                yield self._said(index, entry, "summary", self._debate.moderator.name, _account(entry))
            case Verdict():
                reasons = "\n".join(point.text for point in entry.reasons)
                yield self._said(index, entry, "verdict", entry.judge, f"{self._found(entry)}\n{reasons}")
            case Ballot() if self._counts[entry.poll] == index:
                yield self._note(index, entry, self._counted(self._polls[entry.poll]), "vote")
            case Stance():
                where = self._say.stances[entry.value].format(name=self._name(entry.seat))
                yield self._note(index, entry, f"{where} {entry.says}", "stance")
            case Pass(reason="abstains"):
                if self._silent[entry.phase] == index:
                    yield self._note(index, entry, self._abstained(entry.phase))
            case Pass():
                yield self._note(index, entry, self._say.passes.format(name=self._name(entry.seat)))
            case Notice():
                yield self._note(index, entry, entry.text)
            case _:
                pass

    def _said(self, index: int, entry: Entry, part: Part, who: str, text: str) -> Line:
        seat = self._seats.get(who)
        byline = _in_line(seat.byline if seat else who)
        return Line(part, plain(text), byline, seat.name if seat else None, index, self._phase(entry))

    def _note(self, index: int, entry: Entry, text: str, part: Part = "note") -> Line:
        return Line(part, plain(text), entry=index, phase=self._phase(entry))

    def _phase(self, entry: Entry) -> str:
        return _in_line(self._titles.get(entry.phase, entry.phase))

    def _name(self, who: str) -> str:
        seat = self._seats.get(who)
        return seat.persona.display_name if seat else who

    def _decided(self, decision: Decision) -> str:
        match decision.action:
            case "stop":
                return self._say.stopped.format(name=decision.by)
            case "budget":
                return self._say.budget
            case "continue":
                return self._say.goes_on.format(name=decision.by)
            case _:
                return ""

    def _counted(self, poll: Poll) -> str:
        say, ranked = self._say, any(ballot.ranking for ballot in poll.ballots)
        if ranked:
            told = [
                say.points.format(idea=self._ideas.get(idea, idea).rstrip(" .。"), n=points)
                for idea, points in poll.votes.items()
            ]
        else:
            told = [say.choices[choice].format(n=poll.votes[choice]) for choice in say.choices if choice in poll.votes]
        title = self._titles.get(poll.poll, poll.poll)
        return f"{title}: {say.comma.join(told)}{say.stop}"

    def _abstained(self, phase: str) -> str:
        silent = [
            e.seat for e in self._debate.entries if isinstance(e, Pass) and (e.phase, e.reason) == (phase, "abstains")
        ]
        return self._say.abstained.format(names=self._say.comma.join(dict.fromkeys(map(self._name, silent))))

    def _found(self, verdict: Verdict) -> str:
        return self._say.decides.format(winner=self._name(verdict.winner)) if verdict.winner else self._say.draw


def _in_line(text: str) -> str:
    return " ".join(plain(text).split())


def _account(summary: Summary) -> str:
    """A summary's text, then its sections, each point a line."""
    parts = [summary.text]
    for section in summary.sections:
        title = section.title.rstrip(".: ")
        parts += [f"{title}.", *(point.text for point in section.points)]
    return "\n".join(part for part in parts if part.strip())
