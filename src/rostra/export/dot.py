"""The argument map for Graphviz: a cluster a speaker, a box a claim, a line an answer. `dot -Tsvg debate.dot`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from rostra.colours import LIGHT, colour_of
from rostra.debate import Debate, Relation
from rostra.disclosure import disclosure
from rostra.export.words import byline, cut, one_line
from rostra.flow import Status, flow_sheet
from rostra.mapping import Box, boxes_of, edges_of

_LONGEST, _LINE = 320, 38
"""Characters of a claim in its box, and of a line there."""
_OTHERS = "#5d6472"
_STYLES: dict[Relation, str] = {
    "rebuts": 'color="#b3261e", arrowhead=tee',
    "questions": 'color="#7a5c00", arrowhead=odot, style=dashed',
    "concedes": 'color="#1c5fc4", arrowhead=odiamond, style=dotted',
    "supports": 'color="#1e7a45", arrowhead=normal, style=bold',
    "cites": "style=invis",
}


def render(debate: Debate) -> str:
    """A digraph."""
    return "\n".join([*_head(debate), *_clusters(debate), *_answers(debate), "}"]) + "\n"


def _head(debate: Debate) -> Iterator[str]:
    yield f"// {one_line(debate.title)}"
    yield f"// {disclosure(debate)}"
    yield f"// {one_line(debate.id)}, {debate.created.isoformat()}"
    said = (debate.title, disclosure(debate), f"Motion: {cut(one_line(debate.scenario.motion), _LONGEST)}")
    yield "digraph debate {"
    yield '  graph [rankdir=RL, ranksep=1.2, nodesep=0.25, labelloc=t, labeljust=l, fontname="sans-serif", charset="UTF-8",'
    yield f"    label={_label(said, 110)}, comment={_quoted(disclosure(debate))}, tooltip={_quoted(disclosure(debate))}];"
    yield '  node [shape=box, style="rounded,filled", fillcolor="#fdfcf9", fontname="sans-serif", fontsize=11];'
    yield '  edge [fontname="sans-serif", fontsize=9];'


def _clusters(debate: Debate) -> Iterator[str]:
    fates = {line.claim.id: line.status for line in flow_sheet(debate)} if debate.whole else {}
    boxes = boxes_of(debate)
    for number, seat in enumerate(debate.cast):
        if not (own := [box for box in boxes if box.entry.seat == seat.name]):
            continue
        place = colour_of(debate, seat.name)
        colour = _OTHERS if place is None else LIGHT[place]
        side = f", {seat.side}" if seat.side else ""
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={_label((byline(debate, seat.name) + side,), 60)};"
        yield f'    style=rounded; labeljust=l; color="{colour}"; fontcolor="{colour}";'
        yield from (_node(debate, box, fates, colour) for box in own)
        yield "  }"


def _node(debate: Debate, box: Box, fates: dict[str, Status], colour: str) -> str:
    if box.claim is None:
        who = _quoted(byline(debate, box.entry.seat))
        return f'    {_quoted(box.id)} [shape=circle, label="", width=0.2, color="{colour}", tooltip={who}];'
    dropped = fates.get(box.claim.id) == "unanswered"
    label = _label((f"{box.id}{' · dropped' if dropped else ''}", cut(one_line(box.claim.text), _LONGEST)), _LINE)
    looks = ', penwidth=3, fillcolor="#fde8e6", style="rounded,filled,dashed"' if dropped else ""
    return f'    {_quoted(box.id)} [label={label}, tooltip={_quoted(cut(one_line(box.claim.text), 2_000))}, color="{colour}"{looks}];'


def _answers(debate: Debate) -> Iterator[str]:
    for edge in edges_of(debate):
        style = _STYLES[edge.relation]
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={edge.relation}, {style}];"


def _label(paragraphs: Iterable[str], width: int) -> str:
    """Text in lines that end on the left."""
    lines = [line for text in paragraphs for line in textwrap.wrap(one_line(text), width) or [" "]]
    return '"' + "".join(f"{_escaped(line)}\\l" for line in lines) + '"'


def _quoted(text: str) -> str:
    return f'"{_escaped(one_line(text))}"'


def _escaped(text: str) -> str:
    """Graphviz reads escapes of its own and HTML's entities in what it shows."""
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
