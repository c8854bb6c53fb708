"""Plain text for a terminal or a mail: no markup, lines of 78 columns, claim numbers in square brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rostra.debate import Debate, Point, Section
from rostra.export.arranging import document
from rostra.export.document import (
    STANCES,
    STATUSES,
    Act,
    Aside,
    Asked,
    Document,
    Findings,
    Part,
    Remark,
    Ruling,
    Speaker,
    Speech,
    Tally,
    known_of,
)
from rostra.export.prose import Block, Bullets, Number, Reference, Span, Words, line, prose, running
from rostra.export.words import one_line, printable
from rostra.export.wrapping import underlined, wrapped
from rostra.flow import DONE, Line

INDENT = "    "


def render(debate: Debate) -> str:
    """The whole document."""
    doc = document(debate)
    parts = [*_head(doc), *_body(doc.parts), *_votes(doc), *_flow(doc)]
    if doc.spent:
        parts.append(doc.spent)
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(doc: Document) -> Iterator[str]:
    debate = doc.debate
    yield underlined(one_line(doc.title), "=")
    yield wrapped(one_line(doc.disclosure))
    yield wrapped(f"Motion: {one_line(doc.motion)}")
    yield "\n".join(
        _item(" · ".join([_byline(who), *map(one_line, known_of(who))])) for who in doc.cast if who.seat is not None
    )
    yield wrapped(f"{debate.format.title} · {debate.created:%d %B %Y} · {one_line(debate.id)}")
    if doc.background:
        yield _under("Background everybody was given", _blocks(doc.background, read=running))


def _body(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if part.title:
            yield underlined(one_line(part.title), "-")
        for act in part.acts:
            yield _act(act)


def _act(act: Act) -> str:
    match act:
        case Speech(by=by, text=text, own=own):
            return _under(_byline(by), _blocks(text, own))
        case Remark(text=text):
            return wrapped(f"({one_line(text)})")
        case Asked(by=by, to=to, text=text):
            return wrapped(f"{one_line(by)} asks{f' {one_line(to)}' if to else ''}: {one_line(text)}", "> ")
        case Aside(title=title, text=text):
            return _under(title, _blocks(text))
        case Findings(by=Speaker() as by):
            return _under(_byline(by), ["\n".join(map(_cluster, act.sections))])
        case Findings(sections=()):
            return "\n\n".join(_blocks(act.text, indent=""))
        case Findings():
            return "\n\n".join(f"{wrapped(one_line(s.title))}\n{_points(s.points)}" for s in act.sections)
        case Ruling(winner=winner):
            finds = f"finds for {one_line(winner)}" if winner else "finds for neither"
            return f"{wrapped(f'{one_line(act.judge)} {finds}{act.sure}.')}\n{_points(act.verdict.reasons)}".strip()


def _cluster(section: Section) -> str:
    said = " ".join(map(_pointed, section.points))
    return wrapped(f"{_inline(section.title)}: {said}", f"{INDENT}- ", f"{INDENT}  ")


def _votes(doc: Document) -> Iterator[str]:
    if not (doc.stances or doc.tallies or doc.abstained):
        return
    yield underlined("Votes and stances", "-")
    for tally in doc.tallies:
        yield _tally(tally)
    if doc.stances:
        yield "\n".join(
            _item(
                f"{one_line(name)}: {STANCES[stance.value]}"
                f"{f', moved by [{stance.moved_by}]' if stance.moved_by else ''}. {_inline(stance.says)}"
            )
            for name, stance in doc.stances
        )
    if doc.abstained:
        yield wrapped(f"({one_line(doc.abstained)})")


def _tally(tally: Tally) -> str:
    counted = " · ".join(
        f"[{choice}] {votes} points" if tally.ranked else f"{votes} {choice}" for choice, votes in tally.counts
    )
    why = [
        _item(
            f"{one_line(who)}, {' '.join(f'[{id_}]' for id_ in ballot.ranking) or ballot.choice}: {_inline(ballot.says)}"
        )
        for who, ballot in tally.why
    ]
    return "\n".join([wrapped(f"{one_line(tally.title)}: {counted}"), *why])


def _flow(doc: Document) -> Iterator[str]:
    if not doc.flow:
        return
    yield underlined("Flow sheet", "-")
    yield "Every claim, and what was answered to it. Counted, not judged."
    yield "\n".join(_flow_row(doc, line) for line in doc.flow)


def _flow_row(doc: Document, line: Line) -> str:
    answers = ", ".join(
        f"{DONE[answer.relation]} {f'[{answer.by}]' if answer.by else one_line(doc.name(answer.seat))}"
        for answer in line.answers
    )
    status = f"{STATUSES[line.status]}: {answers}" if answers else STATUSES[line.status]
    return f"{_item(f'[{line.claim.id}] {one_line(line.claim.text)}')}\n{wrapped(status, INDENT)}"


def _byline(who: Speaker) -> str:
    return f"{one_line(who.byline)}{f' · {one_line(who.side)}' if who.side else ''}"


def _under(title: str, blocks: Iterable[str]) -> str:
    return "\n".join([wrapped(title), "\n\n".join(blocks)]).rstrip()


def _item(text: str, first: str = "- ") -> str:
    return wrapped(text, first, " " * len(first))


def _blocks(
    text: str, own: tuple[str, ...] = (), *, indent: str = INDENT, read: Callable[..., tuple[Block, ...]] = prose
) -> list[str]:
    drawn = []
    for block in read(printable(text), own):
        if isinstance(block, Bullets):
            rows = [
                wrapped(_spans(item), indent + mark, indent + " " * len(mark))
                for number, item in enumerate(block.items, block.first or 0)
                if (mark := "- " if block.first is None else f"{number}. ")
            ]
        else:
            rows = [wrapped(_spans(each), indent) for each in block.lines]
        drawn.append("\n".join(rows))
    return drawn


def _points(points: Iterable[Point]) -> str:
    return "\n".join(_item(_pointed(point)) for point in points)


def _pointed(point: Point) -> str:
    return " ".join([one_line(point.text), *(f"[{id_}]" for id_ in point.cites)])


def _inline(text: str) -> str:
    return _spans(line(one_line(text)))


def _spans(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    match span:
        case Words(text=text):
            return text
        case Number(id=id_):
            return f"[{id_}]"
        case Reference(ids=ids, word=word):
            numbers = ", ".join(f"[{id_}]" for id_ in ids)
            return f"({word} {numbers})" if word else numbers
