"""Who is on now. `next_slots` is pure: the same entries always give the same slots, however the branches finished.

The programme of a debate is written as a generator: it yields a fan-out (the slots that are open at the same moment) and is
resumed when all of them are closed. Replaying the entries through it gives the present; nothing else is remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence

from rostra.agenda.draft import Draft
from rostra.agenda.hall import Hall
from rostra.debate import Debate, Decision, Entry, Idea, Seat, Turn
from rostra.format import Phase
from rostra.slot import Asked, Slot

Closed = Sequence[Entry]
Programme = Generator[list[Draft], Closed, None]


def next_slots(debate: Debate) -> tuple[Slot, ...]:
    """The slots that are open now; () when the debate is over."""
    fan_outs = list(replay(debate))
    return tuple(slot for slot in fan_outs[-1] if slot.number not in closed_slots(debate)) if fan_outs else ()


def closed_slots(debate: Debate) -> dict[int, Entry]:
    """Slot number to the entry that closed it."""
    return {entry.slot: entry for entry in debate.entries if entry.slot is not None}


def last_slot(debate: Debate) -> int:
    """The highest slot given so far, open ones included; 0 before the first."""
    return max((slot.number for fan_out in replay(debate) for slot in fan_out), default=0)


def replay(debate: Debate) -> Generator[tuple[Slot, ...], None, None]:
    """Every fan-out given so far; the last one has open slots, unless the debate is over. None of one that is final."""
    if debate.final:
        return
    closed = closed_slots(debate)
    hall = Hall(debate)
    programme = _programme(hall)
    hall.hear_loose(0)
    drafts = next(programme, None)
    while drafts is not None:
        slots = hall.number(drafts)
        yield slots
        if any(slot.number not in closed for slot in slots):
            return
        answers = [closed[slot.number] for slot in slots]
        hall.hear(slots, answers)
        try:
            drafts = programme.send(answers)
        except StopIteration:
            return


def _programme(hall: Hall) -> Programme:
    """The whole debate: its phases, the repeating ones again for each wish to go on, then what somebody still asks."""
    yield from _phases(hall, [_planned(hall, phase) for phase in hall.debate.format.phases])
    while True:
        if (more := hall.take_extension()) is not None:
            again = [
                phase.model_copy(update={"rounds": more}) if _is_debating(phase) else phase
                for phase in hall.debate.format.phases
                if phase.repeats
            ]
            yield from _phases(hall, again)
        elif (follow_up := hall.pending.take_follow_up()) is not None:
            yield from _follow_up(hall, *follow_up)
        else:
            return


def _planned(hall: Hall, phase: Phase) -> Phase:
    """A phase with the rounds that the scenario wishes for."""
    return phase.model_copy(update={"rounds": hall.rounds(phase)})


def _is_debating(phase: Phase) -> bool:
    return phase.slot == "speak" and phase.rounds > 1


def _follow_up(hall: Hall, asked: Asked, to: str | None) -> Programme:
    """One turn that answers a question, and no new close. Nobody is skipped: somebody wants to hear this."""
    debaters = hall.debate.debaters
    seat = next((seat for seat in debaters if seat.name == to), None) or hall.fairest(debaters)
    if (phase := hall.last_word(seat)) is None:
        return
    hall.enter(phase)
    yield from _remember(hall, phase)
    yield hall.speak(phase, [seat], hall.round_after(phase), asked=asked)


def _phases(hall: Hall, phases: Sequence[Phase]) -> Programme:
    group: list[Phase] = []
    for phase in (*phases, None):
        if group and (phase is None or not phase.beside):
            yield from _beside([_phase(hall, member) for member in group])
            group = []
        if phase is not None:
            group.append(phase)


def _beside(programmes: list[Programme]) -> Programme:
    """Several programmes in step: what they open at the same time is one fan-out."""
    if len(programmes) == 1:
        yield from programmes[0]
        return
    running = {index: drafts for index, programme in enumerate(programmes) if (drafts := next(programme, None))}
    while running:
        closed = list((yield [draft for drafts in running.values() for draft in drafts]))
        following: dict[int, list[Draft]] = {}
        for index, drafts in running.items():
            mine, closed = closed[: len(drafts)], closed[len(drafts) :]
            try:
                following[index] = programmes[index].send(mine)
            except StopIteration:
                continue
        running = following


def _phase(hall: Hall, phase: Phase) -> Programme:
    hall.enter(phase)
    if hall.time_called() and phase.slot != "synthesise":
        return
    match phase.slot:
        case "speak" | "idea":
            yield from _spoken(hall, phase)
        case "question":
            yield from _questions(hall, phase)
        case _:
            seats = hall.seats(phase.who)
            if seats:
                yield [hall.draft(phase, phase.slot, seat) for seat in seats]


def _spoken(hall: Hall, phase: Phase) -> Programme:
    """Rounds of turns. It ends early when a whole round passes, when the moderator has heard enough, or when time is called."""
    seats = hall.seats(phase.who, phase.first)
    for round_ in range(1, phase.rounds + 1):
        yield from _remember(hall, phase)
        if phase.steer and round_ > 1:
            (answer,) = yield [hall.draft(phase, "steer", hall.debate.moderator, round_)]
            if hall.time_called() or (isinstance(answer, Decision) and answer.enough):
                return
        elif phase.frame == "each-round" or (phase.frame == "once" and round_ == 1):
            yield [hall.draft(phase, "frame", hall.debate.moderator, round_)]
        spoke = yield from _round(hall, phase, seats, round_)
        if not spoke or hall.time_called() or hall.heard_enough:
            return


def _round(hall: Hall, phase: Phase, seats: Sequence[Seat], round_: int) -> Generator[list[Draft], Closed, bool]:
    """One turn for each seat that is not skipped; True when somebody spoke."""
    spoke = False
    opened: set[str] = set()
    owed = list(seats)
    while not hall.time_called() and not (hall.heard_enough and round_ > 1):
        # Taken as soon as a turn is owed: a seat that will be skipped is not called, and places no bid.
        owed = hall.pending.take_skips(owed)
        if not owed:
            break
        drafts = yield from _next(hall, phase, owed, round_, opened)
        if hall.time_called() or not drafts:
            continue
        closed = yield drafts
        spoke = spoke or any(isinstance(entry, Turn | Idea) for entry in closed)
        opened |= {draft.seat.name for draft in drafts}
        owed = [seat for seat in owed if seat.name not in opened]
        if owed and phase.sees == "all":
            yield from _remember(hall, phase)
    return spoke


def _next(
    hall: Hall, phase: Phase, owed: list[Seat], round_: int, opened: Collection[str]
) -> Generator[list[Draft], Closed, list[Draft]]:
    """The turns that come next, by the floor rule, of the seats still owed one. None where whoever was meant lost theirs meanwhile."""
    match phase.floor:
        case "together":
            return hall.speak(phase, owed, round_)
        case "in-order":
            return hall.speak(phase, [hall.not_twice(owed)[0]], round_)
        case "paired":
            return hall.speak_paired(phase, owed, round_, opened)
        case "called":
            seat, says = yield from _called(hall, phase, owed, round_)
            return hall.speak(phase, [seat], round_, called_by=says) if seat else []
        case "urgency":
            seat = yield from _most_urgent(hall, phase, owed, round_)
            return hall.speak(phase, [seat], round_) if seat else []


def _called(
    hall: Hall, phase: Phase, owed: list[Seat], round_: int
) -> Generator[list[Draft], Closed, tuple[Seat | None, str | None]]:
    """Whom the moderator calls. Nobody is asked where only one seat can be meant; a call that cannot be followed falls back."""
    candidates = hall.candidates(owed)
    if (wish := hall.pending.take_call(candidates)) is not None:
        return wish, None
    if len(candidates) == 1:
        return candidates[0], None
    names = tuple(seat.name for seat in candidates)
    (answer,) = yield [hall.draft(phase, "call", hall.debate.moderator, round_, candidates=names)]
    if isinstance(answer, Decision) and answer.enough and round_ > 1:
        hall.heard_enough = True
        return None, None
    candidates = hall.pending.without_skipped(candidates)
    if not candidates:
        return None, None
    if not isinstance(answer, Decision):
        return hall.fairest(candidates), None
    meant = hall.chairs.now(answer.seat or "")
    called = next((seat for seat in candidates if seat.name == meant), None)
    return (called, answer.says or None) if called else (hall.fairest(candidates), None)


def _most_urgent(
    hall: Hall, phase: Phase, owed: list[Seat], round_: int
) -> Generator[list[Draft], Closed, Seat | None]:
    """The highest bid speaks; among equals, whoever had the floor least."""
    candidates = hall.candidates(owed)
    if (wish := hall.pending.take_call(candidates)) is not None:
        return wish
    if len(candidates) == 1:
        return candidates[0]
    names = tuple(seat.name for seat in candidates)
    bids = yield [hall.draft(phase, "bid", seat, round_, candidates=names) for seat in candidates]
    urgency = {
        seat.name: bid.urgency or 0 for seat, bid in zip(candidates, bids, strict=True) if isinstance(bid, Decision)
    }
    candidates = hall.pending.without_skipped(candidates)
    highest = max((urgency.get(seat.name, 0) for seat in candidates), default=0)
    return hall.fairest([seat for seat in candidates if urgency.get(seat.name, 0) == highest]) if candidates else None


def _questions(hall: Hall, phase: Phase) -> Programme:
    """Questions from the floor, each answered by whoever this phase is for."""
    for round_ in range(1, phase.rounds + 1):
        yield from _raised(hall, phase, round_)
        # A question that came after time was called is left for the end.
        if hall.time_called() or (raised := hall.pending.take_any_question()) is None:
            return
        asked, to = raised
        owed = hall.pending.take_skips(hall.answerers(phase.who, to))
        while owed and not hall.time_called():
            seat = hall.not_twice(owed)[0]
            yield hall.speak(phase, [seat], round_, asked=asked)
            owed = hall.pending.take_skips([other for other in owed if other.name != seat.name])
        yield from _remember(hall, phase)


def _raised(hall: Hall, phase: Phase, round_: int) -> Programme:
    """See to it that a question waits: people's first, then the prepared ones, then the simulated audience's."""
    pending = hall.pending
    if not (hall.time_called() or pending.is_asked) and (prepared := pending.take_prepared()) is not None:
        yield [hall.draft(phase, "put", hall.debate.moderator, round_, prepared=prepared)]
    if not (hall.time_called() or pending.is_asked) and (listener := pending.take_listener()) is not None:
        yield [hall.draft(phase, "question", listener, round_)]


def _remember(hall: Hall, phase: Phase) -> Programme:
    """The rolling summary, once what it would replace has grown past the limit; never while a phase is blind."""
    if phase.sees == "all" and (covers := hall.summary_due()) is not None:
        yield [hall.draft(phase, "summarise", hall.debate.moderator, covers=covers)]


def anchor_now(debate: Debate) -> int:
    """Where something without a slot is anchored if it comes in now: the last slot of the newest fan-out that has begun to close."""
    closed = closed_slots(debate)
    begun = [fan_out[-1].number for fan_out in replay(debate) if any(slot.number in closed for slot in fan_out)]
    return begun[-1] if begun else 0
