"""Slot to prompt: who you are in system, then the transcript, then the task; or shared by all seats where that is cheaper.

Two layouts. *own*: rules and own card in system, then the transcript. *shared*: the same system and transcript for every seat,
all cards in it, and who speaks last. With card tokens C and turn tokens t, a shared prefix costs 0.1·n·C + 1.25·t a turn
against 0.1·C + 1.25·n·t, so it wins when 12.5·t > C; it needs every seat to see the same and to be written by one model.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from string import Template

from rostra.debate import Debate, Entry, Seat
from rostra.prompts.cards import card
from rostra.prompts.prompt import Block, Prompt
from rostra.prompts.tasks import task
from rostra.prompts.transcript import entry_text, fenced, recent, summary_text
from rostra.slot import Slot, anchor, visible

_TOKENS_A_WORD = 1.4
_CHARACTERS_A_TOKEN = 4
_PROSE = frozenset({"introduce", "frame", "speak", "idea", "summarise"})


def render(debate: Debate, slot: Slot) -> Prompt:
    """The prompt of a slot. `debate` may hold more than the slot may see: only what it sees is used."""
    seat = debate.seat(slot.seat)
    entries = visible(debate, slot.sees)
    shared = seat.role == "debater" and shares_prefix(debate)
    system = _shared_rules(debate) if shared else _own_rules(debate, seat)
    said = _transcript(debate, slot, entries, shared=shared)
    who = [Block(text=_who(debate, seat))] if shared else []
    return Prompt(
        system=(Block(text=system, cache=True),),
        user=(*_material(debate, slot, shared=shared), *said, *who, Block(text=task(debate, slot, entries))),
    )


def max_tokens(slot: Slot) -> int:
    """A ceiling for the answer: ample, so that no sentence is cut, but bounded."""
    if slot.kind in ("synthesise", "cluster"):
        return 3_000
    return 600 + round(slot.words * 2 * _TOKENS_A_WORD) if slot.kind in _PROSE else 800


def shares_prefix(debate: Debate) -> bool:
    """Whether one prefix serves all debaters, and is the cheaper one."""
    seats = debate.debaters
    same = len({seat.model for seat in seats}) == 1 and not any(seat.evidence or seat.human for seat in seats)
    one_view = all(phase.sees == "all" or phase.rounds == 1 for phase in debate.format.phases)
    if not (same and one_view and len(seats) > 1):
        return False
    card_tokens = sum(len(seat.persona.body) for seat in seats) / len(seats) / _CHARACTERS_A_TOKEN
    turn_tokens = (debate.scenario.words or debate.format.words) * _TOKENS_A_WORD
    return 12.5 * turn_tokens > card_tokens


def who_they_are(debate: Debate, seat: Seat) -> str:
    """Who a debater is, and at which table; without the rules by which turns are written."""
    return _text("speaker", name=seat.persona.display_name, card=card(seat), setting=_setting(debate, seat))


def _own_rules(debate: Debate, seat: Seat) -> str:
    style = debate.scenario.moderator.style.strip()
    setting, name = _setting(debate, seat), seat.persona.display_name
    match seat.role:
        case "debater":
            return who_they_are(debate, seat) + _text("speaking")
        case "moderator":
            asked = f"# The style asked of you\n\n{style}\n\n" if style else ""
            return _text("moderator", setting=setting, style=asked)
        case "audience":
            return _text("listener", name=name, card=card(seat), setting=setting)


def _shared_rules(debate: Debate) -> str:
    return _text("speakers", setting=_setting(debate, None)) + _text("speaking")


def _setting(debate: Debate, seat: Seat | None) -> str:
    scenario = debate.scenario
    lines = [f"Motion: {scenario.motion}", f"Format: {debate.format.title}. {debate.format.purpose}", "At the table:"]
    for other in debate.debaters:
        you = " (you)" if seat is not None and other.name == seat.name else ""
        who = (
            f". {other.persona.description}"
            if seat is not None and seat.role == "moderator" and other.persona.description
            else ""
        )
        lines.append(f"- {other.persona.display_name}{you}, mark {other.mark}{_side(other)}{who}")
    if gone := [other for other in debate.all_debaters if other.left is not None]:
        lines += ["Not at the table any more; what they said stays theirs:", *(_gone(debate, other) for other in gone)]
    if seat is not None and seat.side:
        lines.append(
            f"You argue {_position(seat.side)}. Stay true to what you believe while you do: find the part of that side you can hold."
        )
    if seat is not None and (chair := _chair(debate, seat)):
        lines.append(chair)
    if scenario.language.lower() not in ("en", "english"):
        lines.append(
            f"Language of the debate: {scenario.language}. Speak it throughout, whatever language your card is in."
        )
    return "\n".join(lines)


def _who(debate: Debate, seat: Seat) -> str:
    side = f" You argue {_position(seat.side)}, in the way that is true to what you believe." if seat.side else ""
    chair = f" {said}" if (said := _chair(debate, seat)) else ""
    return f"You are {seat.persona.display_name}, mark {seat.mark}.{side}{chair}"


def _gone(debate: Debate, seat: Seat) -> str:
    successor = next(other for other in debate.cast if other.follows == seat.name)
    return f"- {seat.persona.display_name}, mark {seat.mark}{_side(seat)}; {successor.persona.display_name} took over the chair"


def _chair(debate: Debate, seat: Seat) -> str:
    """What somebody is told who came in the middle."""
    if seat.follows is None:
        return ""
    former = debate.seat(seat.follows).persona.display_name
    return (
        f"You came in the middle of the debate and took over the chair of {former}. What {former} said is not yours: you need not "
        f"defend it, and may say so where you see it otherwise. Speak as yourself, and number your claims with your own mark, {seat.mark}."
    )


def _side(seat: Seat) -> str:
    if seat.side in ("for", "against"):
        return f", {seat.side} the motion"
    return f", side: {seat.side}" if seat.side else ""


def _position(side: str) -> str:
    return f"{side} the motion" if side in ("for", "against") else f"the side called {side!r}"


def _material(debate: Debate, slot: Slot, *, shared: bool) -> list[Block]:
    """What does not grow: the background, the cards of a shared prefix, evidence for these eyes only."""
    scenario = debate.scenario
    texts = [fenced("background", scenario.background)] if scenario.background.strip() else []
    if shared:
        texts += [fenced("card", card(seat), of=seat.persona.display_name, mark=seat.mark) for seat in debate.debaters]
    packs = [pack for pack in slot.sees.packs if pack in scenario.evidence]
    texts += [fenced("evidence", scenario.evidence[pack], name=pack, seen_by="you, not everybody") for pack in packs]
    blocks = [Block(text=text) for text in texts]
    if shared and blocks:
        blocks[-1] = Block(text=blocks[-1].text, cache=True)
    return blocks


def _transcript(debate: Debate, slot: Slot, entries: tuple[Entry, ...], *, shared: bool) -> list[Block]:
    """The entries, each a block, with the ends of what was and will be cached marked."""
    summary, rest = recent(entries)
    read = slot.lately if shared else slot.last_saw
    texts = [summary_text(summary)] if summary else []
    was_cached = None
    for entry in rest:
        text = entry_text(debate, entry)
        if not text:
            continue
        if read is not None and anchor(entry) <= read:
            was_cached = len(texts)
        texts.append(text)
    if not texts:
        return [Block(text="(Nothing has been said yet.)")]
    ends = {was_cached} | ({len(texts) - 1} if _goes_on(debate, slot, shared=shared) else set())
    return [Block(text=text, cache=index in ends) for index, text in enumerate(texts)]


def _goes_on(debate: Debate, slot: Slot, *, shared: bool) -> bool:
    """Whether somebody will read this prefix again: writing it to the cache costs a quarter more than reading it once."""
    phases = debate.format.phases
    here = next((n for n, phase in enumerate(phases) if phase.name == slot.phase), 0)
    kinds = ("speak", "idea", "question")
    later = any(phase.slot in kinds for phase in phases[here + 1 :])
    moderated = debate.seat(slot.seat).role == "moderator" and slot.kind != "synthesise"
    rounds = phases[here].slot in kinds and slot.round < (debate.scenario.rounds or phases[here].rounds)
    return later or moderated or rounds or (shared and phases[here].floor != "together")


def _text(file: str, **values: str) -> str:
    return _template(file).substitute(values)


@cache
def _template(name: str) -> Template:
    return Template((resources.files(__package__) / "texts" / f"{name}.md").read_text(encoding="utf-8"))
