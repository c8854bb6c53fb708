"""The last block of a prompt: what is asked of this slot, now."""

from __future__ import annotations

from collections.abc import Sequence

from rostra.agenda.seating import alternating
from rostra.debate import Debate, Entry, Idea, Turn
from rostra.flow import flow_sheet, open_claims
from rostra.prompts.speaking import give_ideas, speak
from rostra.slot import Slot

_FEW = 4


def task(debate: Debate, slot: Slot, entries: Sequence[Entry]) -> str:
    """What this slot is for, in the words its seat reads."""
    match slot.kind:
        case "speak":
            return speak(debate, slot, entries)
        case "introduce":
            return _introduce(debate, slot)
        case "frame":
            return _frame(debate, slot, entries)
        case "summarise":
            return _summarise(debate, slot)
        case "synthesise":
            return _synthesise(debate, entries)
        case "steer":
            return _steer(debate, slot, entries)
        case "call":
            return _call(debate, slot, entries)
        case "bid":
            return _bid(debate, slot, entries)
        case "stance":
            return _stance(entries)
        case "vote":
            return _vote(debate, entries)
        case "question":
            return "Put one question to the speakers: the one whose answer would help you most to make up your mind."
        case "idea":
            return give_ideas(debate, slot, entries)
        case "cluster":
            return _cluster(debate)
        case "rank":
            return _rank(debate)
        case "verdict":
            return _verdict(debate)
        case "put":
            return ""


def _introduce(debate: Debate, slot: Slot) -> str:
    names = ", ".join(seat.persona.display_name for seat in debate.debaters)
    return (
        f"Open the debate in at most {slot.words} words: why this question is worth an hour of anybody's life now, what exactly is "
        f"disputed, and who is at the table ({names}), each in half a sentence that says what they bring to this question and, where "
        "they have one, their side. Say that the speakers are simulated. Do not argue, do not ask a question yet: the openings follow "
        "at once."
    )


def _frame(debate: Debate, slot: Slot, entries: Sequence[Entry]) -> str:
    phase = debate.format.phase(slot.phase)
    return "\n\n".join(
        part
        for part in (
            f"The next phase is: {phase.title}. {_order(debate, slot)}",
            _unanswered(debate, entries),
            "In two or three sentences, at most 60 words: name the one disagreement in what was said that most deserves to be "
            "fought out now, with the numbers of the claims on both ends of it, and put it as one pointed question that everybody who "
            "speaks next can take up.",
        )
        if part
    )


def _steer(debate: Debate, slot: Slot, entries: Sequence[Entry]) -> str:
    return "\n\n".join(
        part
        for part in (
            f"Between rounds. Round {slot.round} is next. {_order(debate, slot)} {_quietest(debate, entries)}",
            _unanswered(debate, entries),
            "Say in one to three sentences, at most 60 words, where the exchange has moved and what it is stuck on, by claim numbers, and "
            "put one pointed question that moves it. If the last round only said again what was known, set enough to true and say so "
            "politely.",
        )
        if part
    )


def _call(debate: Debate, slot: Slot, entries: Sequence[Entry]) -> str:
    owed = ", ".join(f"{name} ({debate.seat(name).persona.display_name})" for name in slot.candidates)
    return "\n\n".join(
        part
        for part in (
            f"Who should speak now? Still owed a turn this round: {owed}. {_quietest(debate, entries)}",
            _unanswered(debate, entries),
            "Choose whoever can move the dispute on most, and ask them one thing: at most 40 words, by claim number where there is one. "
            "`seat` is the name before the brackets.",
        )
        if part
    )


def _bid(debate: Debate, slot: Slot, entries: Sequence[Entry]) -> str:
    seat = debate.seat(slot.seat)
    standing = [line.claim.id for line in open_claims(debate, entries, seat)][-_FEW:]
    against = f" Not answered by you: {', '.join(standing)}." if standing else ""
    return f"Do not speak yet. How urgently do you want the floor, from 0 to 10?{against} Bid high only with something new to say."


