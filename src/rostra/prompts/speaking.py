"""What a speaker is asked at their turn: where the debate is, what was put to them, what stands against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rostra.claims import ID, sentences
from rostra.debate import Debate, Decision, Entry, Idea, Seat, Turn, claimants
from rostra.flow import Line, open_claims
from rostra.slot import Slot

_MOST_ATTACKS = 4
_MOST_OPEN = 3
_MOST_OWN = 8


def speak(debate: Debate, slot: Slot, entries: Sequence[Entry]) -> str:
    """The task of a turn."""
    seat = debate.seat(slot.seat)
    phase = debate.format.phase(slot.phase)
    brief = phase.answer_brief if slot.answers and phase.answer_brief else phase.brief
    if _is_follow_up(slot) and phase.slot != "question":
        brief = ""
    parts = [f"It is your turn, {seat.persona.display_name}. {_where(debate, slot)}", brief]
    if slot.asked:
        parts.append(f"Answer this question from {slot.asked.by}: “{slot.asked.text}”")
    if slot.called_by:
        parts.append(
            f"The moderator turned to {_whom(debate, seat, slot)} with this: “{slot.called_by}” Answer it first."
        )
    if slot.opponent:
        parts.append(f"Talk to {_name(debate, slot.opponent)}.")
    if phase.closes:
        parts.append(_own_claims(entries, seat, "What you claimed, to refer to by number"))
        parts.append("Give no numbers of your own this time.")
    else:
        parts += _to_answer(debate, seat, slot, entries)
        parts.append(_own_claims(entries, seat, "What you claimed so far, not to be said again"))
        parts.append(_numbers(seat, slot))
    parts.append(f"{_wish(entries, seat)}{_length(slot)}. Only what you say aloud.")
    return "\n\n".join(part for part in parts if part)


def give_ideas(debate: Debate, slot: Slot, entries: Sequence[Entry]) -> str:
    """The task of a slot for ideas."""
    seat = debate.seat(slot.seat)
    phase = debate.format.phase(slot.phase)
    others = any(isinstance(entry, Idea) and entry.seat != seat.name for entry in entries)
    parts = [
        f"It is your turn to give {'new ' if others else ''}ideas, {seat.persona.display_name}. {_where(debate, slot)}",
        phase.brief,
        "An idea says what is done, who does it, and what changes by it; a wish is not an idea. Draw on what only you know from your work.",
        _own_claims(entries, seat, "Your ideas so far"),
        f"Each idea is one sentence that ends in its number, [{seat.mark}{slot.turn}.1], [{seat.mark}{slot.turn}.2] and so on: "
        "that sentence is what goes on the list, so the idea must be in it. A second sentence, without a number, may follow. Three "
        "ideas, four at most, each a paragraph of its own; at least one that does not stand on your card.",
        "Build on another's idea where you make it better, and say so behind your number: (supports [X1.2])."
        if others
        else "",
        f"{_wish(entries, seat)}{_length(slot)} in all.",
    ]
    return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Attack:
    """Something said against a claim of this seat, which it has not answered."""

    by: str
    against: str
    claim: str | None
    """The number of the attack, when it has one."""
    text: str
    slot: int


def _to_answer(debate: Debate, seat: Seat, slot: Slot, entries: Sequence[Entry]) -> Iterator[str]:
    """What was put to the seat by name, what stands against it, what is open for its side; in this order of weight."""
    if not (slot.called_by or _is_follow_up(slot)) and (asked := _moderator_asked(debate, seat, slot, entries)):
        yield asked
    put = list(_put_by_name(debate, seat, slot, entries))
    if put:
        yield "Put to you by name since you last spoke:\n" + "\n".join(put[-2:])
    attacks = _attacks(entries, seat, slot)
    if attacks:
        listed = "\n".join(_attack(debate, attack) for attack in attacks[:_MOST_ATTACKS])
        yield f"Said against you, and not answered by you yet:\n{listed}"
    numbered = {attack.claim for attack in attacks}
    lines = [line for line in open_claims(debate, entries, seat) if line.claim.id not in numbered]
    lines.sort(key=lambda line: (line.seat != slot.opponent, -line.slot))
    if lines and not slot.asked:
        listed = "\n".join(_line(debate, line) for line in lines[:_MOST_OPEN])
        whose = "your side has" if seat.side else "you have"
        yield f"Other claims {whose} not taken up; some need no answer:\n{listed}"
    if (attacks or lines) and not slot.asked:
        first = (
            "The moderator's question comes first, and may be the whole turn. Otherwise choose"
            if slot.called_by
            else "Choose"
        )
        yield f"{first} the one that matters most now. What you leave, you may take up later."
    if slot.asked and attacks:
        yield "Answer the listener. Take up the others only where it helps that answer."


def _moderator_asked(debate: Debate, seat: Seat, slot: Slot, entries: Sequence[Entry]) -> str:
    """The moderator's last question in this phase: to this seat by name, or to nobody in particular."""
    said = [
        entry.says if isinstance(entry, Decision) else entry.text
        for entry in entries
        if entry.phase == slot.phase
        and (
            (isinstance(entry, Turn) and debate.seat(entry.seat).role == "moderator")
            or (isinstance(entry, Decision) and entry.action == "steer")
        )
    ]
    if not said or not said[-1]:
        return ""
    named = [other for other in debate.debaters if _calls(other, said[-1])]
    if seat in named:
        return (
            f"The moderator asked, you among others: “{said[-1]}”"
            if len(named) > 1
            else f"The moderator asked you: “{said[-1]}”"
        )
    return "" if named else f"The moderator asked the table: “{said[-1]}”"


