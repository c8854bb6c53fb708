"""What the agenda knows while it replays a debate: who spoke, who is owed, what was asked. Forgotten when the replay ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from rostra.agenda.draft import Draft
from rostra.agenda.naming import Names
from rostra.agenda.pending import Pending
from rostra.agenda.seating import alternating, benches
from rostra.debate import Chairs, Debate, Decision, Entry, Idea, Question, Seat, Summary, Turn
from rostra.format import AUDIENCE, EVERYBODY, MODERATOR, ONE_PER_SIDE, Phase, SlotKind
from rostra.slot import Asked, Sees, Slot


class Hall:
    """The fold of a debate's entries, fan-out by fan-out."""

    def __init__(self, debate: Debate) -> None:
        self.debate = debate
        self.chairs = Chairs(debate.cast)
        """Seats are kept by who holds them now; a slot goes to whoever held its chair when it was given."""
        self._time_called = False
        self.heard_enough = False
        """The moderator closed the present phase."""
        self._last = 0
        self._lately: int | None = None
        self._last_saw: dict[str, int] = {}
        self._phase_began: dict[str, int] = {}
        self._rounds: dict[str, int] = {}
        self._spoken: Counter[str] = Counter()
        self._offered: Counter[str] = Counter()
        self._offered_at: dict[str, int] = {}
        self._last_offered: str | None = None
        self._last_turn: Turn | None = None
        self.pending = Pending(debate)
        self._lengths: list[tuple[int, int]] = []
        self._length = 0
        self._loose: dict[int, list[Entry]] = {}
        self._debaters = frozenset(seat.name for seat in debate.all_debaters)
        self._names = Names(debate, self.chairs)
        for entry in debate.entries:
            if entry.slot is None:
                self._loose.setdefault(entry.after or 0, []).append(entry)

    def time_called(self) -> bool:
        """Whether nothing but the closing synthesis is left."""
        return self._time_called

    def take_extension(self) -> int | None:
        """More rounds that were asked for; going on takes back a call of time."""
        if (rounds := self.pending.take_extension()) is not None:
            self._time_called = False
        return rounds

    # -- giving slots

    def number(self, drafts: Sequence[Draft]) -> tuple[Slot, ...]:
        """Number a fan-out, and say what each of its slots may see."""
        slots = tuple(self._slot(draft, self._last + n) for n, draft in enumerate(drafts, start=1))
        for slot in slots:
            self._last_saw[slot.seat] = slot.sees.horizon
            self._rounds[slot.phase] = max(slot.round, self._rounds.get(slot.phase, 0))
        self._lately = self._last
        return slots

    def _slot(self, draft: Draft, number: int) -> Slot:
        seat = self.chairs.then(draft.seat.name, number)
        horizon = self._phase_began[draft.phase.name] if draft.phase.sees == "before-phase" else self._last
        return Slot(
            number=number,
            kind=draft.kind,
            seat=seat.name,
            phase=draft.phase.name,
            round=draft.round,
            sees=Sees(horizon=horizon, seat=seat.name, own=self._last, packs=seat.evidence),
            words=self._words(draft),
            last_saw=self._last_saw.get(seat.name),
            lately=self._lately,
            turn=self._spoken[seat.name] + 1 if draft.kind in ("speak", "idea") else 0,
            opponent=self.chairs.then(draft.opponent, number).name if draft.opponent else None,
            answers=draft.answers,
            asked=draft.asked,
            prepared=draft.prepared,
            candidates=tuple(self.chairs.then(name, number).name for name in draft.candidates),
            called_by=draft.called_by,
            covers=draft.covers,
        )

    def _words(self, draft: Draft) -> int:
        phase, words = draft.phase, self.debate.scenario.words
        planned = (words if phase.slot in ("speak", "idea") else None) or phase.words or self.debate.format.words
        return self.pending.words(planned) if draft.kind in ("speak", "idea") else planned

    def enter(self, phase: Phase) -> None:
        """A phase begins: what is blind in it sees up to here."""
        self._phase_began[phase.name] = self._last
        self.heard_enough = False

    def draft(
        self,
        phase: Phase,
        kind: SlotKind,
        seat: Seat,
        round_: int = 1,
        *,
        prepared: int | None = None,
        candidates: tuple[str, ...] = (),
        covers: int | None = None,
    ) -> Draft:
        """A slot that is no turn of a debater."""
        return Draft(
            kind=kind, seat=seat, phase=phase, round=round_, prepared=prepared, candidates=candidates, covers=covers
        )

    def speak(
        self,
        phase: Phase,
        seats: Sequence[Seat],
        round_: int,
        *,
        asked: Asked | None = None,
        called_by: str | None = None,
        opponents: dict[str, str] | None = None,
    ) -> list[Draft]:
        """Turns for these seats. A question from the floor that waits goes to the first of them it may be put to."""
        drafts = [
            Draft(
                kind="idea" if phase.slot == "idea" else "speak",
                seat=seat,
                phase=phase,
                round=round_,
                asked=asked,
                called_by=called_by,
                opponent=(opponents or {}).get(seat.name),
            )
            for seat in seats
        ]
        # A question put to a turn that time takes away would be lost.
        if asked is not None or phase.sees != "all" or self._time_called:
            return drafts
        return self._with_waiting_question(drafts)

    def _with_waiting_question(self, drafts: list[Draft]) -> list[Draft]:
        for index, draft in enumerate(drafts):
            if (asked := self.pending.take_question(draft.seat.name)) is not None:
                drafts[index] = replace(draft, asked=asked)
                break
        return drafts

    def speak_paired(self, phase: Phase, owed: Sequence[Seat], round_: int, opened: Collection[str]) -> list[Draft]:
        """One bench opens, all pairs at once, then the other answers. Who meets whom moves on by one each round.

        `opened`: who had the floor in this round. A seat whose opponent was skipped has nothing to answer.
        """
        first, second = benches(self.seats(phase.who), phase.first)
        opponents = _met(first, second, round_ - 1) | _met(second, first, 1 - round_)
        if opened:
            drafts = self.speak(phase, owed, round_, opponents=opponents)
            return [replace(draft, answers=draft.opponent in opened) for draft in drafts]
        first, second = ([seat for seat in bench if seat in owed] for bench in (first, second))
        if second and [seat.name for seat in first] in ([], [self._last_offered]):
            first = second
        return self.speak(phase, first, round_, opponents=opponents)

    # -- who

    def seats(self, who: str, first: str | None = None) -> list[Seat]:
        """The seats a phase is for, sides alternating, `first` the side that begins."""
        if who == MODERATOR:
            return [self.debate.moderator]
        if who == AUDIENCE:
            return [seat for seat in self.debate.cast if seat.role == "audience"]
        everybody = who in (EVERYBODY, ONE_PER_SIDE)
        return alternating([seat for seat in self.debate.debaters if everybody or seat.side == who], first)

    def rounds(self, phase: Phase) -> int:
        """How many rounds a phase has here."""
        if phase.slot == "speak" and phase.rounds > 1:
            return self.debate.scenario.rounds or phase.rounds
        return phase.rounds

    def round_after(self, phase: Phase) -> int:
        """The number of a round that comes after all that were planned or given."""
        return 1 + max(self.rounds(phase), self._rounds.get(phase.name, 0))

    def last_word(self, seat: Seat) -> Phase | None:
        """The last phase in which this seat can speak and need not close; None where there is none."""
        phases = [phase for phase in self.debate.format.phases if phase.slot in ("speak", "question")]
        open_ = [phase for phase in phases if not phase.closes and seat in self.seats(phase.who)]
        return open_[-1] if open_ else None

    def not_twice(self, owed: Sequence[Seat]) -> list[Seat]:
        """Those owed a turn, without whoever had the floor last, unless nobody else is owed one."""
        others = [seat for seat in owed if seat.name != self._last_offered]
        return others or list(owed)

    def candidates(self, owed: Sequence[Seat]) -> list[Seat]:
        """Whom a called floor may go to: the seats that the last turn named, else all that are owed a turn."""
        others = self.not_twice(owed)
        names = self._names.named_in(self._last_turn) if self._last_turn else ()
        named = [seat for seat in others if seat.name in names]
        return named or others

    def fairest(self, seats: Sequence[Seat]) -> Seat:
        """Who had the floor least, then longest ago, then sits first."""
        return min(seats, key=lambda seat: (self._offered[seat.name], self._offered_at.get(seat.name, 0)))

    def answerers(self, who: str, to: str | None) -> list[Seat]:
        """Who answers a question: all, or one a side, those it is put to and those heard least first."""
        seats = sorted(
            self.seats(who),
            key=lambda seat: (seat.name != to, self._offered[seat.name], self._offered_at.get(seat.name, 0)),
        )
        if who != ONE_PER_SIDE:
            return seats
        if not self.debate.format.sides:
            return seats[:2]
        firsts: dict[str | None, Seat] = {}
        for seat in seats:
            firsts.setdefault(seat.side, seat)
        return list(firsts.values())

    # -- hearing

    def hear(self, slots: Sequence[Slot], answers: Sequence[Entry]) -> None:
        """A fan-out is closed: take in what closed it, then what was anchored to it."""
        for slot, entry in zip(slots, answers, strict=True):
            if slot.kind in ("speak", "idea"):
                chair = self.chairs.now(slot.seat)
                self._offered[chair] += 1
                self._offered_at[chair] = slot.number
                self._last_offered = chair
            self._take_in(entry, slot.number)
        self._last = slots[-1].number
        for number in range(slots[0].number, self._last + 1):
            self.hear_loose(number)

    def hear_loose(self, after: int) -> None:
        """Take in what people, a budget or the system anchored to this slot."""
        for entry in self._loose.pop(after, []):
            self._take_in(entry, after)

    def _take_in(self, entry: Entry, number: int) -> None:
        match entry:
            case Turn():
                self._lengths.append((number, len(entry.text)))
                self._length += len(entry.text)
                if entry.seat in self._debaters:
                    self._spoken[entry.seat] += 1
                    self._last_turn = entry
            case Idea():
                self._lengths.append((number, len(entry.text)))
                self._length += len(entry.text)
                self._spoken[entry.seat] += 1
            case Question():
                self.pending.ask(entry, to=self.chairs.now(entry.to) if entry.to else None)
            case Summary(scope="rolling"):
                self._lengths = [(slot, size) for slot, size in self._lengths if slot > entry.covers]
                self._length = sum(size for _, size in self._lengths)
            case Decision(slot=None):
                self._obey(entry)
            case _:
                pass

    def _obey(self, decision: Decision) -> None:
        seat = self.chairs.now(decision.seat or "")
        match decision.action:
            case "stop" | "budget":
                self._time_called = True
                self.pending.call_time()
            case "continue":
                self.pending.extend(decision.rounds or 1)
            case "call":
                self.pending.calls.append(seat)
            case "skip":
                self.pending.skip(seat)
            case "shorter" | "deeper":
                self.pending.resize(deeper=decision.action == "deeper")
            case _:
                pass

    def summary_due(self) -> int | None:
        """The slot up to which the transcript should be summed up, once it has outgrown the limit; a quarter stays verbatim."""
        limit = self.debate.scenario.memory
        if self._length <= limit:
            return None
        kept = 0
        for number, size in reversed(self._lengths):
            kept += size
            if kept > limit / 4:
                return number - 1 if number > self._lengths[0][0] else None
        return None


def _met(bench: Sequence[Seat], other: Sequence[Seat], shift: int) -> dict[str, str]:
    """Whom each seat of a bench talks to on the other."""
    return {seat.name: other[(n + shift) % len(other)].name for n, seat in enumerate(bench) if other}
