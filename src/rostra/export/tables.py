"""The debate as tables: what CSV and workbooks have in common. A row understands itself: who, where, when, and that it is simulated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rostra.claims import without_markers
from rostra.debate import Ballot, Debate, Idea, Stance, Turn
from rostra.disclosure import disclosure
from rostra.export.words import byline, phase_title, printable
from rostra.flow import FATES, flow_sheet
from rostra.transcript import polls

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; every row as long as it."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def turns(debate: Debate) -> Table:
    """What was said aloud, in the order of slots. `text` is bare, `marked` has the claim numbers."""
    header = (
        "index slot phase round seat byline side role text marked words claims replies question model stop started at"
    )
    rows = (_turn(debate, turn, index) for index, turn in enumerate(debate.turns, start=1))
    counted = "attempts input_tokens cache_write_tokens cache_read_tokens output_tokens cost_usd"
    return _table(debate, "Turns", f"{header} {counted}", rows)


def claims(debate: Debate) -> Table:
    """Every claim in the order it was made. What became of it is told where the whole debate is known."""
    fates = {line.claim.id: FATES[line.status] for line in flow_sheet(debate)} if debate.whole else {}
    rows = (
        (claim.id, *_place(debate, entry), claim.text, fates.get(claim.id), entry.kind)
        for entry in debate.claimants
        for claim in entry.claims
    )
    return _table(debate, "Claims", "claim slot phase round seat byline side text fate made_in", rows)


def replies(debate: Debate) -> Table:
    """Every answer to a claim, mentions (`cites`) among them."""
    seats = {claim.id: entry.seat for entry in debate.claimants for claim in entry.claims}
    rows = (
        (
            *_place(debate, entry),
            reply.by,
            reply.relation,
            reply.to,
            seats.get(reply.to),
            byline(debate, seats[reply.to]) if reply.to in seats else None,
        )
        for entry in debate.claimants
        for reply in entry.replies
    )
    return _table(debate, "Replies", "slot phase round seat byline side by relation to to_seat to_byline", rows)


def ballots(debate: Debate) -> Table:
    """Votes, rankings and stances. A voter's last ballot in a poll is the one that counts."""
    counted = {id(ballot) for poll in polls(debate) for ballot in poll.ballots}
    rows = (_vote(debate, entry, counted) for entry in debate.entries if isinstance(entry, Ballot | Stance))
    header = "kind poll slot voter byline choice ranking value counts says moved_by at"
    return _table(debate, "Ballots", header, rows)


def ideas(debate: Debate) -> Table:
    """What was given to a brainstorm, an idea a row, with what it builds on."""
    rows = (
        (
            claim.id,
            *_place(debate, entry),
            claim.text,
            " ".join(reply.to for reply in entry.replies) or None,
            _iso(entry.at),
        )
        for entry in debate.claimants
        if isinstance(entry, Idea)
        for claim in entry.claims
    )
    return _table(debate, "Ideas", "idea slot phase round seat byline side text builds_on at", rows)


def flow(debate: Debate) -> Table:
    """The flow sheet, an answer a row; a claim without one has a row too. Empty for a selection, which does not know who answered."""
    rows = (
        (
            line.claim.id,
            line.seat,
            byline(debate, line.seat),
            line.claim.text,
            FATES[line.status],
            *(
                (answer.relation, answer.seat, byline(debate, answer.seat), answer.by, answer.slot)
                if answer
                else (None,) * 5
            ),
        )
        for line in (flow_sheet(debate) if debate.whole else ())
        for answer in line.answers or (None,)
    )
    header = "claim seat byline text fate relation answered_by answered_byline answering_claim answered_in_slot"
    return _table(debate, "Flow", header, rows)


TABLES: tuple[Callable[[Debate], Table], ...] = (turns, claims, replies, ballots, ideas, flow)


def _table(debate: Debate, title: str, header: str, rows: Iterator[tuple[Cell, ...]]) -> Table:
    said = disclosure(debate)
    fit = tuple((*(printable(cell) if isinstance(cell, str) else cell for cell in row), said) for row in rows)
    return Table(title, (*header.split(), "disclosure"), fit)


def _turn(debate: Debate, turn: Turn, index: int) -> tuple[Cell, ...]:
    slot, phase, round_, seat, who, side = _place(debate, turn)
    bare = without_markers(turn.text)
    return (
        index,
        slot,
        phase,
        round_,
        seat,
        who,
        side,
        debate.seat(turn.seat).role,
        bare,
        turn.text,
        len(bare.split()),
        " ".join(claim.id for claim in turn.claims) or None,
        "; ".join(f"{reply.relation} {reply.to}" for reply in turn.replies) or None,
        turn.question,
        turn.model,
        turn.stop,
        _iso(turn.started),
        _iso(turn.at),
        turn.attempts,
        *(
            (turn.usage.input, turn.usage.cache_write, turn.usage.cache_read, turn.usage.output)
            if turn.usage.total
            else (None,) * 4
        ),
        turn.cost,
    )


def _place(debate: Debate, entry: Turn | Idea) -> tuple[Cell, ...]:
    seat = debate.seat(entry.seat)
    return (entry.slot, phase_title(debate, entry.phase), entry.round, seat.name, byline(debate, seat.name), seat.side)


def _vote(debate: Debate, entry: Ballot | Stance, counted: set[int]) -> tuple[Cell, ...]:
    voted: tuple[Cell, ...]
    if isinstance(entry, Stance):
        poll, who, moved = entry.phase, entry.seat, entry.moved_by
        voted = (None, None, entry.value, None)
    else:
        poll, who, moved = entry.poll, entry.voter, None
        voted = (entry.choice, " ".join(entry.ranking) or None, None, int(id(entry) in counted))
    place = (entry.kind, phase_title(debate, poll), entry.slot, who, byline(debate, who))
    return (*place, *voted, entry.says or None, moved, _iso(entry.at))


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
