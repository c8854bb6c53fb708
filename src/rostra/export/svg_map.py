"""The argument map as a picture: SVG without script, font or anything fetched, for light and dark, every claim long enough to be read.

Its colours are custom properties (`--map-ink`, `--map-sheet` …): a page it is embedded in can set them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from rostra.colours import DARK, LIGHT, colour_of, initials
from rostra.debate import Debate, Relation
from rostra.disclosure import author, disclosure, simulated
from rostra.export.drawing import is_rtl, width_of, wrapped
from rostra.export.words import byline, one_line
from rostra.flow import Line, flow_sheet
from rostra.mapping import Box, Edge, Placed, boxes_of, columns_of, edges_of, fate_of, headings, stacked

WIDTH, MARK, ACROSS = 250, 34, 96
"""Of a claim; of the mark of a turn that answers without claiming anything; between two columns."""
_SIZE, _PITCH, _MOST = 13, 17, 9
"""Of the letters of a claim; from line to line; lines at most, the rest is in its title."""
_TOP, _INSET = 42, 14
"""From the top of a box to its first line; from its sides to the text."""
_EDGE, _BAND = 24, 40
"""Around everything; for the headings of columns."""
_NARROWEST = 720
"""Of the whole picture, so that its words stand in lines."""
RELATIONS: dict[Relation, str] = {
    "rebuts": "M0 0 L10 -5 L10 5 Z",
    "supports": "M1 0 L10 -5 L10 5 Z",
    "concedes": "M0 0 L6 -5 L12 0 L6 5 Z",
    "questions": "M0 0 A5 5 0 1 1 10 0 A5 5 0 1 1 0 0 Z",
}
"""The shape at the end of a line."""


def render(debate: Debate) -> str:
    """The picture as a file of its own."""
    return draw(debate, embedded=False)


def draw(debate: Debate, *, embedded: bool) -> str:
    """An `<svg>` element; alone with title, disclosure, legend and metadata in the picture, embedded without, for a page that has them."""
    edges = edges_of(debate)
    columns = columns_of(boxes_of(debate), edges)
    texts = {box.id: _lines(box) for column in columns for box in column}
    placed, tall = stacked(columns, lambda box: _height(box, texts[box.id]))
    width = max(_NARROWEST, 2 * _EDGE + len(columns) * (WIDTH + ACROSS))
    head, top = ([], float(_EDGE)) if embedded else _head(debate, width - 2 * _EDGE)
    boxes = {each.box.id: _Place(debate, each, top + _BAND, _height(each.box, texts[each.box.id])) for each in placed}
    known = {line.claim.id: line for line in flow_sheet(debate)} if debate.whole else {}
    height = top + _BAND + tall + _EDGE
    body = [
        *head,
        *_columns(debate, columns, top),
        *_edges(edges, boxes),
        *(_box(debate, boxes[each.box.id], texts[each.box.id], known) for each in placed),
        *(
            []
            if columns
            else [f'<text class="said" x="{_EDGE}" y="{_n(top + 24)}">Nobody has made a numbered claim.</text>']
        ),
    ]
    return _frame(debate, width, height, body, embedded=embedded)


class _Place:
    """A box on the paper."""

    def __init__(self, debate: Debate, placed: Placed, top: float, height: float) -> None:
        self.box = placed.box
        self.w = float(WIDTH if placed.box.claim else MARK)
        self.h = height
        self.x = _EDGE + placed.column * (WIDTH + ACROSS) + WIDTH - self.w
        self.y = top + placed.top
        seat = colour_of(debate, placed.box.entry.seat)
        self.colour = f"s{'x' if seat is None else seat}"


def _lines(box: Box) -> list[str]:
    return wrapped(one_line(box.claim.text), WIDTH - 2 * _INSET, _SIZE, _MOST) if box.claim else []


def _height(box: Box, lines: list[str]) -> float:
    return _TOP + len(lines) * _PITCH if box.claim else MARK


def _frame(debate: Debate, width: float, height: float, body: list[str], *, embedded: bool) -> str:
    dropped = sum(line.status == "unanswered" for line in flow_sheet(debate)) if debate.whole else 0
    count = sum(len(entry.claims) for entry in debate.claimants)
    told = f"{disclosure(debate)} {count} claims in columns by phase and round, a line from each answer to its claim; {dropped} dropped."
    size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    title = f"Argument map: {one_line(debate.title)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="rostra-map" role="img" aria-label={quoteattr(title)} {size}>',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        *([] if embedded else [_metadata(debate)]),
        f"<style>{_style()}</style>",
        *([] if embedded else ['<rect class="paper" width="100%" height="100%"/>']),
        *body,
        "</svg>",
    ]
    start = "" if embedded else '<?xml version="1.0" encoding="UTF-8"?>\n'
    return start + "\n".join(parts) + "\n"


def _metadata(debate: Debate) -> str:
    """Dublin Core, for machines."""
    about = [
        ("title", one_line(debate.title)),
        ("creator", author(debate)),
        ("date", debate.created.isoformat()),
        ("description", disclosure(debate)),
        ("identifier", one_line(debate.id)),
        *(("subject", f"{one_line(name)} (simulated)") for name in simulated(debate)),
    ]
    told = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in about)
    return (
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<rdf:Description rdf:about="">{told}</rdf:Description></rdf:RDF></metadata>'
    )


def _style() -> str:
    def seats(colours: tuple[str, ...]) -> str:
        return "".join(f".rostra-map .s{n}{{--seat:{colour}}}" for n, colour in enumerate(colours))

    light = "--map-paper:#fdfcf9;--map-sheet:#ffffff;--map-ink:#1d2330;--map-soft:#5d6472;--map-warn:#fff2cc;--map-dropped:#b3261e"
    dark = "--map-paper:#14171c;--map-sheet:#1e232b;--map-ink:#eceae4;--map-soft:#a8aebb;--map-warn:#3b3113;--map-dropped:#ff9d94"
    rules = {
        "": "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif",
        ".sx": "--seat:var(--map-soft)",
        ".paper": "fill:var(--map-paper)",
        ".sheet": "fill:var(--map-sheet);stroke:var(--seat);stroke-width:1.5",
        ".dropped .sheet": "stroke:var(--map-dropped);stroke-width:3;stroke-dasharray:7 4",
        "text": "fill:var(--map-ink)",
        ".said": f"font-size:{_SIZE}px",
        ".id": "font-size:13px;font-weight:700;fill:var(--seat)",
        ".who": "font-size:11px;fill:var(--map-soft)",
        ".fate": "font-size:11px;font-weight:700;fill:var(--map-paper)",
        ".flag": "fill:var(--map-dropped)",
        ".title": "font-size:22px;font-weight:700",
        ".head": "font-size:13px;font-weight:700;fill:var(--map-soft)",
        ".warning": "fill:var(--map-warn)",
        ".edge": "fill:none;stroke:var(--seat);stroke-width:1.6",
        ".edge .end": "fill:var(--seat);stroke:none",
        ".questions .line": "stroke-dasharray:6 4",
        ".concedes .line": "stroke-dasharray:2 4",
        ".mark": "fill:var(--map-sheet);stroke:var(--seat);stroke-width:1.5",
    }
    drawn = "".join(f".rostra-map {name}{{{rule}}}" for name, rule in rules.items())
    return (
        f".rostra-map{{{light}}}{seats(LIGHT)}{drawn}"
        f"@media (prefers-color-scheme:dark){{.rostra-map{{{dark}}}{seats(DARK)}}}"
    )


def _head(debate: Debate, room: float) -> tuple[list[str], float]:
    """What stands over the map, and where it ends."""
    parts: list[str] = []
    y = float(_EDGE)
    warned = wrapped(disclosure(debate), room - 24, 14, 8)
    for line in wrapped(one_line(debate.title), room, 22, 3):
        y += 28
        parts.append(_text("title", _EDGE, y - 6, line))
    parts.append(
        f'<rect class="warning" x="{_EDGE}" y="{_n(y + 4)}" width="{_n(room)}" height="{20 * len(warned) + 14}" rx="6"/>'
    )
    for n, line in enumerate(warned):
        parts.append(f'<text x="{_EDGE + 12}" y="{_n(y + 24 + 20 * n)}" font-size="14">{escape(line)}</text>')
    y += 20 * len(warned) + 28
    for line in wrapped(f"Motion: {one_line(debate.scenario.motion)}", room, _SIZE, 4):
        y += _PITCH
        parts.append(_text("said", _EDGE, y, line))
    drawn, y = _legend(debate, room, y + 22)
    return [*parts, *drawn], y


def _legend(debate: Debate, room: float, y: float) -> tuple[list[str], float]:
    """Who has which colour, and what the ends of lines mean; in as many rows as it takes."""
    present = {box.entry.seat for box in boxes_of(debate)}
    items: list[tuple[str, str]] = []
    for seat in debate.cast:
        if seat.name in present:
            colour = colour_of(debate, seat.name)
            swatch = '<rect class="sheet" x="2" y="-11" width="16" height="12" rx="3"/>'
            side = f", {one_line(seat.side)}" if seat.side else ""
            items.append(
                (f'<g class="s{"x" if colour is None else colour}">{swatch}</g>', byline(debate, seat.name) + side)
            )
    for relation in dict.fromkeys(edge.relation for edge in edges_of(debate)):
        sign = f'<path class="line" d="M30 -5 H12"/><path class="end" d="{RELATIONS[relation]}" transform="translate(1 -5)"/>'
        items.append((f'<g class="edge sx {relation}">{sign}</g>', relation))
    parts = []
    x = float(_EDGE)
    for sign, text in items:
        label = wrapped(text, room - 60, _SIZE, 1)[0]
        wide = 58 + width_of(label, _SIZE)
        if x > _EDGE and x + wide > room + _EDGE:
            x, y = float(_EDGE), y + 22
        parts.append(f'<g transform="translate({_n(x)} {_n(y)})">{sign}{_text("said", 36, 0, label, ltr=True)}</g>')
        x += wide
    return parts, y + 16


def _columns(debate: Debate, columns: list[list[Box]], top: float) -> Iterator[str]:
    for n, title in enumerate(headings(debate, columns)):
        yield _text(
            "head",
            _EDGE + n * (WIDTH + ACROSS),
            top + 24,
            wrapped(one_line(title), WIDTH + ACROSS - 16, 13, 1)[0],
            ltr=True,
        )


def _box(debate: Debate, place: _Place, lines: list[str], known: dict[str, Line]) -> str:
    box = place.box
    who = byline(debate, box.entry)
    at = f'transform="translate({_n(place.x)} {_n(place.y)})"'
    if box.claim is None:
        name = next((seat.persona.display_name for seat in debate.cast if seat.name == box.entry.seat), who)
        half = _n(MARK / 2)
        sign = f'<circle class="mark" cx="{half}" cy="{half}" r="{_n(MARK / 2 - 1)}"/>'
        letters = f'<text class="who" x="{half}" y="{_n(MARK / 2 + 4)}" text-anchor="middle">{escape(one_line(initials(name)))}</text>'
        told = f"{who} answers without a claim of their own"
        return f'<g class="box {place.colour}" {at}><title>{escape(told)}</title>{sign}{letters}</g>'
    line = known.get(box.claim.id)
    dropped = line is not None and line.status == "unanswered"
    fate = f" {fate_of(line, lambda seat: byline(debate, seat))}" if line else ""
    left = _INSET + width_of(box.claim.id, 13) + 8
    shown = escape(_fitting(who, WIDTH - _INSET - left))
    sign = '<rect class="flag" width="62" height="17" rx="8"/><text class="fate" x="31" y="12.5" text-anchor="middle">dropped</text>'
    parts = [
        f"<title>{escape(f'{box.claim.id}, {who}: {one_line(box.claim.text)}{fate}')}</title>",
        f'<rect class="sheet" width="{_n(place.w)}" height="{_n(place.h)}" rx="9"/>',
        f'<text class="id" x="{_INSET}" y="21">{box.claim.id}</text>',
        f'<text class="who" x="{_n(left)}" y="21">{shown}</text>',
        *(_text("said", _INSET, _TOP + n * _PITCH, each, width=WIDTH) for n, each in enumerate(lines)),
        *([f'<g transform="translate({WIDTH - 72} -9)">{sign}</g>'] if dropped else []),
    ]
    return f'<g class="box {place.colour}{" dropped" if dropped else ""}" data-id="{box.claim.id}" {at}>{"".join(parts)}</g>'


@lru_cache(maxsize=1_024)
def _fitting(who: str, room: float) -> str:
    """A byline that fits; what is cut is the name, never that it is simulated."""
    name, mark, _ = who.partition(" (simulated)")
    return wrapped(name, room - width_of(mark, 11), 11, 1)[0] + mark


def _text(kind: str, x: float, y: float, text: str, *, ltr: bool = False, width: float = 0) -> str:
    """A line of text; one that is read from the right begins on the right of `width`, where there is one."""
    if width and not ltr and is_rtl(text):
        return f'<text class="{kind}" x="{_n(width - x)}" y="{_n(y)}" direction="rtl">{escape(text)}</text>'
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}">{escape(text)}</text>'


def _ends(edges: list[Edge], boxes: dict[str, _Place], *, leaving: bool) -> dict[int, float]:
    """Where on its box each line ends, by its number: those of one box are spread along it, in the order of the boxes they come from."""
    here: dict[str, list[int]] = {}
    for n, edge in enumerate(edges):
        here.setdefault(edge.source if leaving else edge.target, []).append(n)
    heights = {}
    for box, numbers in here.items():
        numbers.sort(key=lambda n: boxes[edges[n].target if leaving else edges[n].source].y)
        for place, n in enumerate(numbers, start=1):
            heights[n] = boxes[box].y + boxes[box].h * place / (len(numbers) + 1)
    return heights


def _edges(edges: list[Edge], boxes: dict[str, _Place]) -> Iterator[str]:
    """From the answer's side to the claim's."""
    begins, ends = _ends(edges, boxes, leaving=True), _ends(edges, boxes, leaving=False)
    for n, edge in enumerate(edges):
        yield _edge(edge, boxes[edge.source], boxes[edge.target], begins[n], ends[n])


def _edge(edge: Edge, source: _Place, target: _Place, y1: float, y2: float) -> str:
    back = target.x + target.w < source.x
    level = abs(target.x + target.w - source.x - source.w) < 1
    x1 = source.x if back else source.x + source.w
    x2 = target.x + target.w if back or level else target.x
    side = 1 if back or level else -1
    end = x2 + side * 13
    bend = 34 + min(46.0, abs(y2 - y1) / 6) if level else max(40.0, abs(x1 - end) / 2)
    one, other = (x1 + bend, end + bend) if level else (x1 - side * bend, end + side * bend)
    curve = f"M{_n(x1)} {_n(y1)} C {_n(one)} {_n(y1)} {_n(other)} {_n(y2)} {_n(end)} {_n(y2)}"
    at = f"translate({_n(x2 + side * 2)} {_n(y2)}) scale({side} 1)"
    shape = f'<path class="end" d="{RELATIONS[edge.relation]}" transform="{at}"/>'
    return f'<g class="edge {edge.relation} {source.colour}"><path class="line" d="{curve}"/>{shape}</g>'


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
