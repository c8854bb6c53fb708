"""A draft into a debate that is over, and the account of it. Nothing is made up: a speaker is a name, and what nobody said is a notice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from rostra.claims import Numbered, as_numbered, bare_ids, split_id
from rostra.debate import Debate, Entry, Lineage, Notice, Question, Reply, Seat, Turn
from rostra.errors import BadFile, NotATranscript
from rostra.format import Format, Phase
from rostra.importing.account import Account, Imported, Place, speakers_of
from rostra.importing.draft import Asked, Draft, Known, Loose, Moment, Said
from rostra.importing.ids import plain_slug, unused
from rostra.importing.names import MODERATORS
from rostra.persona import Persona
from rostra.scenario import Scenario, SeatPlan

_PLAIN = Phase(name="transcript", title="Transcript")
_MOST_PHASES, _MOST_SPEAKERS, _LONGEST_TITLE = 100, 1_000, 300


def built(draft: Draft, *, file: str, id_: str, now: datetime) -> Imported:
    """The debate of a draft. `BadFile` where nobody says anything in it."""
    draft.items = [item for item in draft.items if not isinstance(item, Said) or item.text]
    if not draft.said:
        raise NotATranscript(
            f"names nobody who speaks, read as {draft.format}.",
            file=file,
            line=1,
            remedy="Begin each turn with `Name: `, or see docs/importing.md for what is understood.",
        )
    return _Builder(draft, file, id_, now).imported()


class _Builder:
    def __init__(self, draft: Draft, file: str, id_: str, now: datetime) -> None:
        self._draft, self._file, self._id = draft, file, id_
        self._created = draft.created or now
        self._seats = _seats(draft, file)
        self._phases = _phases(draft)
        self._known: dict[str, None] = {}
        self._dangling: list[Place] = []
        self._unplaced: list[Place] = []

    def imported(self) -> Imported:
        """Everything."""
        draft = self._draft
        self._tell_of_times()
        slot, entries = 0, list[Entry]()
        for item in draft.items:
            if isinstance(item, Said):
                slot += 1
                entries.append(self._turn(item, slot))
            elif (loose := self._loose(item, slot)) is not None:
                entries.append(loose)
        debate = self._debate(tuple(entries), slot)
        turns = debate.turns
        account = Account(
            file=self._file,
            format=draft.format,
            id=self._id,
            title=debate.title,
            speakers=speakers_of(debate),
            turns=len(turns),
            claims=sum(len(turn.claims) for turn in turns),
            citations=sum(len(turn.replies) for turn in turns),
            dangling=tuple(sorted(self._dangling, key=lambda place: place.line)),
            unplaced=tuple(self._unplaced),
            notes=tuple(draft.notes),
            guessed=not draft.sure and max(Counter(turn.seat for turn in turns).values()) == 1,
        )
        return Imported(debate=debate, account=account)

    def _debate(self, entries: tuple[Entry, ...], last: int) -> Debate:
        title = (self._draft.title or self._draft.motion or self._id)[:_LONGEST_TITLE]
        if not self._draft.motion:
            self._draft.notes.append("No motion is stated; the title stands in its place.")
        seats = tuple(self._seats.values())
        return Debate(
            id=self._id,
            title=title,
            scenario=Scenario(
                name=self._id,
                title=title,
                motion=self._draft.motion or title,
                format="imported",
                cast=tuple(SeatPlan(persona=s.persona.name, side=s.side) for s in seats if s.role == "debater"),
                language=self._draft.language or "und",
            ),
            format=Format(
                name="imported",
                title="Imported transcript",
                purpose="Holds what was said elsewhere and read from a file; nothing is staged in it.",
                min_seats=1,
                max_seats=52,
                phases=tuple(self._phases.values()) or (_PLAIN,),
            ),
            cast=seats,
            created=self._created,
            lineage=Lineage(parent=re.split(r"[/\\]", self._file)[-1], at=last, how="import"),
            entries=entries,
        )

    def _turn(self, said: Said, slot: int) -> Turn:
        seat = self._seats[said.name]
        text = said.text
        read = as_numbered(text, mark=seat.mark, known=self._known.keys())
        self._known.update(dict.fromkeys(claim.id for claim in read.claims))
        missing = tuple(dict.fromkeys((*read.missing, *said.missing)))
        self._dangling += [Place(line=_line(said, text, id_), text=id_) for id_ in missing]
        started = self._time(said.started)
        return Turn(
            slot=slot,
            at=self._time(said.ended) or started or self._created,
            started=started,
            phase=self._phase(said.phase),
            seat=seat.name,
            text=text,
            claims=read.claims,
            replies=(*read.replies, *_stated(said, read, self._known)),
            missing=missing,
            model=said.model,
        )

    def _loose(self, item: Asked | Loose, after: int) -> Entry | None:
        phase = self._phase(item.phase)
        if isinstance(item, Asked):
            to = self._seats[item.to].name if item.to in self._seats else None
            return Question(at=self._created, after=after, phase=phase, text=item.text, by=item.by, to=to)
        if item.code == "unattributed":
            self._unplaced.append(Place(line=item.line, text=item.text[:200].strip()))
        if not item.kept:
            return None
        return Notice(at=self._created, after=after, phase=phase, code=item.code, text=item.text.strip())

    def _phase(self, title: str) -> str:
        phase = self._phases.get(title)
        return phase.name if phase else ""

    def _time(self, moment: Moment | None) -> datetime | None:
        return self._created + moment if isinstance(moment, timedelta) else moment

    def _tell_of_times(self) -> None:
        draft = self._draft
        if any(isinstance(said.started, timedelta) for said in draft.said):
            beginning = "the date it gives" if draft.created else "the moment of the import, since it gives no date"
            draft.notes.append(f"Times are those of the file, counted from {beginning}.")
        elif not any(said.started or said.ended for said in draft.said):
            which = "the date it gives" if draft.created else "the moment of the import"
            draft.notes.append(f"The file gives no times of turns: all have {which}.")


def _seats(draft: Draft, file: str) -> dict[str, Seat]:
    """Name to seat, in the order in which they first speak, or as the file lists them."""
    names = dict.fromkeys((*draft.speakers, *(said.name for said in draft.said)))
    if len(names) > _MOST_SPEAKERS:
        raise BadFile(f"has {len(names):,} speakers; the most is {_MOST_SPEAKERS:,}.", file=file)
    sides: dict[str, str] = {}
    for said in draft.said:
        if said.side:
            sides.setdefault(said.name, said.side)
    marks = _marks(draft)
    seats: dict[str, Seat] = {}
    for number, name in enumerate(names, start=1):
        known = draft.speakers.get(name, Known())
        side = known.side or sides.get(name)
        slug = unused(plain_slug(name)[:60] or f"speaker-{number}", {seat.name for seat in seats.values()})
        moderates = name.casefold() in MODERATORS and not any(s.role == "moderator" for s in seats.values())
        seats[name] = Seat(
            name=slug,
            persona=Persona(name=slug, display_name=name),
            role="moderator" if moderates else "debater",
            side=side if side and side.casefold() != name.casefold() else None,
            mark=marks.get(name),
            model=known.model,
            imported=True,
        )
    return seats


def _marks(draft: Draft) -> Mapping[str, str]:
    """Whose claims begin with which letters: as the file says, else whoever was the first to number most of them, from 1 on."""
    marks = {name: known.mark for name, known in draft.speakers.items() if known.mark}
    first: dict[str, str] = {}
    if all(said.name in marks for said in draft.said):
        return marks
    for said in draft.said:
        for id_ in bare_ids(said.text):
            first.setdefault(id_, said.name)
    parts = {id_: split_id(id_) for id_ in first}
    counted = Counter((name, parts[id_][0]) for id_, name in first.items())
    numbered = {(name, parts[id_][0]) for id_, name in first.items() if parts[id_][2] == 1}
    for (name, mark), _ in counted.most_common():
        if name not in marks and mark not in marks.values() and (name, mark) in numbered:
            marks[name] = mark
    return marks


def _phases(draft: Draft) -> dict[str, Phase]:
    """Title to phase. Where headings come by the hundred they are no phases."""
    titles = dict.fromkeys(said.phase for said in draft.said)
    if len(titles) > _MOST_PHASES:
        draft.notes.append(f"{len(titles):,} headings are too many to be phases; they are left out.")
        titles = {"": None}
    phases: dict[str, Phase] = {}
    for number, title in enumerate(titles, start=1):
        taken = {phase.name for phase in phases.values()}
        name = unused(plain_slug(title)[:60] or f"phase-{number}", taken) if title else _PLAIN.name
        phases[title] = Phase(name=name, title=title[:_LONGEST_TITLE]) if title else _PLAIN
    return phases


def _stated(said: Said, read: Numbered, known: Iterable[str]) -> tuple[Reply, ...]:
    """Citations that the file lists and the text does not show."""
    shown = {reply.to for reply in read.replies} | {claim.id for claim in read.claims}
    listed = [id_ for id_ in dict.fromkeys(said.cites) if id_ in known and id_ not in shown]
    return tuple(Reply(to=id_, relation="cites") for id_ in listed)


def _line(said: Said, text: str, id_: str) -> int:
    return said.line_at(max(0, text.find(id_)))
