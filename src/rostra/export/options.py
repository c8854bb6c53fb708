"""What an export leaves out: from a debate to the debate that is written. Pure, so that every format and every face offers the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rostra.claims import without_markers
from rostra.debate import (
    Ballot,
    Debate,
    Decision,
    Entry,
    Idea,
    Lineage,
    Notice,
    Pass,
    Point,
    Question,
    Stance,
    Summary,
    Turn,
    Usage,
    Verdict,
)
from rostra.export.pseudonyms import pseudonymous
from rostra.slot import anchor
from rostra.values import Value


class Options(Value):
    """What to leave out. As it stands, nothing."""

    phases: tuple[str, ...] = ()
    """The phases to keep, by name; all where none is named."""
    turns: tuple[tuple[int, int], ...] = ()
    """Stretches to keep, from one turn to another, counted from 1 in the order of slots; beside the phases, where some are named."""
    speakers: tuple[str, ...] = ()
    """Whose words to keep: seats by name, people as the transcript names them; everybody where nobody is named."""
    markers: bool = True
    """Claim numbers, and with them everything that points at one: replies, the flow sheet."""
    costs: bool = True
    """Tokens and dollars."""
    pseudonyms: bool = False
    """Other names for all possibly real people, and for people who took part."""


def shaped(debate: Debate, options: Options) -> Debate:
    """The debate as it is to be written."""
    if options.phases or options.turns or options.speakers:
        debate = selected(debate, phases=options.phases, speakers=options.speakers, turns=options.turns)
    if not options.markers:
        debate = unmarked(debate)
    if not options.costs:
        debate = unpriced(debate)
    if options.pseudonyms:
        debate = pseudonymous(debate)
    return debate


def selected(
    debate: Debate,
    *,
    phases: Collection[str] = (),
    speakers: Collection[str] = (),
    turns: Collection[tuple[int, int]] = (),
) -> Debate:
    """Only what was said in these phases or stretches of turns, by these speakers.

    It is a debate of another id, says what it is, and cannot go on.
    """
    slots = _slots(debate, turns)
    chosen = [
        (not (phases or turns) or _phase(debate, entry) in phases or any(a <= anchor(entry) <= b for a, b in slots))
        and _by(debate, entry, speakers)
        for entry in debate.entries
    ]
    pairs = list(zip(debate.entries, chosen, strict=True))
    answered = {entry.question for entry, is_kept in pairs if is_kept and isinstance(entry, Turn) and entry.question}
    numbers = _numbers(debate)
    # An answer is not understood without its question, whoever asked it.
    kept = [entry for entry, is_kept in pairs if is_kept or numbers.get(id(entry)) in answered]
    known = {claim.id for entry in kept if isinstance(entry, Turn | Idea) for claim in entry.claims}
    last = max((entry.slot or 0 for entry in kept), default=0)
    copied = debate.lineage.copied if debate.lineage else 0
    said = Notice(
        code="selection", text=_account(debate, len(kept), phases, speakers, turns), at=debate.created, after=0
    )
    return debate.model_copy(
        update={
            "id": f"{debate.id}-selection",
            "lineage": Lineage(parent=debate.id, at=last, how="selection", copied=copied),
            "entries": _numbered(said, *(_citing(entry, known) for entry in kept)),
        }
    )


def _numbered(*entries: Entry) -> tuple[Entry, ...]:
    """In an order of their own, as a store would keep them: what is kept and exported again is the same."""
    return tuple(entry.model_copy(update={"seq": seq}) for seq, entry in enumerate(entries, start=1))


def unmarked(debate: Debate) -> Debate:
    """As it would be read aloud. Ideas keep their numbers: clusters and rankings name them by these alone."""
    ideas = {claim.id for entry in debate.entries if isinstance(entry, Idea) for claim in entry.claims}
    return debate.model_copy(update={"entries": tuple(_unmarked(entry, ideas) for entry in debate.entries)})


def unpriced(debate: Debate) -> Debate:
    """Without tokens and dollars."""
    free = tuple(entry.model_copy(update={"usage": Usage(), "cost": None}) for entry in debate.entries)
    return debate.model_copy(update={"entries": free})


def speakers_of(debate: Debate) -> tuple[str, ...]:
    """Everybody who can be selected: the seats in their order, then people who put something in."""
    seats = [seat.name for seat in debate.cast]
    return tuple(dict.fromkeys([*seats, *(who for entry in debate.entries if (who := _speaker(debate, entry)))]))


def _by(debate: Debate, entry: Entry, speakers: Collection[str]) -> bool:
    who = _speaker(debate, entry)
    return not speakers or who is None or who in speakers


def _slots(debate: Debate, turns: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The slots of stretches of turns, those without a turn left out."""
    said = debate.turns
    stretches = [said[max(first, 1) - 1 : last] for first, last in turns]
    return [(anchor(stretch[0]), anchor(stretch[-1])) for stretch in stretches if stretch]


