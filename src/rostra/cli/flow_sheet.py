"""The flow sheet on a screen: every claim, who answered it, and what was dropped. Counted, not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from rostra.cli.drawing import Artist
from rostra.cli.layout import BAR, Beside, Heading
from rostra.cli.printing import clean
from rostra.cli.words import title_of
from rostra.debate import Debate
from rostra.disclosure import disclosure
from rostra.flow import Answer, Line, Status, flow_sheet

_LABELS: dict[Status, tuple[str, str]] = {
    "answered": ("answered", "dim"),
    "conceded": ("conceded", "green"),
    "supported": ("supported", "dim"),
    "unanswered": ("dropped", "bold red"),
    "last-word": ("came last", "dim"),
    "not-taken-up": ("not taken up", "dim"),
}


def flow_sheet_of(debate: Debate) -> RenderableType:
    """The whole sheet, speaker by speaker."""
    artist = Artist(debate)
    lines = flow_sheet(debate)
    texts = {line.claim.id: line.claim.text for line in lines}
    parts: list[RenderableType] = [
        Text(disclosure(debate), style="dim italic"),
        Text(),
        Text(clean(debate.title), style="bold"),
        Text(_counted(lines), style="dim"),
        Text(),
    ]
    for seat in debate.all_debaters:
        mine = [line for line in lines if line.seat == seat.name]
        if mine:
            parts += [Heading(clean(seat.byline)), Text()]
            parts += [part for line in mine for part in _claim(debate, artist, line, texts)]
    return Group(*parts)


def _counted(lines: tuple[Line, ...]) -> str:
    if not lines:
        return "No claims yet."
    count = Counter(line.status for line in lines)
    kinds = ", ".join(f"{count[status]} {label}" for status, (label, _) in _LABELS.items() if count[status])
    return f"{len(lines)} {'claim' if len(lines) == 1 else 'claims'}: {kinds}. Counted, not judged."


def _claim(debate: Debate, artist: Artist, line: Line, texts: dict[str, str]) -> Iterator[RenderableType]:
    label, style = _LABELS[line.status]
    head = Text.assemble((line.claim.id, f"bold {artist.colour(line.seat)}"), "  ", (label, style))
    answers = [_answer(debate, artist, answer, texts) for answer in line.answers]
    yield Beside(Group(head, Text(clean(line.claim.text)), *answers), f"{BAR} ", artist.colour(line.seat))
    yield Text()


def _answer(debate: Debate, artist: Artist, answer: Answer, texts: dict[str, str]) -> RenderableType:
    said = Text.assemble((f"{answer.relation} ", "dim"))
    said.append(clean(title_of(debate, answer.seat)), style=artist.colour(answer.seat))
    if answer.by:
        said.append(f" {answer.by}", style=artist.colour(answer.seat))
        said.append(f"  {clean(texts.get(answer.by, ''))}", style="dim")
    return Beside(said, "↳ ", "dim", rest="  ")
