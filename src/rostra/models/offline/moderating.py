"""The offline moderator computes: it counts, points at what is open, and invites. It judges nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from rostra.claims import sentences, without_markers
from rostra.debate import Claim, Debate, Idea, Seat, Turn
from rostra.flow import Line, flow_sheet
from rostra.format import EVERYBODY, ONE_PER_SIDE
from rostra.models.offline.frames import PHRASES, called, clipped
from rostra.models.offline.hearing import claims_heard, pointed_at
from rostra.models.offline.matching import Matcher, stems
from rostra.models.offline.repertoire import Match, Repertoire
from rostra.models.offline.sheets import phrases_of
from rostra.prompts.answers import Bidding, Calling, Cluster, Clustering, Statement, Steering, Synthesis
from rostra.slot import Slot

_ALIKE = 0.2
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def introduce(debate: Debate) -> str:
    """The motion, who is at the table, and what this is."""
    motion = debate.scenario.motion.rstrip(".")
    quoted = f"“{motion}”" if motion[-1:] in "?!。？！" else f"“{motion}.”"
    seats = debate.debaters
    opening = [f"Good evening. The question before us: {quoted}"]
    sides = dict.fromkeys(seat.side for seat in seats if seat.side)
    for side in sides:
        names = _listed([seat.persona.display_name for seat in seats if seat.side == side])
        verb = "speaks" if sum(seat.side == side for seat in seats) == 1 else "speak"
        opening.append(f"{names} {verb} {f'{side} it' if side in ('for', 'against') else f'for the side “{side}”'}.")
    if not sides:
        opening.append(f"At the table are {_listed([seat.persona.display_name for seat in seats])}.")
    people = [seat.persona.display_name for seat in seats if seat.human]
    if people:
        opening.append(f"{_listed(people)} {'speaks' if len(people) == 1 else 'speak'} in person.")
    if any(seat.persona.kind != "role" for seat in seats if not seat.human):
        who = "All others" if people else "All of them"
        opening.append(f"{who} are simulated: no sentence of theirs is a statement by the person named.")
    if all((seat.model or "offline") == "offline" for seat in seats if not seat.human):
        opening.append(
            "No language model is at work tonight. Every sentence comes from a speaker's own file or is a fixed linking phrase, "
            "and I only count."
        )
    lost = [seat.persona.display_name for seat in seats if not seat.human and not Repertoire(debate, seat).at_home()]
    if lost:
        whose = "file holds" if len(lost) == 1 else "files hold"
        opening.append(f"On this question {_possessive(lost)} {whose} nothing, so expect silence there.")
    return " ".join(opening)


def frame(debate: Debate, slot: Slot) -> str:
    """How much is on the table, and the sharpest pair of claims on it, for somebody who speaks in this phase."""
    sheet = flow_sheet(debate)
    if not sheet:
        return "The floor is open. Say where you stand."
    counted = _on_the_table(sheet)
    who = debate.format.phase(slot.phase).who
    speaking = [seat for seat in debate.debaters if who in (EVERYBODY, ONE_PER_SIDE, seat.side)]
    # Where people are called, the call has a question of its own.
    called_next = debate.format.phase(slot.phase).floor == "called"
    pick = None if called_next else _sharpest(debate, speaking)
    if pick is None:
        return f"{counted}. Answer one another."
    said = clipped(pick[1].heard.sentences[0])
    # Who speaks first, the floor rule says: a name here would be somebody who is not heard next.
    return f"{counted}. {pick[1].heard.by} holds that “{said}” [{pick[1].heard.id}]. Is that so?"


def _on_the_table(sheet: Sequence[Line]) -> str:
    number = _number(len(sheet)).capitalize()
    if all(line.status == "not-taken-up" for line in sheet):
        return f"{number} ideas are on the table"
    answered = sum(bool(line.answers) for line in sheet)
    so_far = f"{_number(answered)} of them answered" if answered else "and nobody has answered anybody yet"
    return f"{number} claims are on the table, {so_far}"


def steer(debate: Debate, slot: Slot) -> Steering:
    """Between rounds: what is still open, and an invitation, the quieter seat first."""
    sheet = flow_sheet(debate)
    last = [turn for turn in debate.turns if turn.phase == slot.phase and turn.round == slot.round - 1]
    new = sum(len(turn.claims) for turn in last)
    answers = [reply for turn in last for reply in turn.replies if reply.relation != "cites"]
    open_ = [line for line in sheet if line.status in ("unanswered", "last-word")]
    counted = f"That round brought {_count(new, 'new claim')} and {_count(len(answers), 'answer')}."
    if not new and not answers:
        return Steering(says=f"{counted} Let us move on.", enough=True)
    pick = _sharpest(debate, _quietest_first(debate))
    if pick is None:
        return Steering(says=f"{counted} {_still_open(open_)}".strip(), enough=False)
    repertoire, match = pick
    said = clipped(match.heard.sentences[0])
    name = _addressed(repertoire.seat, slot, debate)
    invited = f"{name}, {match.heard.by} still waits for you on [{match.heard.id}]: “{said}”."
    return Steering(says=f"{counted} {_still_open(open_)} {invited}".replace("  ", " "), enough=False)


def call(debate: Debate, slot: Slot) -> Calling:
    """Whoever of those owed a turn has most to answer."""
    seats = [debate.seat(name) for name in slot.candidates]
    order = [seat for seat in _quietest_first(debate) if seat in seats]
    pick = _sharpest(debate, order)
    if pick is None:
        return Calling(seat=order[0].name, says=f"{_addressed(order[0], slot, debate)}, what would you add?")
    repertoire, match = pick
    name = _addressed(repertoire.seat, slot, debate)
    said = clipped(match.heard.sentences[0])
    who = match.heard.by
    if match.heard.id in pointed_at(debate, slot):
        return Calling(seat=repertoire.seat.name, says=f"The floor is yours, {name}.")
    frames = (
        f"{name}, {who} says “{said}” [{match.heard.id}]. Your answer?",
        f"{name}, what do you make of [{match.heard.id}], that “{said}”?",
        f"Over to you, {name}: [{match.heard.id}] has had no answer from you.",
    )
    return Calling(seat=repertoire.seat.name, says=frames[slot.number % len(frames)])


def bid(debate: Debate, slot: Slot) -> Bidding:
    """High with an answer at hand to something said against this seat; nothing with nothing to say."""
    seat = debate.seat(slot.seat)
    match = _best_of(debate, seat)
    if match is None:
        return Bidding(urgency=3 if Repertoire(debate, seat).points() else 0)
    return Bidding(urgency=9 if match.heard.against else 7 if match.tight else 5)


def summarise(debate: Debate, slot: Slot) -> str:
    """The claims up to a slot, one a line, with what became of them."""
    lines = [line for line in flow_sheet(debate) if line.slot <= (slot.covers or 0)]
    said = [
        f"{debate.seat(line.seat).persona.display_name}: {line.claim.text} [{line.claim.id}]{_fate(line)}"
        for line in lines
    ]
    return "\n".join(said) or "Nothing was claimed yet."


def synthesise(debate: Debate) -> Synthesis:
    """Counted, not judged: exchanges, what was granted, what nobody answered, which questions stayed open."""
    sheet = flow_sheet(debate)
    by_id = {line.claim.id: line for line in sheet}
    return Synthesis(
        agreement=_granted(debate, by_id),
        cruxes=_chains(debate, by_id),
        strongest=[],
        unanswered=[
            Statement(text=f"{_name(debate, line.seat)}: {line.claim.text}", cites=[line.claim.id])
            for line in sheet
            if line.status == "unanswered"
        ][:6],
        minority=[],
        open_questions=_questions(debate),
    )


def cluster(debate: Debate) -> Clustering:
    """Ideas whose words are alike, side by side; alike is counted, not understood."""
    ideas = [claim for entry in debate.claimants if isinstance(entry, Idea) for claim in entry.claims]
    matcher = Matcher(claim.text for claim in ideas)
    groups: list[list[Claim]] = []
    for claim in ideas:
        likeness = [(matcher.similarity(claim.text, group[0].text), n) for n, group in enumerate(groups)]
        best = max(likeness, default=(0.0, 0))
        if best[0] >= _ALIKE:
            groups[best[1]].append(claim)
        else:
            groups.append([claim])
    groups.sort(key=len, reverse=True)
    alike = [_cluster(group) for group in groups if len(group) > 1]
    alone = [group[0].id for group in groups if len(group) == 1]
    rest = [Cluster(title="By themselves", what="Ideas whose words are like no other's.", ideas=alone)] if alone else []
    return Clustering(clusters=[*alike, *rest])


def _cluster(group: list[Claim]) -> Cluster:
    """Named by the words that all of them share, in the order of the first."""
    shared = frozenset.intersection(*(stems(claim.text) for claim in group))
    words = dict.fromkeys(word.lower() for word in re.findall(r"[\w-]+", group[0].text) if stems(word) & shared)
    title = ", ".join(list(words)[:4]).capitalize()
    return Cluster(title=title or "Alike", what=clipped(group[0].text), ideas=[claim.id for claim in group])


def _granted(debate: Debate, by_id: dict[str, Line]) -> list[Statement]:
    return [
        Statement(
            text=f"{_name(debate, turn.seat)} {'granted' if reply.relation == 'concedes' else 'backed'} "
            f"{_name(debate, by_id[reply.to].seat)} on this: {by_id[reply.to].claim.text}",
            cites=[cite for cite in (reply.to, reply.by) if cite],
        )
        for turn in debate.turns
        for reply in turn.replies
        if reply.relation in ("concedes", "supports")
        and reply.to in by_id
        and not _same_side(debate, turn, by_id[reply.to])
    ][:4]


def _chains(debate: Debate, by_id: dict[str, Line]) -> list[Statement]:
    """The longest exchanges: claim, answer, answer to the answer."""
    answers: dict[str, list[str]] = {}
    for line in by_id.values():
        for answer in line.answers:
            if answer.by in by_id and answer.relation in ("rebuts", "questions"):
                answers.setdefault(line.claim.id, []).append(answer.by or "")

    def longest(start: str, seen: tuple[str, ...]) -> tuple[str, ...]:
        followed = [longest(by, (*seen, by)) for by in answers.get(start, []) if by not in seen]
        return max(followed, key=len, default=seen)

    replied = {by for many in answers.values() for by in many}
    chains = sorted((longest(id_, (id_,)) for id_ in answers if id_ not in replied), key=len, reverse=True)
    return [
        Statement(text=" ".join(_step(debate, by_id[id_], n) for n, id_ in enumerate(chain)), cites=list(chain))
        for chain in chains[:3]
        if len(chain) > 1
    ]


def _step(debate: Debate, line: Line, nth: int) -> str:
    verb = "held" if nth == 0 else "answered"
    return f"{_name(debate, line.seat)} {verb}: “{line.claim.text}”"


def _questions(debate: Debate) -> list[Statement]:
    """Questions a speaker put that stand at the end of a turn with a claim in it."""
    found = []
    for turn in debate.turns:
        if turn.claims and turn.text.rstrip().endswith("?") and debate.seat(turn.seat).role == "debater":
            question = _question_of(
                sentences(without_markers(turn.text))[-1], phrases_of(debate.seat(turn.seat).persona.body)
            )
            found.append(Statement(text=f"{_name(debate, turn.seat)} asked: {question}", cites=[turn.claims[-1].id]))
    return found[:4]


def _question_of(sentence: str, phrases: Collection[str]) -> str:
    """The question without the phrase that leads to it, which may end in a colon as the question itself may hold one."""
    lead = max((phrase for phrase in (*phrases, *PHRASES["asks"]) if sentence.startswith(phrase)), key=len, default="")
    return sentence.removeprefix(lead).strip()


def _sharpest(debate: Debate, seats: Iterable[Seat]) -> tuple[Repertoire, Match] | None:
    """The first of these seats that has a real answer to a claim it did not take up yet."""
    best: tuple[Repertoire, Match] | None = None
    for seat in seats:
        match = _best_of(debate, seat)
        if match is not None and match.tight:
            return Repertoire(debate, seat), match
        if match is not None and best is None:
            best = Repertoire(debate, seat), match
    return best


def _best_of(debate: Debate, seat: Seat) -> Match | None:
    done = {reply.to for turn in debate.turns if turn.seat == seat.name for reply in turn.replies}
    heard = [
        claim
        for claim in claims_heard(debate, seat)
        if claim.id not in done and (seat.side is None or claim.seat.side != seat.side)
    ]
    matches = [match for match in Repertoire(debate, seat).matches(heard) if not match.agrees]
    return matches[0] if matches else None


def _quietest_first(debate: Debate) -> list[Seat]:
    words = {seat.name: 0 for seat in debate.debaters}
    for turn in debate.turns:
        if turn.seat in words:
            words[turn.seat] += len(turn.text.split())
    return sorted(debate.debaters, key=lambda seat: words[seat.name])


def _still_open(lines: list[Line]) -> str:
    if not lines:
        return ""
    ids = _listed([f"[{line.claim.id}]" for line in lines[-3:]])
    return f"No answer yet to {ids}."


def _fate(line: Line) -> str:
    answers = [f"{answer.relation} by [{answer.by}]" for answer in line.answers if answer.by]
    return f" ({', '.join(answers)})" if answers else " (no answer yet)"


def _same_side(debate: Debate, turn: Turn, line: Line) -> bool:
    side = debate.seat(turn.seat).side
    return side is not None and side == debate.seat(line.seat).side


def _addressed(seat: Seat, slot: Slot, debate: Debate) -> str:
    """How the moderator calls on somebody in this phase."""
    return called(seat, unnamed=debate.format.hides_names(slot.phase))


def _name(debate: Debate, seat: str) -> str:
    return debate.seat(seat).persona.display_name


def _possessive(names: list[str]) -> str:
    return f"{_listed(names)}'s"


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _count(count: int, noun: str) -> str:
    return f"{_number(count)} {noun}{'' if count == 1 else 's'}"