def _put_by_name(debate: Debate, seat: Seat, slot: Slot, entries: Sequence[Entry]) -> Iterator[str]:
    """Questions other speakers asked this seat since it last had the floor."""
    for turn in entries:
        if not isinstance(turn, Turn) or turn.seat == seat.name or (turn.slot or 0) <= (slot.last_saw or 0):
            continue
        if debate.seat(turn.seat).role != "debater":
            continue
        said = sentences(turn.text)
        for before, sentence in zip(["", *said], said, strict=False):
            if sentence.endswith("?") and (_calls(seat, sentence) or _calls(seat, before)):
                yield f"- {_name(debate, turn.seat)}: “{sentence}”"


def _attacks(entries: Iterable[Entry], seat: Seat, slot: Slot) -> list[_Attack]:
    """What rebuts or questions this seat's claims and was not taken up by it; the opponent of a pair first, then the newest."""
    turns = [entry for entry in entries if isinstance(entry, Turn)]
    taken_up = {reply.to for turn in turns if turn.seat == seat.name for reply in turn.replies}
    found: dict[tuple[str, str | None, str], _Attack] = {}
    for turn in turns:
        claims = {claim.id: claim.text for claim in turn.claims}
        for reply in turn.replies:
            mine = seat.mark is not None and reply.to.rstrip("0123456789.") == seat.mark
            if turn.seat == seat.name or not mine or reply.relation not in ("rebuts", "questions"):
                continue
            if reply.by in taken_up:
                continue
            text = claims.get(reply.by or "") or _sentence_with(turn.text, reply.to)
            attack = _Attack(turn.seat, reply.to, reply.by, text, turn.slot or 0)
            found.setdefault((turn.seat, reply.by, text), attack)
    return sorted(found.values(), key=lambda attack: (attack.by != slot.opponent, -attack.slot))


def _sentence_with(text: str, claim_id: str) -> str:
    """The sentence that a bracket with this id closes."""
    before = text[: text.find(f"[{claim_id}]")]
    return (sentences(before.rpartition("(")[0]) or [before.strip()])[-1]


def _attack(debate: Debate, attack: _Attack) -> str:
    number = f"[{attack.claim}] " if attack.claim else ""
    return f"- {number}{_name(debate, attack.by)}, against your [{attack.against}]: {attack.text}"


def _line(debate: Debate, line: Line) -> str:
    return f"- [{line.claim.id}] {_name(debate, line.seat)}: {line.claim.text}"


def _own_claims(entries: Iterable[Entry], seat: Seat, title: str) -> str:
    own = [claim for entry in claimants(entries) if entry.seat == seat.name for claim in entry.claims]
    if not own:
        return ""
    listed = "\n".join(f"- [{claim.id}] {claim.text}" for claim in own[-_MOST_OWN:])
    return f"{title}:\n{listed}"


def _numbers(seat: Seat, slot: Slot) -> str:
    first, second = f"[{seat.mark}{slot.turn}.1]", f"[{seat.mark}{slot.turn}.2]"
    return f"Your new claims are {first}, {second} and so on."


def _length(slot: Slot) -> str:
    return f"About {slot.words} words, never more than {round(slot.words * 1.25)}"


def _wish(entries: Sequence[Entry], seat: Seat) -> str:
    """How the people watching want turns to be, where they said so since this seat last spoke."""
    spoke = max((n for n, entry in enumerate(entries) if _said_by(entry, seat)), default=-1)
    wishes = [entry.action for entry in entries[spoke + 1 :] if isinstance(entry, Decision)]
    match wishes.count("deeper") - wishes.count("shorter"):
        case 0:
            return ""
        case deeper if deeper > 0:
            return "The people watching asked to go deeper: rather one point with its grounds than several. "
        case _:
            return "The people watching asked for shorter turns: one point, and nothing around it. "


def _said_by(entry: Entry, seat: Seat) -> bool:
    return isinstance(entry, Turn | Idea) and entry.seat == seat.name


def _whom(debate: Debate, seat: Seat, slot: Slot) -> str:
    """Whom a call of the floor meant: whoever took over a chair since then is not addressed by their own name."""
    former = debate.seat(seat.follows) if seat.follows else None
    if former is None or former.left is None or slot.number > former.left + 1:
        return "you"
    return f"{former.persona.display_name}, whose chair is yours now,"


def _is_follow_up(slot: Slot) -> bool:
    return slot.asked is not None and slot.asked.follow_up


def _where(debate: Debate, slot: Slot) -> str:
    if _is_follow_up(slot):
        return "The debate is over, and one question is left."
    phase = debate.format.phase(slot.phase)
    rounds = debate.scenario.rounds or phase.rounds if phase.rounds > 1 else 1
    return f"{phase.title}, round {slot.round} of {rounds}." if rounds > 1 else f"{phase.title}."


def _calls(seat: Seat, text: str) -> bool:
    """Whether a text calls this seat by name, whole, first or last."""
    name = seat.persona.display_name
    names = [name] if seat.persona.kind == "role" else [name, *name.split()]
    words = ID.sub(" ", text)
    return any(f" {name} " in f" {_spaced(words)} " for name in names if len(name) > 2)


def _spaced(text: str) -> str:
    return " ".join("".join(c if c.isalnum() or c in "-'" else " " for c in text).replace("'s ", " ").split())


def _name(debate: Debate, seat: str) -> str:
    return debate.seat(seat).persona.display_name
