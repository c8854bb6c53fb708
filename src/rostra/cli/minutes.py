"""What is recorded and not said: votes, stances, bids, passes, calls of the floor, in a line or a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from rostra.cli.layout import Beside, bulleted
from rostra.cli.printing import clean
from rostra.cli.running_order import Item
from rostra.cli.words import title_of
from rostra.debate import Ballot, Debate, Decision, Pass, PassReason, Stance

STANCES = {-2: "strongly against", -1: "leaning against", 0: "undecided", 1: "leaning for", 2: "strongly for"}
_PASSED: dict[PassReason, str] = {
    "nothing-new": "has nothing new to say",
    "refusal": "has no words: the model declined",
    "context-exceeded": "has no words: the transcript has outgrown the model",
    "abstains": "abstains",
    "skipped": "passes",
    "absent": "is absent",
    "invalid": "has no words: the model's answer could not be used",
}


def passed(debate: Debate, entry: Pass) -> str:
    """A slot closed without a word."""
    return f"{clean(title_of(debate, entry.seat))} {_PASSED[entry.reason]}. {clean(entry.detail)}".strip()


def decided(debate: Debate, decision: Decision) -> str:
    """What a decision does; empty where its words say enough."""
    match decision.action:
        case "call" if decision.enough:
            return "The phase is closed: nothing new is being said."
        case "call" if decision.seat and decision.slot is None:
            return f"{clean(decision.by)} asks to hear {clean(title_of(debate, decision.seat))}."
        case "call" if decision.seat:
            return f"{clean(title_of(debate, decision.seat))} has the floor."
        case "steer" if decision.enough:
            return "The phase is closed: nothing new was said."
        case "skip" if decision.seat:
            return f"{clean(decision.by)} asks to skip {clean(title_of(debate, decision.seat))}’s next turn."
        case "shorter":
            return f"{clean(decision.by)} asks for shorter turns."
        case "deeper":
            return f"{clean(decision.by)} asks to go deeper."
        case "continue":
            rounds = decision.rounds or 1
            return f"{clean(decision.by)} asks for {rounds} more {'round' if rounds == 1 else 'rounds'}."
        case "budget":
            return "The budget is nearly spent. Time is called; the moderator sums up."
        case "stop":
            return f"{clean(decision.by)} calls time; the moderator sums up."
        case _:
            return ""


def gathered(debate: Debate, item: Item, colours: Mapping[str, str]) -> RenderableType:
    """The votes, stances or bids of one fan-out."""
    silent = list(_silent(debate, [entry for entry in item.entries if isinstance(entry, Pass)]))
    match item.kind:
        case "vote":
            said = _votes(debate, [entry for entry in item.entries if isinstance(entry, Ballot)])
        case "rank":
            said = _rankings(debate, [entry for entry in item.entries if isinstance(entry, Ballot)])
        case "stance":
            said = _stances(debate, [entry for entry in item.entries if isinstance(entry, Stance)], colours)
        case _:
            said = _bids(debate, [entry for entry in item.entries if isinstance(entry, Decision)], colours)
    return Beside(Group(*said, *silent), "  ")


def _votes(debate: Debate, ballots: Sequence[Ballot]) -> Iterator[RenderableType]:
    if not ballots:
        return
    count = Counter(ballot.choice for ballot in ballots)
    yield Text(" · ".join(f"{count[choice]} {choice}" for choice in ("for", "against", "undecided")), style="bold")
    for ballot in ballots:
        line = Text.assemble((f"{clean(title_of(debate, ballot.voter))}, {ballot.choice}", "bold not dim"))
        if ballot.says:
            line.append(f": {clean(ballot.says)}", style="not bold")
        yield bulleted(line)


def _rankings(debate: Debate, ballots: Sequence[Ballot]) -> Iterator[RenderableType]:
    for ballot in ballots:
        line = Text.assemble((f"{clean(title_of(debate, ballot.voter))}: ", "bold"), ", ".join(ballot.ranking))
        if ballot.says:
            line.append(f". {clean(ballot.says)}", style="not bold")
        yield bulleted(line)


def _stances(debate: Debate, stances: Sequence[Stance], colours: Mapping[str, str]) -> Iterator[RenderableType]:
    for stance in stances:
        line = Text(clean(title_of(debate, stance.seat)), style=f"bold {colours.get(stance.seat, '')}")
        said = Text.assemble(line, f" is {STANCES[stance.value]}.")
        if stance.says:
            said.append(f" {clean(stance.says)}")
        if stance.moved_by:
            said.append(f" Moved by {stance.moved_by}.", style="dim")
        yield bulleted(said)


def _bids(debate: Debate, bids: Sequence[Decision], colours: Mapping[str, str]) -> Iterator[RenderableType]:
    if not bids:
        return
    line = Text("Bids for the floor: ", style="dim")
    for index, bid in enumerate(sorted(bids, key=lambda bid: -(bid.urgency or 0))):
        line.append(" · " if index else "")
        line.append(f"{clean(title_of(debate, bid.by))} {bid.urgency or 0}", style=colours.get(bid.by, ""))
    yield line


def _silent(debate: Debate, passes: Sequence[Pass]) -> Iterator[Text]:
    """Those who did not answer, one line a reason."""
    reasons = dict.fromkeys((entry.reason, entry.detail) for entry in passes)
    for reason, detail in reasons:
        mine = [entry for entry in passes if (entry.reason, entry.detail) == (reason, detail)]
        names = [clean(title_of(debate, entry.seat)) for entry in mine]
        if len(names) == 1:
            yield Text(passed(debate, mine[0]), style="dim")
            continue
        verb = "abstain" if reason == "abstains" else "give no answer"
        why = f": {clean(detail)}" if detail else "."
        yield Text(f"{', '.join(names[:-1])} and {names[-1]} {verb}{why}", style="dim")
