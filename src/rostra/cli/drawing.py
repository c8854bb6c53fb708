"""Entries as a terminal shows them: the one renderer of what is said, live and in replay."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from rostra.claims import split_id
from rostra.cli import minutes
from rostra.cli.layout import BAR, Beside, Heading, bulleted
from rostra.cli.printing import clean
from rostra.cli.running_order import Item
from rostra.cli.words import styled, title_of, who
from rostra.debate import Debate, Decision, Entry, Idea, Notice, Pass, Question, Seat, Summary, Turn, Verdict
from rostra.disclosure import disclosure
from rostra.forking import origin

if TYPE_CHECKING:
    from rich.console import RenderableType

_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red", "bright_cyan", "bright_magenta", "bright_green")


class Artist:
    """Draws one debate. Knows which phase it drew last, so that a heading comes once."""

    def __init__(self, debate: Debate) -> None:
        self._debate = debate
        self._colours = {seat.name: colour for seat, colour in zip(debate.all_debaters, cycle(_COLOURS), strict=False)}
        self._marks = {seat.mark: self._colours[seat.name] for seat in debate.all_debaters if seat.mark}
        self._owners = {seat.mark: seat for seat in debate.all_debaters if seat.mark}
        self._place: tuple[str, int] = ("", 1)

    def colour(self, seat: str) -> str:
        """The seat's colour; the moderator and listeners have the terminal's own."""
        return self._colours.get(seat, "")

    def header(self) -> RenderableType:
        """What this is, before anything is said; the disclosure first."""
        debate = self._debate
        lines: list[RenderableType] = [
            Text(disclosure(debate), style="dim italic"),
            Text(),
            Text(clean(debate.title), style="bold"),
        ]
        if debate.scenario.motion.strip(" .?") != debate.title.strip(" .?"):
            lines.append(Text(clean(debate.scenario.motion), style="italic"))
        lines.append(Text())
        lines += [self._seated(seat) for seat in debate.all_debaters]
        if said := origin(debate):
            lines += [Text(), Text(clean(said), style="dim")]
        return Group(
            *lines, Text(), Text(" · ".join(filter(None, (debate.format.title, _models(debate)))), style="dim")
        )

    def draw(self, item: Item) -> RenderableType:
        """An item, with the heading of its phase or round where one begins."""
        return Group(*self._heading(item), *self._drawn(item), Text())

    def partial(self, seat: str, text: str, phase: str, round_: int) -> RenderableType:
        """A turn that is being said: its words in the seat's colour, as they come."""
        item = Item((), "speak", next((p for p in self._debate.format.phases if p.name == phase), None), round_)
        spoken = styled(text, self._marks, growing=True)
        spoken.stylize_before(self.colour(seat))
        return Group(*self._heading(item, keep=False), self._said(seat, spoken))

    def brief(self, item: Item) -> RenderableType | None:
        """A turn in one line, for somebody who comes back; None for everything else."""
        turns = [entry for entry in item.entries if isinstance(entry, Turn)]
        if not turns:
            return None
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f"{clean(who(self._debate, turns[0].seat))}  ", style=self.colour(turns[0].seat))
        line.append(" ".join(styled(turns[0].text, {}).plain.split()), style="dim")
        return line

    def pass_over(self, item: Item) -> None:
        """The item is not drawn here: its phase needs no heading any more."""
        if item.phase is not None:
            self._place = (item.phase.name, item.round)

    # -- parts

    def _seated(self, seat: Seat) -> Text:
        line = Text("  ")
        line.append(f"{seat.mark or ''}  ", style=f"dim {self.colour(seat.name)}")
        line.append(clean(seat.byline), style=f"bold {self.colour(seat.name)}")
        if seat.side:
            line.append(f"  {seat.side}", style="dim")
        if seat.left is not None:
            line.append(f"  until slot {seat.left}", style="dim")
        return line

    def _heading(self, item: Item, *, keep: bool = True) -> Iterator[RenderableType]:
        if item.phase is None or (place := (item.phase.name, item.round)) == self._place:
            return
        again = item.phase.name == self._place[0]
        if keep:
            self._place = place
        rounds = self._debate.scenario.rounds or item.phase.rounds
        several = item.phase.slot == "speak" and item.phase.rounds > 1
        of = f" of {rounds}" if item.round <= rounds else ""
        title = f"{item.phase.title}, round {item.round}{of}" if several else item.phase.title
        if not again or several:
            yield Heading(title)
            yield Text()

    def _drawn(self, item: Item) -> Iterator[RenderableType]:
        first = item.entries[0]
        if item.kind in ("vote", "rank", "stance", "bid"):
            yield minutes.gathered(self._debate, item, self._colours)
            return
        match first:
            case Turn() | Idea():
                yield self._turn(first)
            case Summary(scope="synthesis" | "clusters"):
                yield self._synthesis(first)
            case Decision():
                yield self._decision(first)
            case Question():
                yield self._question(first)
            case Verdict():
                yield self._verdict(first)
            case _:
                yield self._note(first)

    def _turn(self, turn: Turn | Idea) -> RenderableType:
        said = styled(turn.text, self._marks)
        lines = [said, *self._replies(turn)]
        count = turn.claims[0].id.partition(".")[0] if turn.claims else ""
        return self._said(turn.seat, *lines, notes=(count, "edited" if turn.edited_by else ""))

    def _said(self, seat: str, *lines: RenderableType, notes: tuple[str, ...] = ()) -> RenderableType:
        place = next((each for each in self._debate.cast if each.name == seat), None)
        colour = self.colour(seat)
        name = Text(clean(who(self._debate, seat)), style=f"bold {colour}" if colour else "bold")
        debates = place is not None and place.role == "debater"
        for note in filter(None, (place.side if place and debates else "", *notes)):
            name.append(f"  {note}", style="not bold dim")
        if not debates:
            return Beside(
                Group(name, *(Text.assemble(line, style="italic") for line in lines if isinstance(line, Text))), "  "
            )
        return Beside(Group(name, *lines), f"{BAR} ", colour)

    def _replies(self, turn: Turn | Idea) -> Iterator[Text]:
        answers = [reply for reply in turn.replies if reply.relation != "cites"]
        if answers:
            line = Text("↳ ", style="dim")
            for index, reply in enumerate(answers):
                mark = split_id(reply.to)[0]
                owner = self._owners.get(mark)
                name = f"{owner.persona.display_name}’s " if owner else ""
                line.append(f"{', ' if index else ''}{reply.relation} ")
                line.append(f"{clean(name)}{reply.to}", style=self._marks.get(mark, ""))
            yield line
        if isinstance(turn, Turn) and turn.missing:
            yield Text(f"↳ cites {', '.join(turn.missing)}, which nobody claimed", style="dim red")

    def _question(self, question: Question) -> RenderableType:
        name = Text(clean(who(self._debate, question.by)), style="bold")
        if question.to:
            name.append(f" asks {clean(title_of(self._debate, question.to))}", style="not bold dim")
        return Beside(Group(name, Text(clean(question.text))), "? ", "bold yellow", rest="  ")

    def _decision(self, decision: Decision) -> RenderableType:
        lines: list[RenderableType] = []
        if decision.says:
            lines.append(self._said(decision.by, styled(decision.says, self._marks)))
        if note := minutes.decided(self._debate, decision):
            lines.append(Padding(Text(note, style="dim"), (0, 0, 0, 2)))
        return Group(*lines)

    def _synthesis(self, summary: Summary) -> RenderableType:
        parts: list[RenderableType] = [
            Text(clean(who(self._debate, self._debate.moderator.name)), style="bold"),
            Text(),
        ]
        if summary.text:
            parts += [styled(summary.text, self._marks), Text()]
        for section in summary.sections:
            parts.append(Text(clean(section.title), style="bold underline"))
            for point in section.points:
                said = styled(point.text, self._marks)
                if point.cites:
                    said.append("  ")
                    said.append_text(styled(" ".join(f"[{cite}]" for cite in point.cites), self._marks))
                parts.append(bulleted(said))
            parts.append(Text())
        if len(parts) == 2:
            parts += [Text("Nothing to sum up.", style="dim"), Text()]
        return Beside(Group(*parts[:-1]), "  ")

    def _verdict(self, verdict: Verdict) -> RenderableType:
        winner = title_of(self._debate, verdict.winner) if verdict.winner else "nobody: a draw"
        sure = f" ({verdict.confidence:.0%} sure)" if verdict.confidence is not None else ""
        head = Text.assemble((clean(who(self._debate, verdict.judge)), "bold"), f" decides for {clean(winner)}{sure}.")
        return Beside(Group(head, *(bulleted(styled(point.text, self._marks)) for point in verdict.reasons)), "  ")

    def _note(self, entry: Entry) -> RenderableType:
        match entry:
            case Pass():
                text = minutes.passed(self._debate, entry)
            case Summary():
                text = "The moderator summed up the debate so far, for the speakers to read."
            case Notice():
                text = clean(entry.text)
            case _:
                text = entry.kind
        return Padding(Text(text, style="dim"), (0, 0, 0, 2))


def _models(debate: Debate) -> str:
    """What writes the words, the commonest first, in short."""
    names = [seat.model for seat in debate.cast if seat.model and not seat.human]
    return ", ".join(sorted(set(names), key=lambda name: (-names.count(name), name)))
