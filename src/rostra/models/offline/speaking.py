"""An offline turn: whole sentences of the speaker's file, side by side. Nothing is spliced, nothing is made up."""

from __future__ import annotations

from collections.abc import Iterator

from rostra.debate import Debate, Relation, Seat
from rostra.flow import flow_sheet
from rostra.loading.positions import Position
from rostra.models.offline import frames
from rostra.models.offline.composing import Line, Turn
from rostra.models.offline.frames import as_clause, clipped, reported
from rostra.models.offline.hearing import Heard, answerer, claims_heard, pointed_at
from rostra.models.offline.repertoire import Match, Repertoire
from rostra.slot import Slot

NOTHING_LEFT = "This file has nothing more to say here."
_MOST_REPLIES = 2
_MOST_IDEAS = 4
_ANOTHER_POINT = 25
"""Words that a second point of an opening needs, with a reason."""


def compose(debate: Debate, slot: Slot) -> str:
    """What this seat says in this slot; empty when its file has nothing left to say."""
    seat = debate.seat(slot.seat)
    repertoire = Repertoire(debate, seat)
    turn = Turn(slot.words)
    if slot.asked:
        _answer(turn, repertoire, slot)
    elif debate.format.phase(slot.phase).closes:
        _close(turn, repertoire)
    else:
        heard = _targets(debate, seat, slot)
        if not heard and slot.turn == 1:
            _open(turn, repertoire)
        else:
            _reply(turn, repertoire, slot, heard)
    return turn.written(seat, slot.turn)


def collect(debate: Debate, slot: Slot) -> str:
    """Ideas that stand in the file, the nearest to the topic first: collected, not thought of. Empty when none is left."""
    seat = debate.seat(slot.seat)
    repertoire = Repertoire(debate, seat)
    turn = Turn(slot.words)
    for idea in repertoire.ideas()[:_MOST_IDEAS]:
        if turn.room(12):
            turn.add(Line(idea, claim=True))
    return turn.written(seat, slot.turn)


def _open(turn: Turn, repertoire: Repertoire) -> None:
    for n, position in enumerate(repertoire.points()[:2]):
        if n and not turn.room(_ANOTHER_POINT):
            return  # a claim without a reason would only wait for an answer
        lead = repertoire.phrase("opens") if n == 0 else _turns_to(repertoire, position, n)
        lines = [Line(lead)] if lead else []
        turn.add(*lines, Line(position.heading, claim=True))
        _support(turn, repertoire, position, most=2)


def _reply(turn: Turn, repertoire: Repertoire, slot: Slot, heard: list[Heard]) -> None:
    matches = _ordered(repertoire.matches(heard), repertoire, slot)
    sweeps = _in_last_round(repertoire.debate, slot)
    used: set[str] = set()
    for match in matches:
        brief = sweeps and bool(used)
        if len(used) >= _MOST_REPLIES + sweeps or not turn.room(20 if brief else 30):
            break
        if match.heard.id in used or not turn.new(match.told.retort):
            continue
        if len(used) >= _MOST_REPLIES and _answered(repertoire.debate, match.heard.id):
            continue
        turn.add(*_met(match, repertoire, len(used), brief=brief))
        used.add(match.heard.id)
        if not sweeps:
            _support(turn, repertoire, match.position, most=1)
    if not used:
        _stand_by(turn, repertoire, heard) or _beside(turn, repertoire, heard)
    fresh = (position for position in repertoire.points() if turn.new(position.heading))
    if turn.room(45) and (point := next(fresh, None)):
        lead = _turns_to(repertoire, point, len(used))
        turn.add(*([Line(lead)] if lead else []), Line(point.heading, claim=True))
        _support(turn, repertoire, point, most=2)
    elif matches and turn.room(15):
        _ask(turn, repertoire, matches[0].position)


def _in_last_round(debate: Debate, slot: Slot) -> bool:
    """Whether this is the last of several rounds: what is still open is then swept up, more of it and in fewer words."""
    phase = debate.format.phase(slot.phase)
    return phase.rounds > 1 and slot.round >= (debate.scenario.rounds or phase.rounds)


def _answered(debate: Debate, claim_id: str) -> bool:
    return any(reply.to == claim_id and reply.relation != "cites" for turn in debate.turns for reply in turn.replies)