def _phase(debate: Debate, entry: Entry) -> str:
    """What people put in without a phase belongs to the one they put it into."""
    before = (e.phase for e in reversed(debate.entries) if e.phase and anchor(e) <= anchor(entry))
    return entry.phase or next(before, "")


def _speaker(debate: Debate, entry: Entry) -> str | None:
    """Whose words an entry is; None for the system's."""
    match entry:
        case Turn(seat=who) | Idea(seat=who) | Stance(seat=who) | Pass(seat=who):
            return who
        case Decision(by=who) | Question(by=who) | Verdict(judge=who) | Ballot(voter=who):
            return who
        case Summary():
            return debate.moderator.name
        case Notice():
            return None


def _numbers(debate: Debate) -> dict[int, int]:
    """The number of each question, as the turns that answer it name it: from 1, in the order raised."""
    raised = sorted(
        (entry for entry in debate.entries if isinstance(entry, Question)),
        key=lambda entry: (anchor(entry), entry.slot is None, entry.seq or 0),
    )
    return {id(question): number for number, question in enumerate(raised, start=1)}


def _account(
    debate: Debate,
    count: int,
    phases: Collection[str],
    speakers: Collection[str],
    turns: Collection[tuple[int, int]],
) -> str:
    titles = ", ".join(phase.title for phase in debate.format.phases if phase.name in phases)
    names = {seat.name: seat.persona.display_name for seat in debate.cast}
    whom = ", ".join(names.get(who, who) for who in speakers_of(debate) if who in speakers)
    stretches = ", ".join(f"turns {first} to {last}" if last > first else f"turn {first}" for first, last in turns)
    parts = [part for part in (titles, stretches, whom) if part]
    return f"A selection: {'; '.join(parts)}. {count} of {len(debate.entries)} entries of the debate {debate.id}."


def _citing(entry: Entry, known: Collection[str]) -> Entry:
    """The entry, pointing at nothing outside of a selection but in its own words."""
    match entry:
        case Summary():
            sections = tuple(s.model_copy(update={"points": _points(s.points, known)}) for s in entry.sections)
            return entry.model_copy(update={"sections": sections})
        case Verdict():
            return entry.model_copy(update={"reasons": _points(entry.reasons, known)})
        case Stance(moved_by=moved_by) if moved_by not in known:
            return entry.model_copy(update={"moved_by": None})
        case _:
            return entry


def _points(points: Iterable[Point], known: Collection[str]) -> tuple[Point, ...]:
    return tuple(
        point.model_copy(update={"cites": tuple(cite for cite in point.cites if cite in known)}) for point in points
    )


def _unmarked(entry: Entry, ideas: Collection[str]) -> Entry:
    match entry:
        case Turn(text=text):
            return entry.model_copy(
                update={"text": without_markers(text), "claims": (), "replies": (), "missing": ()},
            )
        case Summary(text=text) | Question(text=text):
            return _citing(entry.model_copy(update={"text": without_markers(text)}), ideas)
        case Decision(says=says) | Stance(says=says) | Ballot(says=says):
            return _citing(entry.model_copy(update={"says": without_markers(says)}), ideas)
        case _:
            return _citing(entry, ideas)