def _stance(entries: Sequence[Entry]) -> str:
    heard = " Where did the debate leave you? If it moved you, name the claim that did." if entries else ""
    return (
        f"In private, and not as a speech: where do you stand on the motion?{heard} Be honest rather than consistent."
    )


def _vote(debate: Debate, entries: Sequence[Entry]) -> str:
    heard = any(isinstance(entry, Turn) and debate.seat(entry.seat).role == "debater" for entry in entries)
    when = "You have heard the debate." if heard else "Nothing has been said yet: vote from what you bring."
    motion = debate.scenario.motion
    return (
        f"{when} To vote for the motion is to say: “{motion}” To vote against it is to say that this is not so. For, against, or "
        "undecided? Give your reason first, then your vote."
    )


def _cluster(debate: Debate) -> str:
    ideas = len([claim for entry in debate.claimants if isinstance(entry, Idea) for claim in entry.claims])
    return (
        f"There are {ideas} ideas on the table. Sort them: put together what would be done together, three to seven groups, doubles side "
        "by side, every idea in one group. Name each group by what it changes. Add no idea, drop none, praise none."
    )


def _rank(debate: Debate) -> str:
    phase = "the ones you would put your own time into first"
    return (
        f"Which ideas are best: {phase}? Name up to three by number, from either round or from the discussion, the best "
        "first, not more than one of your own, and say why."
    )


def _verdict(debate: Debate) -> str:
    sides = " or ".join(debate.format.sides) or "a speaker"
    return (
        "You have heard everything. Decide by the arguments made here and nothing else: not by names, fluency, length or who spoke "
        f"last. Weigh what was left unanswered. First your reasons, each citing claims; then who carried it, {sides}, or nobody; then how "
        "sure you are."
    )


def _summarise(debate: Debate, slot: Slot) -> str:
    return (
        f"The transcript has grown long. Write the account that will stand in for everything up to slot {slot.covers}: for each speaker, "
        "what they claim and what they answered to whom, by claim number; what is agreed, what is disputed, what is open. Keep every claim "
        "somebody may still want to answer, and keep minority views. Neutral words, no judgement. Plain paragraphs, at most 450 words."
    )


def _synthesise(debate: Debate, entries: Sequence[Entry]) -> str:
    return "\n\n".join(
        part
        for part in (
            "The debate is over. Give its account for somebody who missed it.",
            _unanswered(debate, entries),
            "Every statement cites at least one claim that exists in the transcript, those on both sides of it where it has two. Say what "
            "would settle each crux. Take no side and award no victory. One to three statements a heading; leave a heading empty rather "
            "than fill it.",
        )
        if part
    )


def _unanswered(debate: Debate, entries: Sequence[Entry]) -> str:
    lines = [line for line in flow_sheet(debate, entries) if line.status in ("unanswered", "last-word")][-8:]
    if not lines:
        return ""
    listed = "\n".join(f"- [{line.claim.id}] {_name(debate, line.seat)}: {line.claim.text}" for line in lines)
    return f"Claims nobody has answered so far, by the flow sheet:\n{listed}"


def _order(debate: Debate, slot: Slot) -> str:
    """Who speaks in which order, where that is fixed: a question to the last of them goes stale before they can answer."""
    if debate.format.phase(slot.phase).floor != "in-order":
        return ""
    order = [seat.persona.display_name for seat in alternating(debate.debaters)]
    return f"They speak in this order: {', '.join(order)}."


def _quietest(debate: Debate, entries: Sequence[Entry]) -> str:
    words = {seat.name: 0 for seat in debate.debaters}
    for entry in entries:
        if isinstance(entry, Turn) and entry.seat in words:
            words[entry.seat] += len(entry.text.split())
    if not any(words.values()):
        return ""
    least = min(words, key=lambda name: words[name])
    return f"Least heard so far: {_name(debate, least)}."


def _name(debate: Debate, seat: str) -> str:
    return debate.seat(seat).persona.display_name