def _met(match: Match, repertoire: Repertoire, nth: int, *, brief: bool) -> Iterator[Line]:
    ally = match.heard.seat.side is not None and match.heard.seat.side == repertoire.seat.side
    relation: Relation = "rebuts" if match.tight else "questions"
    if match.agrees:
        relation = "supports" if ally or repertoire.seat.side is None else "concedes"
    if brief and not match.agrees:
        yield Line(
            repertoire.pick(frames.BRIEFLY, nth).format(
                quote=clipped(match.sentence, frames.BRIEF_WORDS), name=match.heard.by
            )
        )
    elif match.tight or match.agrees:
        yield Line(_taken_up(match, repertoire, nth))
        # “I too …” begins with what is shared: a phrase of disagreement before it would announce what does not come.
        if (nth == 0 and not match.told.retort.startswith("I ")) or match.agrees:
            moves = {"supports": "supports", "concedes": "concedes"}
            phrase = repertoire.phrase(moves.get(relation, "disagrees"))  # type: ignore[arg-type]
            if repertoire.fresh(phrase):  # heard twice in an evening it is a tic
                yield Line(phrase)
    else:
        yield Line(repertoire.pick(frames.LOOSELY, nth).format(theme=as_clause(match.theme)))
    yield Line(match.told.retort, claim=True, answers=(relation, match.heard.id))


def _taken_up(match: Match, repertoire: Repertoire, nth: int) -> str:
    """The sentence that is answered: told in the speaker's words where it can be and would else be cut, or for a change; else quoted."""
    name, quote, clause = match.heard.by, clipped(match.sentence), reported(match.sentence)
    if clause and (quote.endswith("…") or repertoire.turns_said % 2):
        return repertoire.pick(frames.REPORTS, nth).format(name=name, clause=clause)
    quotes = frames.UNNAMED_QUOTES if match.heard.unnamed else frames.QUOTES
    return repertoire.pick(quotes, nth).format(name=name, quote=quote)


def _stand_by(turn: Turn, repertoire: Repertoire, heard: list[Heard]) -> bool:
    """Attacked without an answer in the file: say so, and give one more reason."""
    mine = {
        line.claim.id: line.claim.text for line in flow_sheet(repertoire.debate) if line.seat == repertoire.seat.name
    }
    for claim in reversed(heard):
        for id_ in claim.against:
            position = next((p for p in repertoire.sheet.positions if p.heading == mine.get(id_)), None)
            supports = repertoire.supports(position) if position else []
            if supports:
                frame = repertoire.pick(frames.STANDS_BY, 0)
                turn.add(Line(frame.format(name=claim.by, mine=id_, theirs=claim.id)))
                turn.add(Line(supports[0], claim=True, answers=("questions", claim.id)), joined=True)
                return True
    return False


def _beside(turn: Turn, repertoire: Repertoire, heard: list[Heard]) -> bool:
    """No authored answer: the own point nearest to something that was said, marked as standing beside it."""
    points = repertoire.points()
    rated = [
        (repertoire.matcher.similarity(claim.sentences[0], f"{point.heading} {point.about}"), -n, claim, point)
        for claim in heard
        for n, point in enumerate(points)
    ]
    best = max(rated, key=lambda row: (row[0], row[1], row[2].slot), default=None)
    if best is None or best[0] < 0.12:
        return False
    _, _, claim, point = best
    frame = repertoire.pick(frames.BESIDE, 0)
    turn.add(Line(frame.format(name=claim.by, quote=clipped(claim.sentences[0]))))
    turn.add(Line(point.heading, claim=True, answers=(None, claim.id)), joined=True)
    _support(turn, repertoire, point, most=2)
    return True


def _answer(turn: Turn, repertoire: Repertoire, slot: Slot) -> None:
    """A question from the floor: the position nearest to it, if one is near enough."""
    assert slot.asked is not None
    question = slot.asked.text
    rated = [
        (repertoire.relevance(position, question) + _told_of(repertoire, question, position), -n, position)
        for n, position in enumerate(repertoire.sheet.positions)
    ]
    best = max((score for score, _, _ in rated), default=0.0)
    for score, _, position in sorted(rated, key=lambda row: row[:2], reverse=True):
        # Where the nearest position was spent, another one must be nearly as near: else it would answer another question.
        if score < max(0.15, 0.4 * best):
            return
        answers = [position.heading] if repertoire.fresh(position.heading) else []
        answers += repertoire.supports(position)
        if answers:
            break
    else:
        return
    if position.about:
        turn.add(Line(repertoire.pick(frames.ANSWERS, 0).format(about=position.about)))
    turn.add(Line(answers[0], claim=True), joined=True)
    turn.add(*[Line(text) for text in answers[1:3] if turn.room(10)], joined=True)
    if position.grants and turn.room(20) and repertoire.fresh(position.grants[0].text):
        turn.add(Line(position.grants[0].text), joined=True)


