"""What the page says about a debate in words of its own. Plain text; whoever draws it escapes it."""

from __future__ import annotations

from collections.abc import Sequence

from rostra.debate import Debate, Decision, PassReason
from rostra.events import Ended
from rostra.format import SlotKind
from rostra.mapping import heading
from rostra.models.choose import ADD_A_KEY, default_model
from rostra.settings import Settings
from rostra.web.progress import Open, Progress

STANCES = {-2: "strongly against", -1: "leaning against", 0: "undecided", 1: "leaning for", 2: "strongly for"}
_OFFLINE = (
    "No key for Claude here, so debates run offline: no language model, nothing to pay. Speakers compose their turns from sentences of "
    "their own files."
)
STATES = {"running": "on stage", "open": "can be resumed", "ended": "ended"}
"""What a list says of a debate's status."""
_PASSED: dict[PassReason, str] = {
    "nothing-new": "has nothing new to say",
    "refusal": "has no words: the model declined",
    "context-exceeded": "has no words: the transcript has outgrown the model",
    "abstains": "abstains",
    "skipped": "passes",
    "absent": "is absent",
    "invalid": "has no words: the model's answer could not be used",
}
_DOING: dict[SlotKind, tuple[str, str]] = {
    "speak": ("speaks", "speak"),
    "introduce": ("opens the debate", "open the debate"),
    "frame": ("puts the question", "put the question"),
    "put": ("asks", "ask"),
    "steer": ("takes stock", "take stock"),
    "call": ("gives the floor", "give the floor"),
    "bid": ("asks for the floor", "ask for the floor"),
    "vote": ("votes", "vote"),
    "stance": ("takes a stand", "take a stand"),
    "question": ("thinks of a question", "think of questions"),
    "summarise": ("sums up so far", "sum up so far"),
    "synthesise": ("writes the synthesis", "write the synthesis"),
    "idea": ("has an idea", "have ideas"),
    "cluster": ("sorts the ideas", "sort the ideas"),
    "rank": ("ranks the ideas", "rank the ideas"),
    "verdict": ("decides", "decide"),
}


def byline(debate: Debate, name: str) -> str:
    """The name over what somebody said: a seat's byline, or whoever it is."""
    return next((seat.byline for seat in debate.cast if seat.name == name), name)


def name_of(debate: Debate, name: str) -> str:
    """The name of a seat inside a sentence; a side, or anything else, as it is."""
    return next((seat.persona.display_name for seat in debate.cast if seat.name == name), name)


def models(debate: Debate) -> str:
    """What writes the words, the commonest first."""
    names = [seat.model for seat in debate.cast if seat.model and not seat.human]
    return ", ".join(sorted(set(names), key=lambda name: (-names.count(name), name)))


def stopped(ended: Ended | None) -> str:
    """Why nobody speaks although the debate is not over; a failure has its own words."""
    match ended:
        case Ended(status="paused"):
            return "Paused"
        case Ended(status="waiting", reason=reason):
            return reason
        case Ended(status="lost", reason=reason, remedy=remedy):
            return f"{reason} {remedy}".strip()
        case _:
            return "Stopped"


def floor(progress: Progress) -> str:
    """Who has the floor."""
    present = [progress.open[number] for number in sorted(progress.open)]
    if not present:
        return "One moment …"
    kinds = {each.slot.kind for each in present}
    first = present[0].slot
    same = [each for each in present if each.slot.kind == first.kind]
    verb = _DOING[first.kind][len(same) > 1]
    said = f"{_names(progress.debate, same)} {verb}"
    return said if len(kinds) == 1 else f"{said}; others are at work"


def where(progress: Progress) -> str:
    """The phase and round of whoever is at work first; empty while nobody is."""
    first = min(progress.open.values(), key=lambda each: each.slot.number, default=None)
    return heading(progress.debate, first.slot.phase, first.slot.round) if first else ""


def spent(debate: Debate) -> str:
    """Turns, tokens and cost so far."""
    turns = len(debate.turns)
    parts = [f"{turns} turn{'' if turns == 1 else 's'}"]
    if tokens := debate.usage.total:
        parts.append(f"{tokens / 1000:.1f}k tokens" if tokens >= 1000 else f"{tokens} tokens")
        parts.append(f"${debate.cost:.2f}")
    return " · ".join(parts)


def decided(debate: Debate, decision: Decision) -> str:
    """What a decision does; empty where its words say enough."""
    match decision.action:
        case "call" | "steer" if decision.enough:
            return "The phase is closed: nothing new is being said."
        case "call" if decision.seat and decision.slot is None:
            return f"{decision.by} asks to hear {name_of(debate, decision.seat)}."
        case "call" if decision.seat and not decision.says:
            return f"{name_of(debate, decision.seat)} has the floor."
        case "skip" if decision.seat:
            return f"{decision.by} asks to skip {name_of(debate, decision.seat)}’s next turn."
        case "shorter":
            return f"{decision.by} asks for shorter turns."
        case "deeper":
            return f"{decision.by} asks to go deeper."
        case "continue":
            rounds = decision.rounds or 1
            return f"{decision.by} asks for {rounds} more {'round' if rounds == 1 else 'rounds'}."
        case "budget":
            return "The budget is nearly spent. Time is called; the moderator sums up."
        case "stop":
            return f"{decision.by} calls time; the moderator sums up."
        case _:
            return ""


def _names(debate: Debate, present: Sequence[Open]) -> str:
    names = [name_of(debate, each.slot.seat) for each in present]
    return _listed(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def passing(reason: PassReason) -> dict[str, str]:
    """What somebody does who closes a slot without a word: of one, and of several together."""
    several = {"abstains": "abstain", "skipped": "pass", "absent": "are absent"}
    return {"does": _PASSED[reason], "do": several.get(reason, "give no answer"), "reason": reason}


def offline_notice(settings: Settings) -> str:
    """One friendly line for a studio without a key; empty with one."""
    if settings.has_key or default_model(settings).model != "offline":
        return ""
    return f"{_OFFLINE} {ADD_A_KEY} Or enter one for this session under New debate."
