"""A format as text and as a picture."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from rostra.cli.printing import listed
from rostra.format import Floor, Format, Phase, SlotKind

_SLOTS: dict[SlotKind, str] = {
    "introduce": "introduction", "frame": "framing", "put": "questions", "summarise": "summary", "synthesise": "synthesis",
    "speak": "turns", "steer": "steering", "call": "floor calls", "bid": "bids", "stance": "stances", "vote": "a poll",
    "question": "questions and answers", "idea": "ideas", "cluster": "sorting", "rank": "ranking", "verdict": "verdicts",
}  # fmt: skip
_FLOORS: dict[Floor, str] = {
    "in-order": "in order",
    "together": "all at once",
    "paired": "in pairs",
    "called": "whom the moderator calls",
    "urgency": "whoever wants it most",
}
_WHO = {
    "debaters": "everybody",
    "one-per-side": "one a side",
    "moderator": "the moderator",
    "audience": "the audience",
}


def described(form: Format) -> Table:
    """A row a phase."""
    table = listed(["", "phase", "who", "how"], wide="how")
    for number, phase in enumerate(form.phases, start=1):
        table.add_row(str(number), Text(phase.title, style="bold"), _WHO.get(phase.who, phase.who), _how(phase))
    return table


def _how(phase: Phase) -> str:
    said = [_SLOTS[phase.slot]]
    if phase.who != "moderator":
        said.append(_FLOORS[phase.floor])
    if phase.rounds > 1:
        said.append(f"{phase.rounds} rounds")
    if phase.words and phase.slot in ("speak", "question", "introduce"):
        said.append(f"{phase.words} words")
    if phase.sees == "before-phase":
        said.append("blind")
    if phase.anonymous:
        said.append("read without names")
    if phase.frame != "never":
        said.append(
            "opened by a pointed question" if phase.frame == "once" else "each round opened by a pointed question"
        )
    if phase.steer:
        said.append("steered between rounds")
    if phase.closes:
        said.append("nothing new claimed")
    if phase.beside:
        said.append("beside the phase before")
    if phase.repeats:
        said.append("again when the debate goes on")
    return ", ".join(said)


def mermaid(form: Format) -> str:
    """The phases as a flowchart. Those that run beside one another stand side by side."""
    lines = ["flowchart TD", "    start([start])"]
    lines += [f'    {_node(n)}["{_label(phase)}"]' for n, phase in enumerate(form.phases)]
    before = ["start"]
    for group in _groups(form):
        nodes = [_node(n) for n in group]
        lines.append(f"    {' & '.join(before)} --> {' & '.join(nodes)}")
        before = nodes
        lines += [f"    {_node(n)} -- again --> {_node(n)}" for n in group if form.phases[n].rounds > 1]
    lines.append(f"    {' & '.join(before)} --> done([end])")
    first = next((n for n, phase in enumerate(form.phases) if phase.repeats), None)
    if first is not None:
        lines.append(f"    done -. goes on .-> {_node(first)}")
    return "\n".join(lines)


def _groups(form: Format) -> list[list[int]]:
    groups: list[list[int]] = []
    for number, phase in enumerate(form.phases):
        if phase.beside and groups:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _node(number: int) -> str:
    return f"p{number + 1}"


def _label(phase: Phase) -> str:
    how = "" if phase.who == "moderator" else f", {_FLOORS[phase.floor]}"
    rounds = f", {phase.rounds} rounds" if phase.rounds > 1 else ""
    title = phase.title.replace('"', "'")
    return f"{title}<br/>{_WHO.get(phase.who, phase.who)}{how}{rounds}"