def _told_of(repertoire: Repertoire, question: str, position: Position) -> float:
    themes = [theme for told in position.when_told for theme in told.themes]
    return 0.5 * max((repertoire.matcher.similarity(question, theme) for theme in themes), default=0.0)


def _close(turn: Turn, repertoire: Repertoire) -> None:
    """What is granted, what stayed open, what to weigh."""
    sheet = flow_sheet(repertoire.debate)
    mine = [line for line in sheet if line.seat == repertoire.seat.name]
    argued = {line.claim.text for line in mine}
    headings = {position.heading for position in repertoire.sheet.positions}
    grants = [
        said.text
        for position in repertoire.sheet.positions
        if position.heading in argued or any(text in told.retort for told in position.when_told for text in argued)
        for said in position.grants
        if repertoire.fresh(said.text)
    ]
    for text in grants[:2]:
        turn.add(Line(text), joined=bool(turn.paragraphs))
    lines = []
    if dropped := next((line for line in mine if line.status == "unanswered" and line.claim.text in headings), None):
        quote = clipped(dropped.claim.text)
        lines.append(Line(repertoire.pick(frames.LEFT_OPEN, 0).format(mine=dropped.claim.id, quote=quote)))
    for line in mine:
        if line is not dropped and (answer := next((a for a in line.answers if a.relation == "rebuts" and a.by), None)):
            name = answerer(repertoire.debate, answer)
            frame = repertoire.pick(frames.WEIGHS, 0)
            lines.append(Line(frame.format(mine=line.claim.id, name=name, theirs=answer.by)))
            break
    if lines:
        turn.add(*lines)
    if turn.paragraphs:
        turn.add(Line(repertoire.phrase("closes")), joined=True)


def _support(turn: Turn, repertoire: Repertoire, position: Position, *, most: int) -> None:
    for text in [text for text in repertoire.supports(position) if turn.new(text)][:most]:
        if turn.room(10):
            turn.add(Line(text), joined=True)


def _ask(turn: Turn, repertoire: Repertoire, position: Position) -> None:
    question = next((said.text for said in position.asks if repertoire.fresh(said.text)), None)
    if question:
        turn.add(Line(f"{repertoire.phrase('asks')} {question}"), joined=True)


def _turns_to(repertoire: Repertoire, position: Position, nth: int) -> str:
    return repertoire.pick(frames.TURNS_TO, nth).format(about=position.about) if position.about else ""


def _targets(debate: Debate, seat: Seat, slot: Slot) -> list[Heard]:
    """The claims this seat may take up: not of its own side first, only the opponent's in a pair, none it took up before."""
    done = {reply.to for turn in debate.turns if turn.seat == seat.name for reply in turn.replies}
    heard = [claim for claim in claims_heard(debate, seat) if claim.id not in done]
    if slot.opponent and (paired := [claim for claim in heard if claim.seat.name == slot.opponent]):
        return paired
    return heard


def _ordered(matches: list[Match], repertoire: Repertoire, slot: Slot) -> list[Match]:
    """The claims the moderator pointed at, then what nobody on this side has answered, attacks on this seat before others; an ally's
    claims last, and only to agree."""
    named = pointed_at(repertoire.debate, slot)
    side = repertoire.seat.side
    answered = {
        reply.to
        for turn in repertoire.debate.turns
        if side is None or repertoire.debate.seat(turn.seat).side == side
        for reply in turn.replies
        if reply.relation != "cites"
    }

    def urgency(match: Match) -> tuple[bool, bool, bool, bool, float]:
        ally = side is not None and match.heard.seat.side == side
        return (
            ally,
            match.heard.id not in named or match.heard.id in answered,
            match.heard.id in answered,
            not match.heard.against,
            -(match.score + 0.01 * match.heard.slot),
        )

    usable = [match for match in matches if match.agrees or side is None or match.heard.seat.side != side]
    return sorted(usable, key=urgency)
