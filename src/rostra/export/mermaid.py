"""A Mermaid flowchart of claims and the answers to them: drawn by GitHub, GitLab, Obsidian and many more.

Every sign of a label that could mean something to Mermaid or to HTML is written as its entity code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from rostra.colours import LIGHT, colour_of
from rostra.debate import Debate, Relation
from rostra.disclosure import disclosure
from rostra.export.words import byline, cut, one_line
from rostra.flow import flow_sheet
from rostra.mapping import boxes_of, edges_of

_SIGN = re.compile(r"[\"#$%&*+/:;<=>@\[\\\]^`{|}~]")
_ARROWS: dict[Relation, str] = {
    "rebuts": "--x",
    "supports": "-->",
    "concedes": "--o",
    "questions": "-.->",
    "cites": "---",
}
_LONGEST = 320
"""Characters of a claim in its box."""


def render(debate: Debate) -> str:
    """The chart, from left to right."""
    return "\n".join([*_head(debate), *_boxes(debate), *_arrows(debate), *_looks(debate)]) + "\n"


def _head(debate: Debate) -> Iterator[str]:
    # Without the configuration a diagram of many claims would not be drawn: the limit is 500 edges.
    yield "---"
    yield f"title: {json.dumps(one_line(debate.title), ensure_ascii=False)}"
    yield "config:\n  maxEdges: 5000\n  maxTextSize: 5000000"
    yield "---"
    yield "flowchart LR"
    yield f"  accTitle: {_entities(debate.title)}"
    yield f"  accDescr: {_entities(disclosure(debate))}"
    yield f"  %% {one_line(disclosure(debate))}"
    yield f"  %% {_entities(debate.id)}, {debate.created.isoformat()}"
    motion = f"<b>{_entities(cut(one_line(debate.scenario.motion), _LONGEST))}</b>"
    yield f'  about["{motion}<br/>{_entities(disclosure(debate))}"]:::about'


def _boxes(debate: Debate) -> Iterator[str]:
    fates = {line.claim.id: line.status for line in flow_sheet(debate)} if debate.whole else {}
    for box in boxes_of(debate):
        who = _entities(byline(debate, box.entry.seat))
        seat = colour_of(debate, box.entry.seat)
        colour = "other" if seat is None else f"seat{seat}"
        if box.claim is None:
            yield f'  {_node(box.id)}(["{who}"]):::{colour}'
            continue
        dropped = fates.get(box.claim.id) == "unanswered"
        fate = " · dropped" if dropped else ""
        said = _entities(cut(one_line(box.claim.text), _LONGEST)) or "–"
        yield f'  {_node(box.id)}["<b>{box.claim.id}</b> {who}{fate}<br/>{said}"]:::{colour}'
        if dropped:
            yield f"  class {_node(box.id)} dropped"


def _arrows(debate: Debate) -> Iterator[str]:
    for edge in edges_of(debate):
        yield f"  {_node(edge.source)} {_ARROWS[edge.relation]}|{edge.relation}| {_node(edge.target)}"


def _looks(debate: Debate) -> Iterator[str]:
    for number, colour in enumerate(LIGHT[: len(debate.debaters)]):
        yield f"  classDef seat{number} fill:#fdfcf9,stroke:{colour},stroke-width:2px,color:#1d2330"
    yield "  classDef other fill:#f3f1ea,stroke:#5d6472,color:#1d2330"
    yield "  classDef about fill:#fff2cc,stroke:#8a6d1a,color:#1d2330"
    yield "  classDef dropped fill:#fde8e6,stroke-width:4px,stroke-dasharray:6 4"


def _node(box: str) -> str:
    """A name that Mermaid takes: `A1.1` as `A1_1`; never `end`, which closes something."""
    return f"c_{re.sub(r'[^A-Za-z0-9]', '_', box)}"


def _entities(text: str) -> str:
    return _SIGN.sub(lambda match: f"#{ord(match[0])};", one_line(text))
